package dev.tinywright.recording;

import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The readers of recordings, by the ending of the file's name. */
final class SignalFiles {
    private static final Set<String> LABELS = Set.of("y", "label", "labels", "target", "targets", "class", "classes");

    private SignalFiles() {}

    /** Returns the recordings of a file, at least one. @throws IOException with the reason where it has none */
    static List<Signal> read(Item item, DataSource source, Optional<NumberWish> wish, Flaws flaws) throws IOException {
        return switch (item.extension()) {
            case "wav", "wave" -> List.of(WavFile.read(item.bytes(), flaws));
            case "json" -> List.of(EdgeImpulse.read(item.bytes(), false, flaws));
            case "cbor" -> List.of(EdgeImpulse.read(item.bytes(), true, flaws));
            case "npy" -> NumpyFile.open(item.bytes()).signals();
            default -> CsvSignals.read(item.bytes(), source, wish, flaws);
        };
    }

    static boolean isLabels(Item item) {
        String stem = item.stem().toLowerCase(Locale.ROOT);
        return item.extension().equals("npy")
                && (LABELS.contains(stem) || stem.startsWith("y_") || stem.endsWith("_labels") || stem.endsWith("_y"));
    }

    /** Returns "column 'rhythm'" of a CSV file that has its classes in one. */
    static String labelColumn(Item item, DataSource source) throws IOException {
        CsvForm form = CsvForm.of(Utf16Text.plain(item.bytes()), source, Optional.empty());
        return form.label() < 0 ? "inside the files" : "column '" + form.names().get(form.label()) + "'";
    }

    /** Returns the labels of an array: y_train.npy of X_train.npy, or the only one in its folder or archive. */
    static Optional<Item> labelsOf(Item item, List<Item> labels) {
        if (!item.extension().equals("npy")) {
            return Optional.empty();
        }
        List<Item> beside = labels.stream()
                .filter(other -> other.folders().equals(item.folders()))
                .toList();
        return beside.size() == 1
                ? Optional.of(beside.getFirst())
                : beside.stream()
                        .filter(other -> rest(other).equals(rest(item)))
                        .findFirst();
    }

    /** Returns "train" of "X_train" and of "y_train". */
    private static String rest(Item item) {
        return item.stem().toLowerCase(Locale.ROOT).replaceFirst("^(x|y|data|labels?)_|_(x|y|data|labels?)$", "");
    }

    /** Gives each recording of an array its label. @throws BadFile where there are not as many */
    static List<Signal> labelled(List<Signal> signals, Item labels) throws IOException {
        NumpyFile file = NumpyFile.open(labels.bytes());
        if (file.first() != signals.size()) {
            throw new BadFile("the array has " + signals.size() + " recordings and " + labels.name() + " "
                    + file.first() + " labels");
        }
        List<String> texts = file.texts();
        List<Signal> labelled = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Signal s = signals.get(i);
            labelled.add(new Signal(
                    s.channels(), s.rateHz(), s.frames(), texts.get(i), s.group(), s.firstFrame(), s.samples()));
        }
        return labelled;
    }
}
