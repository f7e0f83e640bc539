package dev.tinywright.recording;

import dev.tinywright.recording.Capture.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the places and names of files say: side of the split, class, group. */
final class Places {
    private static final Map<String, Side> SIDES = Map.ofEntries(
            Map.entry("train", Side.TRAINING),
            Map.entry("training", Side.TRAINING),
            Map.entry("test", Side.TEST),
            Map.entry("testing", Side.TEST),
            Map.entry("eval", Side.TEST),
            Map.entry("evaluation", Side.TEST),
            Map.entry("holdout", Side.TEST),
            Map.entry("validation", Side.VALIDATION),
            Map.entry("valid", Side.VALIDATION),
            Map.entry("val", Side.VALIDATION),
            Map.entry("dev", Side.VALIDATION));

    private final List<String> labels;
    private final CaptureHints hints;
    private final boolean sound;
    private final List<String> notes = new ArrayList<>();
    private Optional<Groups> groups = Optional.empty();

    /** Where a file belongs. */
    record Place(Item item, Side side, Optional<String> label, Optional<String> group) {
        private Place inGroup(String name) {
            return new Place(item, side, label, Optional.of(name));
        }
    }

    private Places(CaptureHints hints, boolean sound) {
        this.labels = hints.labels();
        this.hints = hints;
        this.sound = sound;
    }

    record Found(List<Place> places, Optional<Groups> groups, List<String> notes) {}

    /**
     * Returns the places of {@code items}, all of one kind.
     *
     * @param hints classes that the sentence names, and what it wants held apart
     * @param dropped counts those that lie beside the folders for training and test
     */
    static Found of(List<Item> items, CaptureHints hints, boolean sound, CaptureAccount.Tally dropped) {
        Places places = new Places(hints, sound);
        List<Place> found = places.grouped(places.find(items, dropped));
        return new Found(found, places.groups, places.notes);
    }

    /** Where no folder groups files, a field of their names may. */
    private List<Place> grouped(List<Place> places) {
        if (places.stream().anyMatch(place -> place.group().isPresent())) {
            return places;
        }
        Optional<NameGroups.Found> named = NameGroups.of(
                places.stream().map(Place::item).toList(),
                places.stream().map(place -> place.label().orElse("")).toList(),
                hints.groupField(),
                hints.heldApart(),
                sound);
        if (named.isEmpty()) {
            return places;
        }
        groups = Optional.of(new Groups(named.get().what(), "the file names"));
        return IntStream.range(0, places.size())
                .mapToObj(i -> places.get(i).inGroup(named.get().of().get(i)))
                .toList();
    }

    static Side side(String folder) {
        return SIDES.getOrDefault(folder.toLowerCase(Locale.ROOT), Side.UNSAID);
    }

    /** Returns the side that the folders of a file give, by the first that is called as one. */
    private static Side side(Item item) {
        return item.folders().stream()
                .map(Places::side)
                .filter(side -> side != Side.UNSAID)
                .findFirst()
                .orElse(Side.UNSAID);
    }

    private List<Place> find(List<Item> items, CaptureAccount.Tally dropped) {
        Set<Side> sides = items.stream().map(Places::side).collect(Collectors.toSet());
        boolean divided = sides.contains(Side.TRAINING) && sides.size() > 1;
        boolean givenTest = sides.contains(Side.TRAINING) && sides.contains(Side.TEST);
        List<Item> used = new ArrayList<>();
        Set<String> beside = new LinkedHashSet<>();
        for (Item item : items) {
            if (givenTest && side(item) == Side.UNSAID) {
                dropped.drop("it lies beside the folders for training and test", item.name());
                beside.add(
                        item.folders().isEmpty() ? item.name() : item.folders().getFirst());
            } else {
                used.add(item);
            }
        }
        if (!beside.isEmpty()) {
            notes.add("not used, because there are folders for training and test beside it: "
                    + String.join(", ", beside));
        }
        return label(used, divided);
    }

    /** The folders of an item that are not sides. */
    private static List<String> levels(Item item, boolean divided) {
        return item.folders().stream()
                .filter(folder -> !divided || side(folder) == Side.UNSAID)
                .toList();
    }

    private List<Place> label(List<Item> items, boolean divided) {
        int depth = items.stream()
                .mapToInt(item -> levels(item, divided).size())
                .min()
                .orElse(0);
        Function<Item, Side> sideOf = item -> divided ? side(item) : Side.UNSAID;
        Optional<NameNumbers.Found> numbers =
                hints.number().flatMap(wish -> NameNumbers.of(items, item -> levels(item, divided), depth, wish));
        if (numbers.isPresent()) {
            return numbered(items, numbers.get(), depth, divided, sideOf);
        }
        if (depth == 0) {
            Function<Item, String> name = fromNames(items);
            return items.stream()
                    .map(i -> new Place(i, sideOf.apply(i), Optional.of(name.apply(i)), Optional.empty()))
                    .toList();
        }
        int level = labelLevel(items, depth, divided);
        int other = depth > 1 ? groupLevel(items, depth, divided, level) : -1;
        groups = other < 0 ? Optional.empty() : Optional.of(new Groups("groups", "the folders"));
        notes.add("label: the name of the folder"
                + (other < 0
                        ? ""
                        : "; group: the folder " + (other < level ? "above" : "inside") + " it, such as "
                                + levels(items.getFirst(), divided).get(other)));
        return items.stream()
                .map(i -> new Place(
                        i,
                        sideOf.apply(i),
                        Optional.of(levels(i, divided).get(level).strip()),
                        other < 0
                                ? Optional.empty()
                                : Optional.of(levels(i, divided).get(other))))
                .toList();
    }

    /** The number in place of the class; another level of folders groups. */
    private List<Place> numbered(
            List<Item> items, NameNumbers.Found numbers, int depth, boolean divided, Function<Item, Side> sideOf) {
        int other = groupLevel(items, depth, divided, numbers.level());
        groups = other < 0 ? Optional.empty() : Optional.of(new Groups("groups", "the folders"));
        notes.add(numbers.note()
                + (other < 0
                        ? ""
                        : "; group: the folder, such as "
                                + levels(items.getFirst(), divided).get(other)));
        return IntStream.range(0, items.size())
                .mapToObj(i -> new Place(
                        items.get(i),
                        sideOf.apply(items.get(i)),
                        Optional.of(numbers.of().get(i)),
                        other < 0
                                ? Optional.empty()
                                : Optional.of(levels(items.get(i), divided).get(other))))
                .toList();
    }

    private static Set<String> names(List<Item> items, boolean divided, int level) {
        return items.stream().map(i -> levels(i, divided).get(level)).collect(Collectors.toSet());
    }

    /** The level whose names the sentence has; else the innermost that is not a folder per subject or per recording. */
    private int labelLevel(List<Item> items, int depth, boolean divided) {
        int best = -1;
        int most = 0;
        for (int level = 0; level < depth; level++) {
            Set<String> names = names(items, divided, level).stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            int said = (int) labels.stream()
                    .filter(label -> names.contains(label.toLowerCase(Locale.ROOT)))
                    .count();
            if (said > most) {
                best = level;
                most = said;
            }
        }
        if (best >= 0) {
            return best;
        }
        for (int level = depth - 1; level >= 0; level--) {
            Set<String> names = names(items, divided, level);
            if (names.size() > 1 && names.size() <= Math.max(2, items.size() / 2) && !NameGroups.areSubjects(names)) {
                return level;
            }
        }
        return depth - 1;
    }

    private static int groupLevel(List<Item> items, int depth, boolean divided, int level) {
        for (int other = depth - 1; other >= 0; other--) {
            if (other != level && names(items, divided, other).size() > 1) {
                return other;
            }
        }
        return -1;
    }

    /** Without folders the names tell: label.name.csv, label_3.csv, or label.csv. */
    private Function<Item, String> fromNames(List<Item> items) {
        return inside(items).orElseGet(() -> atBeginning(items));
    }

    /** A field after the first, where that one tells the subject, or where the sentence names what is in this one. */
    private Optional<Function<Item, String>> inside(List<Item> items) {
        int fields = items.stream()
                .mapToInt(item -> NameGroups.fields(item).size())
                .min()
                .orElse(0);
        Set<String> said = new HashSet<>();
        labels.forEach(label -> said.add(label.toLowerCase(Locale.ROOT)));
        boolean subjectFirst = fields > 1
                && NameGroups.areSubjects(items.stream()
                        .map(item -> NameGroups.fields(item).getFirst())
                        .collect(Collectors.toSet()));
        for (int f = 0; f < fields; f++) {
            int at = f;
            Function<Item, String> field =
                    item -> withoutNumber(NameGroups.fields(item).get(at));
            Set<String> names = items.stream().map(field).collect(Collectors.toSet());
            boolean named = names.stream().filter(said::contains).count() > 1;
            boolean possible =
                    f > 0 && !names.contains("") && !NameGroups.areSubjects(names) && isRepeated(items, field);
            if (named && f == 0) {
                return Optional.empty();
            }
            if (f > 0 && (named || (subjectFirst && possible))) {
                notes.add("label: field " + (f + 1) + " of the file's name");
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static String withoutNumber(String field) {
        return field.replaceFirst("\\d+$", "");
    }

    private Function<Item, String> atBeginning(List<Item> items) {
        Function<Item, String> upToDot =
                item -> item.fileName().substring(0, item.fileName().indexOf('.'));
        boolean dotted = items.stream()
                .allMatch(item -> item.fileName().indexOf('.') > 0
                        && item.fileName().indexOf('.') < item.fileName().lastIndexOf('.'));
        if (dotted && isRepeated(items, upToDot)) {
            notes.add("label: the file's name up to the first dot");
            return upToDot;
        }
        for (String separator : List.of("_", "-", " ")) {
            Function<Item, String> first = item -> {
                int at = item.stem().indexOf(separator);
                return (at <= 0 ? item.stem() : item.stem().substring(0, at)).strip();
            };
            if (items.stream().allMatch(item -> item.stem().indexOf(separator) > 0) && isRepeated(items, first)) {
                notes.add("label: the file's name up to the first '" + separator + "'");
                return first;
            }
        }
        Function<Item, String> stemWithoutNumber = item -> item.stem().replaceFirst("[ _.-]*\\(?\\d+\\)?$", "");
        if (items.stream().noneMatch(item -> stemWithoutNumber.apply(item).isEmpty())
                && isRepeated(items, stemWithoutNumber)) {
            notes.add("label: the file's name without the number at its end");
            return stemWithoutNumber;
        }
        notes.add("label: the file's name");
        return Item::stem;
    }

    /** True where the names are those of at least two classes of several files each, or of classes in the sentence. */
    private boolean isRepeated(List<Item> items, Function<Item, String> label) {
        Map<String, Integer> counts = new HashMap<>();
        items.forEach(item -> counts.merge(label.apply(item), 1, Integer::sum));
        Set<String> said = new HashSet<>();
        labels.forEach(name -> said.add(name.toLowerCase(Locale.ROOT)));
        boolean named = counts.keySet().stream()
                        .filter(name -> said.contains(name.toLowerCase(Locale.ROOT)))
                        .count()
                > 1;
        return named || (counts.size() > 1 && counts.size() <= items.size() / 3);
    }
}
