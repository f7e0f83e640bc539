package dev.tinywright.data;

import dev.tinywright.data.Dataset.ClassCounts;
import dev.tinywright.data.Dataset.Part;
import dev.tinywright.data.Dataset.SplitReport;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Carries out the data steps of a plan and divides the rows. Steps before the split look at one row at a time, or at
 * which rows are equal; they learn no numbers, so test rows cannot shape what is learned.
 */
public final class Preparation {
    /** A class with fewer rows cannot be learned from, chosen by and tested on. */
    static final int MIN_CLASS_ROWS = 3;

    private final Table table;
    private final StepRunner programs;
    private final RowAccount.Tally tally = new RowAccount.Tally();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<InputStep> inputSteps = new ArrayList<>();
    private List<String> labels;
    private List<Reading> readings;
    private float[][] values;
    private int[] classes;
    private float[] numbers;
    private int[] rows;
    private boolean balance;

    private Preparation(Table table, StepRunner programs) {
        this.table = table;
        this.programs = programs;
        this.labels = table.labels();
        this.readings = table.readings();
        this.values = table.parts().values();
        this.classes = table.parts().classes().clone();
        this.numbers = table.parts().numbers();
        this.rows = IntStream.range(0, table.rowCount()).toArray();
    }

    /** As {@link #prepare(Table, List, SplitSettings, StepRunner)}, for steps without programs of the project's own. */
    public static Dataset prepare(Table table, List<DataStep> steps, SplitSettings split) {
        return prepare(table, steps, split, StepRunner.NONE);
    }

    /**
     * @param programs runs the steps that are programs of the project's own
     * @throws TinywrightException where a step names a column that is not there, a program fails or breaks a rule, or too
     *     little is left to learn from
     */
    public static Dataset prepare(Table table, List<DataStep> steps, SplitSettings split, StepRunner programs) {
        Preparation preparation = new Preparation(table, programs);
        steps.forEach(preparation::apply);
        preparation.dropMissing();
        if (table.target().isNumber()) {
            preparation.dropWithoutNumber();
        } else if (table.target().isNormal()) {
            preparation.requireNormal();
        } else {
            preparation.dropRareClasses();
        }
        return preparation.divide(split);
    }

    private void apply(DataStep step) {
        switch (step) {
            case DataStep.DropDuplicates _ -> dropDuplicates();
            case DataStep.NormalizeLabels _ -> normalizeLabels();
            case DataStep.DropColumns drop -> dropColumns(drop.columns());
            case DataStep.Balance _ -> balance();
            case DataStep.PredictAhead ahead -> predictAhead(ahead.rows());
            case DataStep.Lag lag -> lag(lag);
            case DataStep.OnDevice onDevice -> inputSteps.add(onDevice.step());
            case DataStep.Run run -> runProgram(run);
        }
    }

    private void balance() {
        if (table.target().isNumber()) {
            throw TinywrightException.usage(
                    "balance is for classes, and the task is to predict a number",
                    "plan.yaml, data",
                    "take balance out of the data steps");
        }
        balance = true;
    }

    private void dropDuplicates() {
        int[] first = numbers.length == 0
                ? IdenticalRows.firstEqual(values, rows, classes)
                : IdenticalRows.firstEqual(withNumbers(), rows, new int[0]);
        keep("a duplicate of another row", i -> first[i] == i);
    }

    /** Rows with equal readings and different numbers are no copies. */
    private float[][] withNumbers() {
        float[][] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = numbers;
        return all;
    }

    private void predictAhead(int steps) {
        Target.Quantity target = requireNumber("predict-ahead");
        requireAllRows("predict-ahead");
        addReadings(List.of(new Reading(target.name(), target.unit())), List.of(numbers));
        numbers = new TimeSteps(table).shifted(numbers, steps);
        notes.add("predict-ahead: the number to predict is " + target.name() + " of " + steps
                + (steps == 1 ? " row" : " rows") + " later; that of the row itself is a reading");
    }

    private void lag(DataStep.Lag lag) {
        requireAllRows("lag");
        TimeSteps times = new TimeSteps(table);
        for (String name : lag.columns()) {
            int reading = reading(name).orElseThrow(() -> unknownColumn("lag", name));
            List<float[]> before = new ArrayList<>();
            for (int rowsBefore = 1; rowsBefore <= lag.rows(); rowsBefore++) {
                before.add(times.shifted(values[reading], -rowsBefore));
            }
            addReadings(TimeSteps.lags(readings.get(reading), lag.rows()), before);
        }
        notes.add("lag: of " + String.join(", ", lag.columns()) + " the " + lag.rows()
                + (lag.rows() == 1 ? " row" : " rows") + " before are readings, too");
    }

    private void addReadings(List<Reading> names, List<float[]> columns) {
        readings = Stream.concat(readings.stream(), names.stream()).toList();
        values = Stream.concat(Arrays.stream(values), columns.stream()).toArray(float[][]::new);
    }

    private Target.Quantity requireNumber(String step) {
        if (table.target() instanceof Target.Quantity number) {
            return number;
        }
        throw TinywrightException.usage(
                step + " is for a number to predict, and the task is to tell classes apart",
                "plan.yaml, data",
                "take the step out, or set kind: regression in task.yaml");
    }

    private void requireAllRows(String step) {
        if (rows.length != table.rowCount()) {
            throw TinywrightException.usage(
                    step + " needs the rows before and after each, and steps before it have dropped some",
                    "plan.yaml, data",
                    "let " + step + " come before the steps that drop rows");
        }
    }

    private OptionalInt reading(String name) {
        return IntStream.range(0, readings.size())
                .filter(r -> ColumnNames.same(name, readings.get(r).name()))
                .findFirst();
    }

    private void normalizeLabels() {
        int[] counts = new int[labels.size()];
        Arrays.stream(rows).forEach(row -> counts[classes[row]]++);
        List<LabelVariants.Merge> merges = LabelVariants.find(labels, counts);
        Map<String, String> into = new HashMap<>();
        for (LabelVariants.Merge merge : merges) {
            merge.others().forEach(other -> into.put(other, merge.into()));
            notes.add("normalize-labels: " + merge.text());
        }
        List<String> merged =
                labels.stream().filter(label -> !into.containsKey(label)).toList();
        int[] codes = labels.stream()
                .mapToInt(label -> merged.indexOf(into.getOrDefault(label, label)))
                .toArray();
        recode(merged.stream().map(String::strip).toList(), codes);
    }

    private void recode(List<String> names, int[] codes) {
        for (int row : rows) {
            classes[row] = codes[classes[row]];
        }
        labels = names;
    }

    private void dropColumns(List<String> names) {
        Set<Integer> dropped = new HashSet<>();
        for (String name : names) {
            int found = reading(name).orElse(-1);
            boolean leftOutAlready = table.columns().stream()
                    .anyMatch(c -> ColumnNames.same(name, c.name()) && c.role() != Column.Role.LABEL);
            if (found < 0 && !leftOutAlready) {
                throw unknownColumn("drop-columns", name);
            }
            dropped.add(found);
        }
        int[] kept = IntStream.range(0, readings.size())
                .filter(r -> !dropped.contains(r))
                .toArray();
        if (kept.length == 0) {
            throw TinywrightException.usage(
                    "drop-columns leaves no reading to learn from", "plan.yaml, data", "leave at least one column");
        }
        float[][] before = values;
        List<Reading> all = readings;
        values = Arrays.stream(kept).mapToObj(r -> before[r]).toArray(float[][]::new);
        readings = Arrays.stream(kept).mapToObj(all::get).toList();
    }

    private void runProgram(DataStep.Run step) {
        StepRows before = StepRows.of(table, readings, values, rows, labels, classes);
        StepResult result = programs.run(step, before);
        result.requireFits(before);
        int[] handed = rows;
        int[] classOf = new int[table.rowCount()];
        float[][] after = new float[result.columns().length][];
        for (int c = 0; c < after.length; c++) {
            after[c] = values[result.columns()[c]].clone();
        }
        for (int i = 0; i < handed.length; i++) {
            classOf[handed[i]] = result.classOf(i);
            for (int c = 0; c < after.length; c++) {
                after[c][handed[i]] = result.values()[c][i];
            }
        }
        keep("dropped by " + step.path(), i -> result.isKept(i));
        List<Reading> all = readings;
        readings = Arrays.stream(result.columns()).mapToObj(all::get).toList();
        values = after;
        classes = classOf;
        labels = result.labels();
        notes.addAll(result.notes());
    }

    private TinywrightException unknownColumn(String step, String name) {
        List<String> names = readings.stream().map(Reading::name).toList();
        return TinywrightException.usage(
                step + " names '" + name + "', which is no column; there are " + LabelFinder.listed(names),
                "plan.yaml, data",
                "did you mean '" + ColumnNames.nearest(name, names) + "'?");
    }

    private void dropMissing() {
        keep("every reading is missing", i -> Arrays.stream(values).anyMatch(column -> !Float.isNaN(column[rows[i]])));
        if (inputSteps.stream().noneMatch(InputStep.Impute.class::isInstance)) {
            keep("a reading is missing", i -> Arrays.stream(values).noneMatch(column -> Float.isNaN(column[rows[i]])));
        }
    }

    private void dropWithoutNumber() {
        keep("the number to predict is missing", i -> !Float.isNaN(numbers[rows[i]]));
        float[] left = new float[rows.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = numbers[rows[i]];
        }
        Ranges ranges = Ranges.of(left);
        requireEnough(ranges.names().size());
        classes = ranges.codes(numbers);
        labels = ranges.names();
    }

    private void dropRareClasses() {
        int[] counts = new int[labels.size()];
        Arrays.stream(rows).forEach(row -> counts[classes[row]]++);
        String reason = "its class has fewer than " + MIN_CLASS_ROWS + " rows";
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < MIN_CLASS_ROWS) {
                warnings.add("class \"" + labels.get(c) + "\" has " + counts[c]
                        + " rows that can be used, too few to learn and to test: left out");
            }
        }
        keep(reason, i -> counts[classes[rows[i]]] >= MIN_CLASS_ROWS);
        int[] left = IntStream.range(0, counts.length)
                .filter(c -> counts[c] >= MIN_CLASS_ROWS)
                .toArray();
        requireEnough(left.length);
        int[] codes = new int[counts.length];
        for (int c = 0; c < left.length; c++) {
            codes[left[c]] = c;
        }
        List<String> all = labels;
        recode(Arrays.stream(left).mapToObj(all::get).toList(), codes);
    }

    private void requireNormal() {
        long normal = Arrays.stream(rows)
                .filter(row -> classes[row] == Normality.NORMAL)
                .count();
        if (normal < DataLoader.MIN_ROWS) {
            throw TinywrightException.failed(
                    "only " + normal + " of " + rows.length
                            + " rows that can be used are normal, too few to learn what is normal from",
                    "data steps",
                    "give at least " + DataLoader.MIN_ROWS + " normal rows, better 300");
        }
        if (normal == rows.length) {
            warnings.add(Normality.NO_FAULTS);
        }
    }

    /** What is normal is learned and chosen by what is normal; every fault is for the test. */
    private byte[] withFaultsInTest(byte[] sides) {
        byte[] moved = sides.clone();
        for (int i = 0; i < moved.length && table.target().isNormal(); i++) {
            moved[i] = classes[rows[i]] == Normality.ANOMALY ? Splitter.TEST : moved[i];
        }
        return moved;
    }

    private void requireEnough(int classesLeft) {
        if (classesLeft < 2 || rows.length < DataLoader.MIN_ROWS) {
            RowAccount account = tally.addedTo(table.account());
            boolean number = table.target().isNumber();
            String what = number ? "different number" : "class";
            throw TinywrightException.failed(
                    "too little is left to learn from: " + rows.length + " rows of " + classesLeft + " " + what
                            + (classesLeft == 1 ? "" : number ? "s" : "es") + " (" + account.text() + ")",
                    "data steps",
                    "give at least " + DataLoader.MIN_ROWS
                            + (number ? " rows with different numbers" : " different rows of two classes")
                            + "; where readings are missing, "
                            + "the step impute keeps rows that drop out otherwise");
        }
    }

    /** Keeps the rows at the positions that pass; counts the others under the reason. */
    private void keep(String reason, IntPredicate passes) {
        int[] kept = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (passes.test(i)) {
                kept[count++] = rows[i];
            } else {
                tally.drop(reason, table.fileName(rows[i]), table.lineOf(rows[i]));
            }
        }
        rows = Arrays.copyOf(kept, count);
    }

    private Dataset divide(SplitSettings settings) {
        if (table.hasGivenSplit()) {
            return divideAsGiven(settings);
        }
        boolean groups = settings.by() == SplitSettings.By.GROUP;
        if (groups && !table.hasGroups()) {
            throw TinywrightException.usage(
                    "the split is by group, and the data has no column that groups rows",
                    "plan.yaml, split",
                    "set split.by to row, or name the column as data.group in task.yaml");
        }
        int[] firstEqual = IdenticalRows.firstEqual(values, rows, new int[0]);
        int[] units = groups ? Arrays.stream(rows).map(table::groupOf).toArray() : firstEqual;
        if (settings.by() == SplitSettings.By.TIME) {
            return dataset(settings, Splitter.byTime(rows.length, settings), new int[0], rows.length);
        }
        int[] rowClasses = Arrays.stream(rows).map(row -> classes[row]).toArray();
        byte[] sides = Splitter.split(units, rowClasses, labels.size(), settings, groups);
        if (groups) {
            sides = dropTwinsAcross(firstEqual, sides);
        }
        return dataset(settings, sides, firstEqual, (int)
                Arrays.stream(units).distinct().count());
    }

    /** The test rows are those of the files for that; only validation rows are drawn. Equal rows stay with the test. */
    private Dataset divideAsGiven(SplitSettings settings) {
        int[] before = IdenticalRows.firstEqual(values, rows, new int[0]);
        byte[] given = new byte[rows.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = table.isGivenForTest(rows[i]) ? Splitter.TEST : Splitter.TRAINING;
        }
        dropTwinsAcross(before, given);
        int[] firstEqual = IdenticalRows.firstEqual(values, rows, new int[0]);
        boolean[] test = new boolean[rows.length];
        int[] rowClasses = new int[rows.length];
        for (int i = 0; i < test.length; i++) {
            test[i] = table.isGivenForTest(rows[i]);
            rowClasses[i] = classes[rows[i]];
        }
        notes.add("split: the test rows are those that the data gives for testing; " + settings.validation() * 100
                + " % of the others choose between networks");
        byte[] sides = Splitter.withGivenTest(firstEqual, rowClasses, labels.size(), settings, test);
        return dataset(settings, sides, firstEqual, (int)
                Arrays.stream(firstEqual).distinct().count());
    }

    private Dataset dataset(SplitSettings settings, byte[] drawn, int[] firstEqual, int unitCount) {
        byte[] sides = withFaultsInTest(drawn);
        int[] training = side(sides, Splitter.TRAINING);
        int[] validation = side(sides, Splitter.VALIDATION);
        int[] test = side(sides, Splitter.TEST);
        SplitReport report = new SplitReport(
                settings.by(), settings.seed(), counts(training, validation, test), unitCount, twins(firstEqual));
        int[] balanced = balance ? balanced(training, settings.seed()) : training;
        return new Dataset(
                table.target(),
                labels,
                new InputFormat.Readings(readings),
                part(balanced),
                part(validation),
                part(test),
                inputSteps,
                tally.addedTo(table.account()),
                report,
                notes,
                warnings);
    }

    /** A row that equals one of another group on a side held out would leak; the less protected side gives it up. */
    private byte[] dropTwinsAcross(int[] firstEqual, byte[] sides) {
        byte[] highest = new byte[firstEqual.length];
        for (int i = 0; i < sides.length; i++) {
            highest[firstEqual[i]] = (byte) Math.max(highest[firstEqual[i]], sides[i]);
        }
        byte[] left = new byte[sides.length];
        int[] next = {0};
        keep("equal to a row of another group that is held out", i -> {
            boolean kept = sides[i] == highest[firstEqual[i]];
            if (kept) {
                left[next[0]++] = sides[i];
            }
            return kept;
        });
        return Arrays.copyOf(left, next[0]);
    }

    private int[] side(byte[] sides, byte side) {
        int[] of = IntStream.range(0, rows.length)
                .filter(i -> sides[i] == side)
                .map(i -> rows[i])
                .toArray();
        if (of.length == 0) {
            throw TinywrightException.failed(
                    "the split leaves no rows for "
                            + (side == Splitter.TEST
                                    ? "testing"
                                    : side == Splitter.VALIDATION ? "validation" : "training"),
                    "plan.yaml, split",
                    "give more rows that differ, or change the shares");
        }
        return of;
    }

    private static int twins(int[] firstEqual) {
        int[] sizes = new int[firstEqual.length];
        Arrays.stream(firstEqual).forEach(first -> sizes[first]++);
        return Arrays.stream(sizes).filter(size -> size > 1).sum();
    }

    private List<ClassCounts> counts(int[] training, int[] validation, int[] test) {
        List<ClassCounts> counts = new ArrayList<>();
        for (int c = 0; c < labels.size(); c++) {
            ClassCounts of = new ClassCounts(labels.get(c), count(training, c), count(validation, c), count(test, c));
            boolean isMissing = of.training() == 0 || of.test() == 0 || of.validation() == 0;
            if (isMissing && !table.target().isNormal()) {
                warnings.add((table.target().isNumber() ? "range \"" : "class \"") + of.label()
                        + "\" is not in every part of the split: " + of.training() + " rows to learn from, "
                        + of.validation() + " to choose by, " + of.test() + " to test on");
            }
            counts.add(of);
        }
        return counts;
    }

    private int count(int[] part, int label) {
        return (int) Arrays.stream(part).filter(row -> classes[row] == label).count();
    }

    private int[] balanced(int[] training, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x62616c616e6365L);
        int most = IntStream.range(0, labels.size())
                .map(c -> count(training, c))
                .max()
                .orElse(0);
        int[] all = Arrays.copyOf(training, most * labels.size());
        int size = training.length;
        for (int c = 0; c < labels.size(); c++) {
            int label = c;
            int[] own =
                    Arrays.stream(training).filter(row -> classes[row] == label).toArray();
            for (int n = own.length; n < most && own.length > 0; n++) {
                all[size++] = own[random.nextInt(own.length)];
            }
        }
        notes.add("balance: " + training.length + " training rows became " + size + ", " + most + " of each class");
        return Arrays.copyOf(all, size);
    }

    private Part part(int[] of) {
        float[][] partRows = new float[of.length][values.length];
        int[] partClasses = new int[of.length];
        float[] partNumbers = new float[numbers.length == 0 ? 0 : of.length];
        for (int i = 0; i < of.length; i++) {
            for (int r = 0; r < values.length; r++) {
                partRows[i][r] = values[r][of[i]];
            }
            partClasses[i] = classes[of[i]];
            if (partNumbers.length > 0) {
                partNumbers[i] = numbers[of[i]];
            }
        }
        return Part.ofRows(partRows, partClasses, partNumbers, of, i -> table.origin(of[i]));
    }
}
