package dev.tinywright.recording;

import dev.tinywright.features.Reading;
import dev.tinywright.picture.PictureFile;
import dev.tinywright.recording.Capture.Side;
import dev.tinywright.recording.Captures.Kind;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a data source holds, file by file; a file that cannot be used is counted and the rest goes on. */
final class CaptureLoader {
    private static final List<Reading> COLOURS =
            List.of(new Reading("red", ""), new Reading("green", ""), new Reading("blue", ""));
    private static final long CACHE_BYTES = 96L << 20;

    private final DataSource source;
    private final CaptureHints hints;
    /** Of the number to predict, where a column of files has it. */
    private Optional<Evidence.Target> target = Optional.empty();

    private final CaptureAccount.Tally tally = new CaptureAccount.Tally();
    private final List<String> notes = new ArrayList<>();
    private List<Item> labelArrays = List.of();
    private final Flaws flaws = new Flaws();
    private final List<Capture> captures = new ArrayList<>();
    /** Where classes stand in the files: "column 'rhythm'", "array y". */
    private final Set<String> inside = new TreeSet<>();
    /** Whether any class came from a place, a name or a list. */
    private boolean named;

    CaptureLoader(DataSource source, CaptureHints hints) {
        this.source = source;
        this.hints = hints;
    }

    Captures load() {
        Evidence evidence = Evidence.of(source.path(), hints, tally);
        notes.addAll(evidence.notes());
        target = evidence.target();
        Places.Found found = Places.of(evidence.items(), hints, evidence.kind() == Kind.SOUND, tally);
        ListedLabels listed = ListedLabels.of(evidence.others(), evidence.lists(), tally);
        int placed = notes.size();
        boolean number = hints.number().isPresent();
        listed.notes().stream()
                .map(note -> number ? note.replaceFirst("^label", "number") : note)
                .forEach(notes::add);
        Kind kind = evidence.kind();
        labelArrays = evidence.items().stream().filter(SignalFiles::isLabels).toList();
        found.places().stream()
                .filter(place -> !SignalFiles.isLabels(place.item()))
                .forEach(place -> listed.place(place)
                        .ifPresentOrElse(
                                said -> read(said, kind, evidence.takeRows()),
                                () -> tally.drop(
                                        "no list names it", place.item().name())));
        notes.addAll(placed, placeNotes(found.notes(), listed));
        Optional<CaptureNumbering> numbering = hints.number()
                .map(wish -> CaptureNumbering.of(
                        captures,
                        kind,
                        wish,
                        target,
                        listed.numberHead(),
                        tally,
                        source.path().toString()));
        numbering.ifPresent(numbers -> notes.addAll(numbers.notes()));
        return new Gathered(
                        kind,
                        numbering.map(CaptureNumbering::captures).orElse(captures),
                        hints,
                        tally,
                        flaws,
                        listed.hasGroups() ? Optional.of(new Groups("groups", "a list of files")) : found.groups(),
                        notes,
                        source.path().toString(),
                        CACHE_BYTES,
                        numbering.map(CaptureNumbering::measured))
                .captures();
    }

    /** Notes of where files are, with where classes came from: columns and arrays go before lists, lists before names. */
    private List<String> placeNotes(List<String> ofPlaces, ListedLabels listed) {
        List<String> all = new ArrayList<>();
        for (String note : ofPlaces) {
            int group = note.indexOf("; group: ");
            if (target.isPresent() && (note.startsWith("label: ") || note.startsWith("number: "))) {
                continue; // a column of the files goes before their names
            }
            if (!(note.startsWith("label: ") || note.startsWith("number: ")) || (named && !listed.hasLabels())) {
                all.add(note);
            } else if (group >= 0 && !listed.hasGroups()) {
                all.add(note.substring(group + 2).replaceFirst("(?:above|inside) it", "of the file"));
            }
        }
        String what = hints.number().isPresent() ? "number: " : "label: ";
        inside.forEach(where -> all.add(what + where));
        return all;
    }

    private void read(Places.Place place, Kind kind, int takeRows) {
        Item item = place.item();
        flaws.in(item.name());
        try {
            if (kind == Kind.PICTURES) {
                addPicture(place);
                return;
            }
            List<Signal> signals = SignalFiles.read(item, columns(), wish(), flaws);
            Optional<Item> labels = SignalFiles.labelsOf(item, labelArrays);
            if (labels.isPresent()) {
                addAll(place, SignalFiles.labelled(signals, labels.orElseThrow()));
                inside.add("array " + labels.orElseThrow().stem());
                return;
            }
            if (inside.isEmpty() && signals.stream().anyMatch(s -> !s.label().isEmpty())) {
                inside.add(
                        target.map(of -> "column '" + of.column() + "'").orElse(SignalFiles.labelColumn(item, source)));
            }
            if (takeRows > 0) {
                add(place, takes(signals, takeRows), false);
            } else {
                add(place, signals, !item.extension().equals("npy"));
            }
        } catch (IOException | RuntimeException e) {
            tally.drop(reason(e, kind), item.name());
        }
    }

    /** A column of the number that is the same for a stretch divides a file as a column of classes does. */
    private DataSource columns() {
        return target.map(
                        of -> new DataSource(source.path(), Optional.of(of.column()), source.columns(), source.group()))
                .orElse(source);
    }

    private Optional<NumberWish> wish() {
        return target.isPresent() && !target.get().changes() ? Optional.empty() : hints.number();
    }

    private void addPicture(Places.Place place) throws IOException {
        Item item = place.item();
        PictureFile picture = PictureFile.open(() -> item.bytes().stream(0));
        Signal still = new Signal(COLOURS, 0, 1, (from, count) -> {
            throw new BadFile("a picture has no samples");
        });
        named = true;
        captures.add(new Capture(
                item.name(),
                item.path(),
                place.label(),
                place.group(),
                item.name(),
                place.side(),
                still,
                Optional.of(picture),
                picture.print()));
    }

    private static String reason(Exception e, Kind kind) {
        return switch (e) {
            case BadFile bad -> String.valueOf(bad.getMessage());
            case AccessDeniedException _ -> "it may not be read: no permission";
            case IOException io ->
                kind == Kind.PICTURES ? String.valueOf(io.getMessage()) : "it cannot be read: " + io.getMessage();
            default ->
                "it is no " + kind.plural().substring(0, kind.plural().length() - 1) + ": "
                        + e.getClass().getSimpleName();
        };
    }

    /** Cuts files of gestures in a row into the gestures. */
    private static List<Signal> takes(List<Signal> signals, int rows) {
        List<Signal> takes = new ArrayList<>();
        for (Signal whole : signals) {
            for (long from = 0; from + rows <= whole.frames(); from += rows) {
                long start = from;
                takes.add(new Signal(
                        whole.channels(),
                        whole.rateHz(),
                        rows,
                        whole.label(),
                        whole.group(),
                        whole.firstFrame() + start,
                        (at, count) -> whole.samples().read(start + at, count)));
            }
        }
        return takes;
    }

    /** Arrays may be called as a side: X_train.npy. */
    private void addAll(Places.Place place, List<Signal> signals) {
        Side named = List.of(place.item().stem().split("[_-]")).stream()
                .map(Places::side)
                .filter(side -> side != Side.UNSAID)
                .findFirst()
                .orElse(place.side());
        add(new Places.Place(place.item(), named, Optional.empty(), place.group()), signals, false);
    }

    /** @param pieces true where signals that follow each other with one label are parts of a recording that a gap divides */
    private void add(Places.Place place, List<Signal> signals, boolean pieces) {
        Optional<Signal> before = Optional.empty();
        String unit = "";
        for (Signal signal : signals) {
            String name = place.item().name();
            boolean several = signals.size() > 1;
            String shown = several
                    ? name + " rows " + (signal.firstFrame() + 1) + "-" + (signal.firstFrame() + signal.frames())
                    : name;
            named |= signal.label().isEmpty();
            Optional<String> label = signal.label().isEmpty() ? place.label() : Optional.of(signal.label());
            Optional<String> group = signal.group().isEmpty() ? place.group() : Optional.of(signal.group());
            boolean goesOn = pieces
                    && before.filter(b -> b.label().equals(signal.label())
                                    && b.group().equals(signal.group()))
                            .isPresent();
            unit = goesOn ? unit : shown;
            before = Optional.of(signal);
            captures.add(new Capture(
                    shown,
                    place.item().path(),
                    label,
                    group,
                    unit,
                    place.side(),
                    signal,
                    Optional.empty(),
                    new long[0]));
        }
    }
}
