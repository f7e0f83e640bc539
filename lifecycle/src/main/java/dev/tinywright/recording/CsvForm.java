package dev.tinywright.recording;

import dev.tinywright.features.Reading;
import dev.tinywright.spec.ColumnNames;
import dev.tinywright.spec.DataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How a CSV file of samples is written and what its columns are, told by its first lines.
 *
 * @param dataLine number of the first line of numbers, from 1
 * @param time column of the clock, or -1
 * @param label column of the class, or -1
 * @param group column of the subject or session, or -1
 * @param target column of the number to predict, or -1
 * @param channels columns of samples; the number to predict comes last of them
 */
record CsvForm(
        char delimiter,
        char decimal,
        int width,
        long dataLine,
        boolean hasHeader,
        List<String> names,
        List<String> units,
        int time,
        Optional<Clock> clock,
        int label,
        int group,
        int target,
        List<Integer> channels) {
    private static final int HEAD_BYTES = 1 << 16;
    private static final int HEAD_ROWS = 200;
    private static final char[] DELIMITERS = {'\t', ';', '|', ',', ' '};
    private static final Pattern UNIT = Pattern.compile("(.*?)\\s*[\\[(]([^\\])]*)[\\])]\\s*");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");
    private static final Set<String> TIME_WORDS =
            Set.of("time", "timestamp", "datetime", "date", "epoch", "t", "millis", "micros", "ms", "us");
    private static final Set<String> LABEL_WORDS =
            Set.of("label", "class", "activity", "gesture", "target", "state", "event", "category", "annotation");
    private static final Set<String> GROUP_WORDS = Set.of(
            "subject",
            "session",
            "recording",
            "user",
            "person",
            "patient",
            "participant",
            "device",
            "speaker",
            "volunteer",
            "group");
    private static final Set<String> TARGET_WORDS =
            Set.of("target", "label", "truth", "ground_truth", "groundtruth", "reference");
    static final Set<String> COUNTERS =
            Set.of("", "index", "idx", "id", "sample", "row", "no", "nr", "seq", "unnamed: 0", "counter", "n");

    /**
     * @param wish of a number to predict, which a column may hold
     * @throws BadFile where the file is empty, no text, or has no columns of numbers
     */
    static CsvForm of(ByteSource bytes, DataSource source, Optional<NumberWish> wish) throws IOException {
        byte[] head = bytes.head(0, HEAD_BYTES);
        requireText(head);
        char delimiter = delimiter(head);
        List<List<String>> rows = rows(head, delimiter, '.');
        int width = usualWidth(rows);
        int first = IntStream.range(0, rows.size())
                .filter(r -> rows.get(r).size() == width)
                .findFirst()
                .orElseThrow(() -> new BadFile("the file has no rows"));
        char decimal = delimiter == ',' ? '.' : decimal(rows);
        List<List<String>> table = rows.subList(first, rows.size());
        boolean header = isHeader(table, width, decimal);
        return new Columns(table, width, decimal, header, source, wish)
                .form(delimiter, lineOf(head, delimiter, first + (header ? 1 : 0)));
    }

    private static void requireText(byte[] head) throws BadFile {
        if (head.length == 0) {
            throw new BadFile("the file is empty");
        }
        for (byte b : head) {
            if ((b >= 0 && b < 9) || (b >= 14 && b < 27)) {
                throw new BadFile("the file is named as CSV and is not text");
            }
        }
    }

    private static char delimiter(byte[] head) throws IOException {
        char best = ',';
        double most = 0;
        for (char candidate : DELIMITERS) {
            List<List<String>> rows = rows(head, candidate, '.');
            int width = usualWidth(rows);
            double share = width < 2
                    ? 0
                    : (double) rows.stream().filter(row -> row.size() == width).count() / rows.size();
            if (share > most + 0.1) {
                best = candidate;
                most = share;
            }
        }
        return best;
    }

    private static List<List<String>> rows(byte[] head, char delimiter, char decimal) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (NumberLines lines = new NumberLines(new ByteArrayInputStream(head), 0, delimiter, decimal)) {
            while (rows.size() < HEAD_ROWS && lines.next()) {
                rows.add(
                        IntStream.range(0, lines.fields()).mapToObj(lines::text).toList());
            }
        }
        boolean cut = head.length == HEAD_BYTES && rows.size() > 1 && rows.size() < HEAD_ROWS;
        return cut ? rows.subList(0, rows.size() - 1) : rows;
    }

    private static long lineOf(byte[] head, char delimiter, int row) throws IOException {
        try (NumberLines lines = new NumberLines(new ByteArrayInputStream(head), 0, delimiter, '.')) {
            for (int r = 0; r <= row; r++) {
                if (!lines.next()) {
                    throw new BadFile("the file has a header and no rows");
                }
            }
            return lines.lineNumber();
        }
    }

    private static int usualWidth(List<List<String>> rows) {
        Map<Integer, Integer> widths = new TreeMap<>();
        rows.forEach(row -> widths.merge(row.size(), 1, Integer::sum));
        return widths.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    private static char decimal(List<List<String>> rows) {
        long commas = rows.stream()
                .flatMap(List::stream)
                .filter(cell -> DECIMAL_COMMA.matcher(cell).matches())
                .count();
        long points = rows.stream()
                .flatMap(List::stream)
                .filter(cell -> cell.contains("."))
                .count();
        return commas > points ? ',' : '.';
    }

    private static boolean isHeader(List<List<String>> table, int width, char decimal) {
        return IntStream.range(0, width)
                .anyMatch(c -> !isNumber(table.getFirst().get(c), decimal)
                        && !table.getFirst().get(c).isEmpty()
                        && table.stream().skip(1).anyMatch(row -> row.size() == width)
                        && table.stream()
                                .skip(1)
                                .filter(row -> row.size() == width)
                                .allMatch(row -> isNumber(row.get(c), decimal) || isMissing(row.get(c))));
    }

    private static boolean isMissing(String cell) {
        String word = cell.toLowerCase(Locale.ROOT);
        return word.isEmpty() || word.equals("nan") || word.equals("na") || word.equals("null");
    }

    private static boolean isNumber(String cell, char decimal) {
        return !Double.isNaN(number(cell, decimal));
    }

    private static double number(String cell, char decimal) {
        boolean plain = !cell.isEmpty()
                && cell.chars()
                        .allMatch(c ->
                                (c >= '0' && c <= '9') || c == decimal || c == '-' || c == '+' || c == 'e' || c == 'E');
        try {
            return plain ? Double.parseDouble(cell.replace(decimal, '.')) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Returns the channels' names and units. */
    List<Reading> readings() {
        return channels.stream()
                .map(c -> new Reading(names.get(c), units.get(c)))
                .toList();
    }

    /** Tells what each column is. */
    private static final class Columns {
        private final List<List<String>> rows;
        private final int width;
        private final char decimal;
        private final boolean header;
        private final DataSource source;
        private final Optional<NumberWish> wish;
        private final List<String> names = new ArrayList<>();
        private final List<String> units = new ArrayList<>();

        Columns(
                List<List<String>> table,
                int width,
                char decimal,
                boolean header,
                DataSource source,
                Optional<NumberWish> wish) {
            this.rows = table.stream()
                    .skip(header ? 1 : 0)
                    .filter(row -> row.size() == width)
                    .toList();
            this.width = width;
            this.decimal = decimal;
            this.header = header;
            this.source = source;
            this.wish = wish;
            Set<String> taken = new HashSet<>();
            for (int c = 0; c < width; c++) {
                String cell = header
                        ? table.getFirst().get(c).replaceFirst("^#\\s*", "").strip()
                        : "";
                Matcher unit = UNIT.matcher(cell);
                boolean hasUnit = unit.matches() && !unit.group(1).isEmpty();
                String name = hasUnit ? unit.group(1) : cell.isEmpty() ? "channel" + (c + 1) : cell;
                names.add(taken.add(name) ? name : name + "_" + (c + 1));
                units.add(hasUnit ? unit.group(2) : "");
            }
        }

        CsvForm form(char delimiter, long dataLine) throws BadFile {
            int label = wish.isPresent() ? -1 : label();
            int group = group(label);
            int time = IntStream.range(0, width)
                    .filter(c -> c != label && c != group && isTime(c))
                    .findFirst()
                    .orElse(-1);
            int target = wish.isPresent() ? target(wish.get(), time, group) : -1;
            List<Integer> channels = IntStream.range(0, width)
                    .filter(c -> c != label && c != group && c != time && c != target && isChannel(c))
                    .boxed()
                    .toList();
            if (channels.isEmpty()) {
                throw new BadFile(
                        rows.size() <= 1 ? "the file has a header and no rows" : "the file has no column of numbers");
            }
            Optional<Clock> clock =
                    time < 0 ? Optional.empty() : Clock.of(names.get(time), units.get(time), times(time));
            return new CsvForm(
                    delimiter,
                    decimal,
                    width,
                    dataLine,
                    header,
                    List.copyOf(names),
                    List.copyOf(units),
                    time,
                    clock,
                    label,
                    group,
                    target,
                    target < 0
                            ? channels
                            : IntStream.concat(channels.stream().mapToInt(c -> c), IntStream.of(target))
                                    .boxed()
                                    .toList());
        }

        /** The column that the task names, that the sentence means, or that is called as results are. */
        private int target(NumberWish wanted, int time, int group) throws BadFile {
            if (source.label().isPresent()) {
                String name = source.label().orElseThrow();
                int named = named(source.label(), Set.of());
                if (named < 0) {
                    throw new BadFile("it has no column '" + name + "', which is the number to predict");
                }
                if (!isOfNumbers(named)) {
                    throw new BadFile("its column '" + name + "' has no numbers to predict");
                }
                return named;
            }
            int[] possible = IntStream.range(0, header ? width : 0)
                    .filter(c -> c != time && c != group && isOfNumbers(c))
                    .toArray();
            List<String> called = Arrays.stream(possible).mapToObj(names::get).toList();
            int[] meant = ColumnNames.find(wanted.phrase(), called).stream()
                    .mapToInt(names::indexOf)
                    .toArray();
            if (meant.length == 0) {
                meant = Arrays.stream(possible)
                        .filter(c -> wanted.means(names.get(c)))
                        .toArray();
            }
            return meant.length == 1
                    ? meant[0]
                    : Arrays.stream(possible)
                            .filter(c -> TARGET_WORDS.contains(names.get(c).toLowerCase(Locale.ROOT)))
                            .findFirst()
                            .orElse(-1);
        }

        private boolean isOfNumbers(int c) {
            long numbers =
                    rows.stream().filter(row -> isNumber(row.get(c), decimal)).count();
            return numbers > 0 && 2 * numbers >= rows.size();
        }

        private int named(Optional<String> wanted, Set<String> words) {
            return IntStream.range(0, width)
                    .filter(c -> wanted.map(name -> name.equalsIgnoreCase(names.get(c)))
                            .orElseGet(
                                    () -> header && words.contains(names.get(c).toLowerCase(Locale.ROOT))))
                    .findFirst()
                    .orElse(-1);
        }

        private int label() {
            int named = named(source.label(), LABEL_WORDS);
            if (named >= 0 || source.label().isPresent()) {
                return named;
            }
            int[] words = IntStream.range(0, width)
                    .filter(c ->
                            2 * rows.stream().filter(row -> isWord(row.get(c))).count() > rows.size())
                    .filter(c -> !isIso(c) && !GROUP_WORDS.contains(names.get(c).toLowerCase(Locale.ROOT)))
                    .toArray();
            return words.length == 1 ? words[0] : -1;
        }

        private int group(int label) {
            int named = named(source.group(), GROUP_WORDS);
            return named == label ? -1 : named;
        }

        private boolean isWord(String cell) {
            return !isMissing(cell) && !isNumber(cell, decimal);
        }

        private boolean isIso(int column) {
            return !rows.isEmpty() && !Double.isNaN(Clock.iso(rows.getFirst().get(column)));
        }

        private boolean isTime(int c) {
            String name = names.get(c).toLowerCase(Locale.ROOT);
            boolean called = header && Arrays.stream(name.split("[^a-z]+")).anyMatch(TIME_WORDS::contains);
            double[] times = times(c);
            return times.length > 1
                    && (called ? Clock.medianStep(times) > 0 : !header && isSteady(times) && !isCounter(c));
        }

        /** A nameless column that always grows by nearly the same is a clock. */
        private static boolean isSteady(double[] times) {
            double median = Clock.medianStep(times);
            return times.length >= 20
                    && IntStream.range(1, times.length)
                            .allMatch(i ->
                                    times[i] - times[i - 1] > 0.2 * median && times[i] - times[i - 1] < 5 * median);
        }

        /** Numbers rows. */
        private boolean isCounter(int c) {
            double[] times = times(c);
            boolean named = !header || COUNTERS.contains(names.get(c).toLowerCase(Locale.ROOT));
            return named
                    && times.length >= 5
                    && IntStream.range(1, times.length).allMatch(i -> times[i] == times[i - 1] + 1);
        }

        private boolean isChannel(int c) {
            long numbers =
                    rows.stream().filter(row -> isNumber(row.get(c), decimal)).count();
            long words = rows.stream().filter(row -> isWord(row.get(c))).count();
            boolean wanted = source.columns().isEmpty()
                    || source.columns().stream().anyMatch(name -> name.equalsIgnoreCase(names.get(c)));
            return wanted && !isCounter(c) && (numbers > 0 && words <= numbers / 4);
        }

        private double[] times(int c) {
            boolean iso = isIso(c);
            return rows.stream()
                    .mapToDouble(row -> iso ? Clock.iso(row.get(c)) : number(row.get(c), decimal))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
        }
    }
}
