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
        DataSummary data,
        Split split,
        Attempts attempts,
        List<TestRow> test,
        List<Yardstick> yardsticks,
        Quantized quantized,
        Training training,
        Optional<MemoryFacts> memory,
        Optional<Latency> latency,
        Device device,
        Contract contract,
        Optional<ApplicationResult> application,
        Optional<Authorship> authorship,
        List<PackageEntry> packages,
        Usage usage,
        Repeat repeat,
        Optional<NumberResult> number,
        Details details) {
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
                && application.map(ApplicationResult::passed).orElse(true)
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
