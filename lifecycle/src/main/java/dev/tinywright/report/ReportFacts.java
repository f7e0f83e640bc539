package dev.tinywright.report;

import dev.tinywright.board.Board;
import dev.tinywright.contract.Contract;
import dev.tinywright.spec.Goal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Everything a report tells of a run. What can be counted from other facts (the confusion matrix, accuracy, intervals) is
 * not in here; the report counts it.
 *
 * @param name of the project, as it names the C files
 * @param board the run is for
 * @param goals in the order of the task
 * @param relaxation the cheapest change of the goals that the best attempt would meet; empty where they are met
 * @param labels the classes; a class is an index into these
 * @param test every test row as the device classified it
 * @param memory empty for a board without a linked image of its own, such as the host
 * @param latency empty where instructions were not counted
 * @param contract what whoever calls the model passes and gets back
 * @param application what the sketch did; empty where none was run
 * @param authorship what a language model did; empty where none took part
 * @param packages the model for other build systems
 * @param number what a model that predicts a number did; classes are ranges of the number then, and each test row is in its own.
 *     Empty where classes are told
 * @param details examples to look at, and what the model is made of
 */
public record ReportFacts(
        String name,
        Board board,
        List<GoalResult> goals,
        String relaxation,
        List<String> labels,
        Understood understood,
        Data data,
        Split split,
        Attempts attempts,
        List<TestRow> test,
        List<Yardstick> yardsticks,
        Quantized quantized,
        Training training,
        Optional<Memory> memory,
        Optional<Latency> latency,
        Device device,
        Contract contract,
        Optional<Application> application,
        Optional<Authorship> authorship,
        List<PackageEntry> packages,
        Usage usage,
        Repeat repeat,
        Optional<NumberResult> number,
        Details details) {
    /** Facts of a model that tells classes apart. */
    public ReportFacts(
            String name,
            Board board,
            List<GoalResult> goals,
            String relaxation,
            List<String> labels,
            Understood understood,
            Data data,
            Split split,
            Attempts attempts,
            List<TestRow> test,
            List<Yardstick> yardsticks,
            Quantized quantized,
            Training training,
            Optional<Memory> memory,
            Optional<Latency> latency,
            Device device,
            Contract contract,
            Optional<Application> application,
            Optional<Authorship> authorship,
            List<PackageEntry> packages,
            Usage usage,
            Repeat repeat) {
        this(
                name,
                board,
                goals,
                relaxation,
                labels,
                understood,
                data,
                split,
                attempts,
                test,
                yardsticks,
                quantized,
                training,
                memory,
                latency,
                device,
                contract,
                application,
                authorship,
                packages,
                usage,
                repeat,
                Optional.empty(),
                Details.NONE);
    }

    public ReportFacts {
        goals = List.copyOf(goals);
        labels = List.copyOf(labels);
        test = List.copyOf(test);
        yardsticks = List.copyOf(yardsticks);
        packages = List.copyOf(packages);
        if (test.isEmpty()) {
            throw new IllegalArgumentException("a report needs test rows");
        }
        for (TestRow row : test) {
            if (Math.min(row.wanted(), row.got()) < 0 || Math.max(row.wanted(), row.got()) >= labels.size()) {
                throw new IllegalArgumentException("no such class at " + row.source());
            }
        }
    }

    /** Returns the same with other details. */
    public ReportFacts with(Details other) {
        return new ReportFacts(
                name,
                board,
                goals,
                relaxation,
                labels,
                understood,
                data,
                split,
                attempts,
                test,
                yardsticks,
                quantized,
                training,
                memory,
                latency,
                device,
                contract,
                application,
                authorship,
                packages,
                usage,
                repeat,
                number,
                other);
    }

    /** Returns what one example is called: row, window, picture. */
    String example() {
        return details.gallery().map(Gallery::example).orElse("row");
    }

    /**
     * True where every goal that can be judged is met, the device computed what the host did and keeps up with a recording that
     * never ends, and the sketch does its part.
     */
    public boolean passed() {
        return device.mismatches() == 0
                && application.map(Application::passed).orElse(true)
                && details.continuous().map(ContinuousUse::keepsUp).orElse(true)
                && goals.stream().allMatch(goal -> goal.met().orElse(true));
    }

    /** Share of the test rows that the device classified rightly. */
    public double accuracy() {
        return (double) correct() / test.size();
    }

    int correct() {
        return Math.toIntExact(test.stream().filter(TestRow::isRight).count());
    }

    /**
     * One goal and what came of it.
     *
     * @param measured in the unit of the goal's metric; empty where it is not judged
     * @param note what a reader must know of the figure: that it is an estimate, or why it is not judged; may be empty
     */
    public record GoalResult(Goal goal, OptionalDouble measured, String note) {
        /** Empty where nothing was measured. */
        public Optional<Boolean> met() {
            return measured.isPresent() ? Optional.of(goal.isMetBy(measured.getAsDouble())) : Optional.empty();
        }
    }

    /**
     * What was made of the sentence and of the data.
     *
     * @param ask the person's own words; may be empty
     * @param unused words of it that nothing was made of
     */
    public record Understood(String ask, List<Part> parts, List<String> unused) {
        public Understood {
            parts = List.copyOf(parts);
            unused = List.copyOf(unused);
        }
    }

    /**
     * @param name board, goal, label column, ...
     * @param value what was understood or chosen
     * @param from the words of the sentence it was read from, or why it was chosen
     */
    public record Part(String name, String value, String from) {}

    /**
     * The data that was learned from. {@code rowsRead} is {@code rowsUsed} and all dropped rows together.
     *
     * @param path as in the task
     * @param label name of the column that holds the class; empty where files or folders do
     * @param classCounts used rows per class, by index
     * @param columns readings that the network learned from
     * @param leftOut columns that it did not learn from
     * @param steps what the plan's data steps did, where there is something to tell
     * @param warnings for people: suspicions, imbalance, few rows
     */
    public record Data(
            String path,
            String label,
            long rowsRead,
            long rowsUsed,
            List<Dropped> rowsDropped,
            List<Long> classCounts,
            List<Column> columns,
            List<LeftOut> leftOut,
            List<String> steps,
            List<String> warnings) {
        public Data {
            steps = List.copyOf(steps);
            rowsDropped = List.copyOf(rowsDropped);
            classCounts = List.copyOf(classCounts);
            columns = List.copyOf(columns);
            leftOut = List.copyOf(leftOut);
            warnings = List.copyOf(warnings);
            long dropped = rowsDropped.stream().mapToLong(Dropped::count).sum();
            if (rowsRead != rowsUsed + dropped) {
                throw new IllegalArgumentException(
                        rowsRead + " rows read are not " + rowsUsed + " used and " + dropped + " dropped");
            }
        }
    }

    public record Dropped(String reason, long count) {}

    public record LeftOut(String column, String reason) {}

    /**
     * Profile of one reading over the used rows.
     *
     * @param unit may be empty
     * @param missing rows without a value
     * @param low where the first bin of the histogram starts
     * @param high where its last bin ends
     * @param histogram rows per bin, for each class by index; all with the same number of bins
     */
    public record Column(
            String name,
            String unit,
            long missing,
            double min,
            double lowerQuartile,
            double median,
            double upperQuartile,
            double max,
            double mean,
            double deviation,
            double low,
            double high,
            List<List<Integer>> histogram) {
        public Column {
            histogram = histogram.stream().map(List::copyOf).toList();
        }
    }

    /**
     * How rows were kept apart.
     *
     * @param how a sentence: stratified by class, or whole groups, and what stays on one side
     */
    public record Split(long training, long validation, long test, long seed, String how, Optional<Leak> leak) {
        /** A split on which nothing leaks that is known of. */
        public Split(long training, long validation, long test, long seed, String how) {
            this(training, validation, test, seed, how, Optional.empty());
        }
    }

    /**
     * What a split by window promises, against one that keeps recordings whole.
     *
     * @param accuracyWith the leak, in [0, 1]
     * @param accuracyWithout it, in [0, 1]
     */
    public record Leak(double accuracyWith, double accuracyWithout) {}

    /**
     * @param measuredOn the rows that the attempts' accuracies are from: "validation rows"
     */
    public record Attempts(String measuredOn, List<Attempt> list) {
        public Attempts {
            list = List.copyOf(list);
        }
    }

    /**
     * One plan that was tried.
     *
     * @param why the planner tried it
     * @param model short: "dense 16 relu, dense 4"
     * @param accuracy share; empty where it failed before it was measured
     * @param flashBytes of the linked image, or predicted where it was not built
     * @param outcome in a few words: "meets all goals", "accuracy 81.0 %, wanted 85 %", or the diagnosis
     * @param met true where it met every goal
     * @param chosen true for the one this report is about
     * @param error mean absolute error with its unit, where a number is predicted; the share of stand-ins for faults that are
     *     found where alarms are raised; else empty
     */
    public record Attempt(
            int number,
            String why,
            String model,
            OptionalDouble accuracy,
            OptionalLong flashBytes,
            OptionalLong ramBytes,
            String outcome,
            boolean met,
            boolean chosen,
            String error) {
        /** An attempt at telling classes apart. */
        public Attempt(
                int number,
                String why,
                String model,
                OptionalDouble accuracy,
                OptionalLong flashBytes,
                OptionalLong ramBytes,
                String outcome,
                boolean met,
                boolean chosen) {
            this(number, why, model, accuracy, flashBytes, ramBytes, outcome, met, chosen, "");
        }
    }

    /**
     * A test row and what the device said.
     *
     * @param source file and line: "fruit.csv:17"; may be empty where the answer was right
     * @param readings as in the data, in the order of the columns; NaN where missing; may be empty where it was right
     * @param confidence of the class it got, 0 to 1
     */
    public record TestRow(String source, List<Float> readings, int wanted, int got, double confidence) {
        public TestRow {
            readings = List.copyOf(readings);
        }

        boolean isRight() {
            return wanted == got;
        }
    }

    /**
     * Something simple to compare with, measured on the same test rows: "majority class", "logistic regression".
     *
     * @param isTheModelsKind true where the model is one of these itself, so that there is nothing to beat
     */
    public record Yardstick(String name, double accuracy, boolean isTheModelsKind) {
        public Yardstick(String name, double accuracy) {
            this(name, accuracy, false);
        }
    }

    /**
     * Accuracy on the test rows before and after quantization, what each layer lost, and what was tried.
     *
     * @param choice where the ways were measured and what float got there, in a sentence; empty where nothing was to choose
     */
    public record Quantized(
            double floatAccuracy, double int8Accuracy, List<LayerError> layers, String choice, List<Tried> tried) {
        public Quantized {
            layers = List.copyOf(layers);
            tried = List.copyOf(tried);
        }

        /** Where nothing was to choose. */
        public Quantized(double floatAccuracy, double int8Accuracy, List<LayerError> layers) {
            this(floatAccuracy, int8Accuracy, layers, "", List.of());
        }
    }

    /**
     * A way to quantize.
     *
     * @param result with its unit
     * @param chosen whether it is the one that ships
     */
    public record Tried(String how, String result, boolean chosen) {}

    /**
     * @param snrDb signal-to-noise ratio of the int8 output against the float one, decibels; may be infinite
     * @param ownShare of the noise that all layers add, what this one adds, 0 to 1; NaN where not known
     */
    public record LayerError(String layer, double snrDb, double meanAbsolute, double maxAbsolute, double ownShare) {
        public LayerError(String layer, double snrDb, double meanAbsolute, double maxAbsolute) {
            this(layer, snrDb, meanAbsolute, maxAbsolute, Double.NaN);
        }
    }

    /** @param bestEpoch number of the epoch whose weights were kept */
    public record Training(List<Epoch> epochs, int bestEpoch) {
        public Training {
            epochs = List.copyOf(epochs);
        }
    }

    public record Epoch(int number, double trainingLoss, double validationLoss, double validationAccuracy) {}

    /**
     * Memory of the linked image.
     *
     * @param codeBytes flash without the weights
     * @param ramBytes static data and the measured stack
     * @param flashParts add up to {@code flashBytes}
     * @param ramParts add up to {@code ramBytes}
     * @param callerBytes of a window or a picture, which whoever calls the model holds: not in {@code ramBytes}
     */
    public record Memory(
            long flashBytes,
            long codeBytes,
            long ramBytes,
            long stackBytes,
            List<MemoryPart> flashParts,
            List<MemoryPart> ramParts,
            long callerBytes) {
        /** Memory of a model of a row of readings. */
        public Memory(
                long flashBytes,
                long codeBytes,
                long ramBytes,
                long stackBytes,
                List<MemoryPart> flashParts,
                List<MemoryPart> ramParts) {
            this(flashBytes, codeBytes, ramBytes, stackBytes, flashParts, ramParts, 0);
        }

        public Memory {
            flashParts = List.copyOf(flashParts);
            ramParts = List.copyOf(ramParts);
            requireSum("flash", flashBytes, flashParts);
            requireSum("RAM", ramBytes, ramParts);
        }

        private static void requireSum(String what, long total, List<MemoryPart> parts) {
            long sum = parts.stream().mapToLong(MemoryPart::bytes).sum();
            if (sum != total) {
                throw new IllegalArgumentException(what + " has " + total + " bytes, its parts " + sum);
            }
        }
    }

    public record MemoryPart(String name, long bytes) {}

    /** @param basis a sentence: from which count, clock and cycles per instruction it is estimated */
    public record Latency(double millis, double lowMillis, double highMillis, String basis) {}

    /**
     * The proof.
     *
     * @param core that ran the test rows
     * @param emulator its name and version
     * @param note what differs from the board's own core; empty where nothing does
     * @param testRows rows whose outputs were compared with the host's
     * @param mismatches rows of these that differed
     * @param alarms of a model of what is normal; empty for all others
     */
    public record Device(
            String core,
            String emulator,
            String note,
            int testRows,
            int mismatches,
            OptionalLong instructionsPerInference,
            Optional<AlarmResult> alarms) {
        /** What a model did that raises no alarms. */
        public Device(
                String core,
                String emulator,
                String note,
                int testRows,
                int mismatches,
                OptionalLong instructionsPerInference) {
            this(core, emulator, note, testRows, mismatches, instructionsPerInference, Optional.empty());
        }
    }

    /**
     * What the sketch did while its sensors saw the test rows.
     *
     * @param wish what the task wants of it; empty where nothing, so that it prints the class
     * @param own true where the person wrote or edited the sketch or what is expected of it
     * @param sketch path of the sketch in the project folder
     * @param inputs where the readings come from, in words
     * @param ranOn what ran the sketch
     * @param note what differs from the board; may be empty
     * @param expected what the device must do, one line for each case
     * @param rows test rows that were shown
     * @param ambiguous rows whose raw readings, noise and all, the model itself gives several answers to: any of these counts
     * @param right rows for which the device's output was the row's true class
     * @param failed rows, or moments, at which it did something else than expected
     * @param failures the first of them
     * @param cause the most probable cause of the failures, empty where there are none
     * @param hint what to do about it
     * @param firstLines the first lines on the serial port, with the time
     * @param flashBytes of the sketch with its Arduino core, where a real core was linked
     * @param ramBytes static RAM of the same
     * @param leftOut words of the wish that nothing was made of
     * @param notes what else the person should know, such as which inputs are not from the board's sensors
     * @param thing what {@code rows} counts: "row", or "recording"
     */
    public record Application(
            boolean passed,
            String wish,
            boolean own,
            String sketch,
            String inputs,
            String ranOn,
            String note,
            List<String> expected,
            int rows,
            int ambiguous,
            int right,
            int failed,
            List<ApplicationFailure> failures,
            String cause,
            String hint,
            List<String> firstLines,
            OptionalLong flashBytes,
            OptionalLong ramBytes,
            List<String> leftOut,
            List<String> notes,
            String thing) {
        /** What was shown are rows. */
        public Application(
                boolean passed,
                String wish,
                boolean own,
                String sketch,
                String inputs,
                String ranOn,
                String note,
                List<String> expected,
                int rows,
                int ambiguous,
                int right,
                int failed,
                List<ApplicationFailure> failures,
                String cause,
                String hint,
                List<String> firstLines,
                OptionalLong flashBytes,
                OptionalLong ramBytes,
                List<String> leftOut,
                List<String> notes) {
            this(
                    passed,
                    wish,
                    own,
                    sketch,
                    inputs,
                    ranOn,
                    note,
                    expected,
                    rows,
                    ambiguous,
                    right,
                    failed,
                    failures,
                    cause,
                    hint,
                    firstLines,
                    flashBytes,
                    ramBytes,
                    leftOut,
                    notes,
                    ROW);
        }

        /** What is shown of a table. */
        public static final String ROW = "row";

        /** What is shown of recordings. */
        public static final String RECORDING = "recording";

        /** Returns whether recordings were shown, frame by frame. */
        public boolean isOfRecordings() {
            return thing.equals(RECORDING);
        }

        public Application {
            leftOut = List.copyOf(leftOut);
            expected = List.copyOf(expected);
            failures = List.copyOf(failures);
            firstLines = List.copyOf(firstLines);
            notes = List.copyOf(notes);
            if (passed != (failed == 0 && cause.isEmpty())) {
                throw new IllegalArgumentException("passed is " + passed + " with " + failed + " failures: " + cause);
            }
        }
    }

    /**
     * @param source file and line of the row: "fruit.csv:17"
     * @param reading what the sensors gave and what the contract makes of it
     * @param expected what the device should have done
     * @param got what it did instead
     */
    public record ApplicationFailure(String source, String reading, String expected, String got) {}

    /**
     * @param form "Arduino library"
     * @param path below {@code out/}
     * @param use what to do with it, one line
     * @param checked how the form is checked
     */
    public record PackageEntry(String form, String path, String use, String checked) {}

    /** @param snippet C that calls the generated API */
    public record Usage(String snippet, List<FileEntry> files) {
        public Usage {
            files = List.copyOf(files);
        }
    }

    public record FileEntry(String path, String purpose) {}

    /** @param entries versions, seeds and hashes, in the order to show */
    public record Repeat(String command, List<RepeatEntry> entries) {
        public Repeat {
            entries = List.copyOf(entries);
        }
    }

    public record RepeatEntry(String name, String value) {}

    /** Returns rows the device got wrong, the surest first. */
    List<TestRow> wrongRows() {
        List<TestRow> wrong =
                new ArrayList<>(test.stream().filter(row -> !row.isRight()).toList());
        Collections.sort(wrong, (a, b) -> Double.compare(b.confidence(), a.confidence()));
        return wrong;
    }
}
