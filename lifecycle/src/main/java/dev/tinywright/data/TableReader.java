package dev.tinywright.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The second of two passes over the data: the chosen columns as numbers, every dropped row under its reason. */
final class TableReader {
    private static final long SAMPLE_SEED = 7;

    private final Survey survey;
    private final boolean number;
    private final boolean keepsMissing;
    private final float[] numbers;
    private final ColumnChooser.Choice choice;
    private final int[] readings;
    private final float[] sentinels;
    private final int sampleRows;
    private final SplittableRandom random = new SplittableRandom(SAMPLE_SEED);
    private final RowAccount.Tally tally = new RowAccount.Tally();
    private final Map<String, Integer> labelCodes = new HashMap<>();
    private final Map<String, Integer> groupCodes = new HashMap<>();
    private final float[][] values;
    private final float[] row;
    private final int[] classes;
    private final int[] groups;
    private final int[] fileOf;
    private final int[] lineOf;
    private final boolean fileIsGroup;
    private final int timeColumn;
    private final Optional<RowClock> clock;
    private int wholeRowsSeen;
    private int sampled;
    private int nextGroup;
    private int kept;

    /**
     * @param number true where the label is a number to predict
     * @param ahead true where it is that of the next row, so that a row without one still has a place in time
     * @param maxValues readings beyond which rows are drawn by lot instead of all kept
     */
    TableReader(
            Survey survey,
            ColumnChooser.Choice choice,
            boolean number,
            boolean ahead,
            boolean fileIsGroup,
            int maxValues) {
        this.survey = survey;
        this.number = number;
        this.keepsMissing = number && ahead;
        this.choice = choice;
        this.readings = choice.readings();
        this.fileIsGroup = fileIsGroup && choice.group() < 0;
        this.sentinels = new float[readings.length];
        for (int r = 0; r < readings.length; r++) {
            sentinels[r] = survey.columns().get(readings[r]).sentinel();
        }
        this.sampleRows = Math.min(survey.wholeRows(), maxValues / readings.length);
        this.timeColumn = timeColumn(choice);
        this.clock = timeColumn < 0
                ? Optional.empty()
                : Optional.of(new RowClock(survey.columns().get(timeColumn).name()));
        this.values = new float[readings.length][sampleRows];
        this.row = new float[readings.length];
        this.classes = new int[sampleRows];
        this.groups = new int[this.fileIsGroup || choice.group() >= 0 ? sampleRows : 0];
        this.fileOf = new int[sampleRows];
        this.lineOf = new int[sampleRows];
        this.numbers = new float[number ? sampleRows : 0];
    }

    private static int timeColumn(ColumnChooser.Choice choice) {
        return IntStream.range(0, choice.columns().size())
                .filter(c -> choice.columns().get(c).role() == Column.Role.TIME)
                .findFirst()
                .orElse(-1);
    }

    Table read(List<DataFiles.Part> parts, List<String> notes, List<String> warnings) {
        for (int p = 0; p < parts.size(); p++) {
            int part = p;
            DataFiles.Part from = parts.get(p);
            from.file().forEachRecord(csvRecord -> add(from, part, csvRecord));
        }
        List<String> labels = number ? ranges() : sortLabels();
        List<String> files = parts.stream().map(part -> part.file().name()).toList();
        List<String> allNotes = new ArrayList<>(notes);
        List<String> allWarnings = new ArrayList<>(warnings);
        noteSentinels(allWarnings);
        if (sampleRows < survey.wholeRows()) {
            allWarnings.add("the data is larger than is kept: " + sampleRows + " of " + survey.wholeRows()
                    + " rows were drawn by lot (seed " + SAMPLE_SEED + ")");
        }
        return new Table(
                choice.columns(),
                labels,
                files,
                trimmed(),
                tally.account(survey.rowsRead()),
                clock.map(RowClock::rateHz).orElse(OptionalDouble.empty()),
                allNotes,
                allWarnings);
    }

    private void add(DataFiles.Part part, int file, CsvRecord csvRecord) {
        String name = part.file().name();
        int line = (int) Math.min(csvRecord.getStartingLineNumber(), Integer.MAX_VALUE);
        if (!part.file().fits(csvRecord)) {
            String runsOver = CsvFile.runsOver(csvRecord) ? ", over several lines: is a quote not closed?" : "";
            tally.drop("wrong number of fields" + runsOver, name, line);
            return;
        }
        int[] position = survey.positions().get(file);
        clock.ifPresent(c -> c.add(
                file, csvRecord.getField(position[timeColumn]), part.file().decimal()));
        if (!isDrawn()) {
            tally.drop("sampled out (over " + sampleRows + " rows)", name, line);
            return;
        }
        if (number && !readTarget(part.file(), csvRecord.getField(position[choice.label()]), name, line)) {
            return;
        }
        String label = number ? "" : choice.label() < 0 ? part.label() : csvRecord.getField(position[choice.label()]);
        if (!number && choice.label() >= 0 && Numbers.isMissingLabel(label)) {
            tally.drop("the label is missing", name, line);
            return;
        }
        int bad = readNumbers(part.file(), position, csvRecord);
        if (bad >= 0) {
            tally.drop(
                    "not a number in column '"
                            + choice.columns().get(readings[bad]).name() + "'",
                    name,
                    line);
            return;
        }
        for (int r = 0; r < row.length; r++) {
            values[r][kept] = row[r];
        }
        classes[kept] = labelCodes.computeIfAbsent(label, key -> labelCodes.size());
        if (groups.length > 0) {
            groups[kept] = fileIsGroup ? file : groupCode(csvRecord.getField(position[choice.group()]));
        }
        fileOf[kept] = file;
        lineOf[kept] = line;
        kept++;
    }

    /** Reads the number to predict; drops the row where there is none that can be used. */
    private boolean readTarget(CsvFile file, String cell, String name, int line) {
        float value = Numbers.parse(cell, file.decimal());
        boolean missing = Numbers.isMissing(cell);
        numbers[kept] = value + 0f;
        if (Float.isNaN(value) && !missing) {
            tally.drop("the number to predict is not a number", name, line);
        } else if (missing && !keepsMissing) {
            tally.drop("the number to predict is missing", name, line);
        }
        return missing ? keepsMissing : !Float.isNaN(value);
    }

    private List<String> ranges() {
        Ranges ranges = Ranges.of(Arrays.copyOf(numbers, kept));
        for (int i = 0; i < kept; i++) {
            classes[i] = ranges.of(numbers[i]);
        }
        return ranges.names();
    }

    /** Draws exactly {@code sampleRows} of the whole rows, each as likely: Knuth, TAOCP vol. 2, 3.4.2, algorithm S. */
    private boolean isDrawn() {
        int left = survey.wholeRows() - wholeRowsSeen;
        int wanted = sampleRows - sampled;
        wholeRowsSeen++;
        boolean drawn = wanted >= left || random.nextInt(left) < wanted;
        sampled += drawn ? 1 : 0;
        return drawn && wanted > 0;
    }

    /** Fills {@code row}; returns the reading that is no number, or -1. */
    private int readNumbers(CsvFile file, int[] position, CsvRecord csvRecord) {
        for (int r = 0; r < readings.length; r++) {
            String cell = csvRecord.getField(position[readings[r]]);
            float value = Numbers.parse(cell, file.decimal());
            if (Float.isNaN(value) && !Numbers.isMissing(cell)) {
                return r;
            }
            // Adding 0 turns -0 into 0, so that equal readings have equal bits.
            row[r] = value == sentinels[r] ? Float.NaN : value + 0f;
        }
        return -1;
    }

    /** A row without a group is a group of its own. */
    private int groupCode(String value) {
        String name = value.strip();
        return Numbers.isMissing(name) ? nextGroup++ : groupCodes.computeIfAbsent(name, key -> nextGroup++);
    }

    /** Sorts the classes by name (by number where all are numbers), whatever the order of rows. */
    private List<String> sortLabels() {
        List<String> found = new ArrayList<>(labelCodes.keySet());
        boolean numeric = found.stream().noneMatch(label -> Float.isNaN(Numbers.parse(label, '.')));
        found.sort(
                numeric
                        ? Comparator.comparingDouble((String label) -> Numbers.parse(label, '.'))
                                .thenComparing(Comparator.naturalOrder())
                        : String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));
        int[] rank = new int[found.size()];
        IntStream.range(0, rank.length).forEach(i -> rank[labelCodes.getOrDefault(found.get(i), 0)] = i);
        for (int i = 0; i < kept; i++) {
            classes[i] = rank[classes[i]];
        }
        return found;
    }

    private Table.Rows trimmed() {
        float[][] exact = Arrays.stream(values)
                .map(column -> kept == column.length ? column : Arrays.copyOf(column, kept))
                .toArray(float[][]::new);
        return new Table.Rows(
                exact,
                Arrays.copyOf(classes, kept),
                Arrays.copyOf(groups, Math.min(groups.length, kept)),
                Arrays.copyOf(fileOf, kept),
                Arrays.copyOf(lineOf, kept),
                Arrays.copyOf(numbers, Math.min(numbers.length, kept)));
    }

    private void noteSentinels(List<String> warnings) {
        for (int r = 0; r < readings.length; r++) {
            if (!Float.isNaN(sentinels[r])) {
                ColumnSurvey column = survey.columns().get(readings[r]);
                warnings.add("column '" + choice.columns().get(readings[r]).name() + "' has " + (int) sentinels[r] + " "
                        + column.sentinelCount() + " times, far from all other values: taken as missing");
            }
        }
    }
}
