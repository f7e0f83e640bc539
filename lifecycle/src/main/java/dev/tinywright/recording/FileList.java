package dev.tinywright.recording;

import dev.tinywright.recording.Capture.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A text that names files, one a line, alone or with columns for class, side of the split or who was recorded:
 * {@code testing_list.txt}, {@code train.csv}, {@code labels.csv}.
 */
final class FileList {
    private static final Set<String> ENDINGS = Set.of("txt", "csv", "tsv", "lst", "list");
    private static final Set<String> WORDS = Set.of(
            "train",
            "training",
            "test",
            "testing",
            "val",
            "valid",
            "validation",
            "dev",
            "eval",
            "evaluation",
            "holdout",
            "label",
            "labels",
            "metadata",
            "meta",
            "annotation",
            "annotations",
            "index",
            "split",
            "splits",
            "list",
            "lists",
            "manifest",
            "files",
            "filelist",
            "folds",
            "info",
            "classes",
            "targets",
            "target",
            "values",
            "numbers",
            "truth",
            "groundtruth",
            "set");
    /** What columns of file names are called. */
    private static final Set<String> FILE = Set.of(
            "file",
            "filename",
            "filepath",
            "fname",
            "path",
            "recording",
            "clip",
            "audio",
            "wav",
            "image",
            "picture",
            "img");

    private static final Set<String> LABEL =
            Set.of("label", "labels", "class", "category", "target", "activity", "gesture", "word", "keyword", "y");
    private static final Set<String> VALUE = Set.of("value", "values", "number", "truth", "reading", "measurement");
    private static final Set<String> SPLIT =
            Set.of("split", "set", "subset", "partition", "usage", "phase", "part", "fold");
    private static final Set<String> GROUP =
            Set.of("subject", "speaker", "user", "person", "session", "device", "participant", "patient", "group");
    /** What columns that number rows are called at their end. */
    private static final Set<String> COUNTERS =
            Set.of("id", "ids", "idx", "index", "no", "nr", "row", "seq", "counter", "unnamed");

    private static final long MOST_BYTES = 64L << 20;
    private static final int LOOKED_AT = 60;
    private static final int MOST_LISTS = 200;
    /** Of more texts only those are looked into that are called as lists are. */
    private static final int MOST_TEXTS = 5000;
    /** Of the lines of a list, this share at least names files that are there. */
    private static final double THERE = 0.3;

    private static final double DISTINCT = 0.8;
    /** A line of more is a sentence, and no list. */
    private static final int MOST_WORDS = 4;

    private final Item item;
    private final FileNames names;
    private final String delimiter;
    private final int file;
    private final Optional<NumberWish> wish;
    private Optional<String> numberHead = Optional.empty();

    /** What a line says. */
    record Line(String name, Optional<Item> item, Optional<String> label, Side side, Optional<String> group) {}

    private FileList(Item item, FileNames names, String delimiter, int file, Optional<NumberWish> wish) {
        this.item = item;
        this.names = names;
        this.delimiter = delimiter;
        this.file = file;
        this.wish = wish;
    }

    Item item() {
        return item;
    }

    /**
     * Returns those of {@code items} that list others.
     *
     * @param wish of a number to predict, which may be in a column of the list
     */
    static List<FileList> among(List<Item> items, Optional<NumberWish> wish) {
        boolean looks = items.stream()
                        .filter(item -> ENDINGS.contains(item.extension()))
                        .count()
                <= MOST_TEXTS;
        List<Item> candidates = items.stream()
                .filter(item -> ENDINGS.contains(item.extension()) && isSmall(item))
                .filter(item -> mayBe(item, wish) || (looks && hasColumnOfFiles(item)))
                .limit(MOST_LISTS)
                .toList();
        if (candidates.isEmpty() || candidates.size() == items.size()) {
            return List.of();
        }
        FileNames names = new FileNames(items);
        return candidates.stream()
                .map(item -> of(item, names, wish))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean mayBe(Item item, Optional<NumberWish> wish) {
        String stem = item.stem().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(item.extension())
                && (item.extension().equals("txt")
                        || Arrays.stream(stem.split("[^a-z]+")).anyMatch(WORDS::contains)
                        || wish.filter(number -> number.means(stem)).isPresent());
    }

    private static boolean hasColumnOfFiles(Item item) {
        try {
            return ENDINGS.contains(item.extension())
                    && lines(item, 1).stream()
                            .flatMap(line ->
                                    Arrays.stream(line.toLowerCase(Locale.ROOT).split("[\t;,|]")))
                            .flatMap(head -> Arrays.stream(head.split("[^a-z]+")))
                            .anyMatch(FILE::contains);
        } catch (IOException e) {
            return false; // counted where it is read as data
        }
    }

    private static boolean isSmall(Item item) {
        try {
            return item.bytes().size() <= MOST_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<FileList> of(Item item, FileNames names, Optional<NumberWish> wish) {
        try {
            List<String> lines = lines(item, LOOKED_AT);
            for (String delimiter : List.of("\t", ";", ",", "|", " ")) {
                List<List<String>> rows =
                        lines.stream().map(line -> fields(line, delimiter)).toList();
                int width = rows.stream().mapToInt(List::size).max().orElse(0);
                boolean prose = delimiter.equals(" ") && width > MOST_WORDS;
                for (int f = 0; f < width && !prose; f++) {
                    if (namesFiles(rows, f, folder(item), names)) {
                        return Optional.of(new FileList(item, names, delimiter, f, wish));
                    }
                }
            }
        } catch (IOException e) {
            // no list, then: it is counted where it is read as data
        }
        return Optional.empty();
    }

    private static boolean namesFiles(List<List<String>> rows, int field, String folder, FileNames names) {
        List<Item> found = rows.stream()
                .filter(row -> field < row.size())
                .flatMap(row -> names.find(folder, row.get(field)).stream())
                .toList();
        long distinct = found.stream().distinct().count();
        return distinct >= Math.max(2, THERE * (rows.size() - 1)) && distinct >= DISTINCT * found.size();
    }

    private static List<String> lines(Item item, int most) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(item.bytes().stream(0), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null && lines.size() < most) {
                String plain = line.replace("\uFEFF", "").strip();
                if (!plain.isEmpty()) {
                    lines.add(plain);
                }
                line = reader.readLine();
            }
        }
        return lines;
    }

    private static List<String> fields(String line, String delimiter) {
        return Arrays.stream(line.split(java.util.regex.Pattern.quote(delimiter), -1))
                .map(field -> field.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static String folder(Item item) {
        return item.name().substring(0, item.name().lastIndexOf('/') + 1);
    }

    /** Returns the side that the list's own name gives, such as "testing_list". */
    Side side() {
        return Arrays.stream(item.stem().toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .map(Places::side)
                .filter(side -> side != Side.UNSAID)
                .findFirst()
                .orElse(Side.UNSAID);
    }

    List<Line> read() throws IOException {
        List<List<String>> rows = lines(item, Integer.MAX_VALUE).stream()
                .map(line -> fields(line, delimiter))
                .toList();
        boolean header = !rows.isEmpty() && isHeader(rows.getFirst());
        List<List<String>> body = header ? rows.subList(1, rows.size()) : rows;
        List<String> heads = header
                ? rows.getFirst().stream()
                        .map(head -> head.toLowerCase(Locale.ROOT))
                        .toList()
                : List.of();
        int split = column(heads, SPLIT).orElseGet(() -> columnOfSides(body));
        int group = column(heads, GROUP).orElse(-1);
        int label = wish.isPresent()
                ? columnOfNumbers(heads, body, split, group)
                : column(heads, LABEL).orElseGet(() -> header ? -1 : columnOfLabels(body, split));
        numberHead = wish.filter(_ -> label >= 0 && label < heads.size())
                .map(_ -> rows.getFirst().get(label))
                .filter(head -> !VALUE.contains(head.toLowerCase(Locale.ROOT))
                        && !LABEL.contains(head.toLowerCase(Locale.ROOT)));
        return body.stream().map(row -> line(row, label, split, group)).toList();
    }

    boolean isOfNumbers() {
        return wish.isPresent();
    }

    /** Returns what the column of numbers is called, such as "loudness (dB)", once they are read. */
    Optional<String> numberHead() {
        return numberHead;
    }

    private boolean isHeader(List<String> row) {
        return file < row.size()
                && names.find(folder(item), row.get(file)).isEmpty()
                && row.stream().noneMatch(cell -> cell.contains("/"))
                && row.stream()
                        .allMatch(
                                cell -> cell.matches(wish.isPresent() ? "(?:[\\p{L}][^/\\\\]*)?" : "[\\p{L}_ -]*\\d?"));
    }

    private static Optional<Integer> column(List<String> heads, Set<String> words) {
        return IntStream.range(0, heads.size())
                .filter(h -> Arrays.stream(heads.get(h).split("[^a-z]+")).anyMatch(words::contains))
                .boxed()
                .findFirst();
    }

    /** The column that the sentence means, that is called as numbers or labels are, or the first that holds numbers. */
    private int columnOfNumbers(List<String> heads, List<List<String>> body, int split, int group) {
        List<Integer> numbers = others(body).stream()
                .filter(c -> c != split && c != group)
                .filter(c -> 2
                                * body.stream()
                                        .filter(row -> c < row.size()
                                                && NumberText.of(row.get(c)).isPresent())
                                        .count()
                        >= body.size())
                .toList();
        return numbers.stream()
                .filter(c -> c < heads.size() && wish.orElseThrow().means(heads.get(c)))
                .findFirst()
                .or(() -> column(heads, VALUE).filter(numbers::contains))
                .or(() -> column(heads, LABEL).filter(numbers::contains))
                .or(() -> numbers.stream()
                        .filter(c -> !isCounter(heads, c) && !countsUp(body, c))
                        .findFirst())
                .or(() -> numbers.stream()
                        .filter(c -> c > file && !isCounter(heads, c))
                        .findFirst())
                .orElseGet(() -> column(heads, LABEL).orElse(-1));
    }

    /** True where a column is called as those that number rows are; the index of a table has no name at all. */
    private static boolean isCounter(List<String> heads, int column) {
        if (column >= heads.size()) {
            return false;
        }
        String head = heads.get(column);
        String[] words = head.split("[^a-z]+");
        return CsvForm.COUNTERS.contains(head) || (words.length > 0 && COUNTERS.contains(words[words.length - 1]));
    }

    /** True where each row has the next number. */
    private static boolean countsUp(List<List<String>> rows, int column) {
        List<Optional<NumberText>> numbers = rows.stream()
                .map(row -> column < row.size() ? NumberText.of(row.get(column)) : Optional.<NumberText>empty())
                .toList();
        return rows.size() > 1
                && numbers.stream().allMatch(Optional::isPresent)
                && IntStream.range(1, numbers.size())
                        .allMatch(i -> numbers.get(i).orElseThrow().value()
                                == numbers.get(i - 1).orElseThrow().value() + 1);
    }

    private int columnOfSides(List<List<String>> rows) {
        return others(rows).stream()
                .filter(c -> rows.stream().allMatch(row -> c < row.size() && Places.side(row.get(c)) != Side.UNSAID))
                .findFirst()
                .orElse(-1);
    }

    private int columnOfLabels(List<List<String>> rows, int split) {
        return others(rows).stream()
                .filter(c -> c != split)
                .filter(c -> {
                    long distinct = rows.stream()
                            .map(row -> c < row.size() ? row.get(c) : "")
                            .distinct()
                            .count();
                    return distinct > 1 && distinct <= Math.max(2, rows.size() / 2);
                })
                .findFirst()
                .orElse(-1);
    }

    private List<Integer> others(List<List<String>> rows) {
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, width).filter(c -> c != file).boxed().toList();
    }

    private Line line(List<String> row, int label, int split, int group) {
        String name = file < row.size() ? row.get(file) : "";
        Side said = cell(row, split).map(Places::side).orElse(Side.UNSAID);
        return new Line(
                name,
                names.find(folder(item), name),
                cell(row, label),
                said == Side.UNSAID ? side() : said,
                cell(row, group));
    }

    private static Optional<String> cell(List<String> row, int column) {
        return column >= 0 && column < row.size() && !row.get(column).isEmpty()
                ? Optional.of(row.get(column))
                : Optional.empty();
    }

    /** Returns the items that are lists. */
    static Set<Item> items(List<FileList> lists) {
        return lists.stream().map(FileList::item).collect(Collectors.toCollection(HashSet::new));
    }
}
