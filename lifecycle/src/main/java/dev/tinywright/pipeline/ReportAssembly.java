package dev.tinywright.pipeline;

import dev.tinywright.contract.Quantity;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.LeakAudit;
import dev.tinywright.data.RowAccount;
import dev.tinywright.features.InputFormat;
import dev.tinywright.firmware.MemoryUse;
import dev.tinywright.packaging.PackageFile;
import dev.tinywright.packaging.PackageForm;
import dev.tinywright.packaging.Packages;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.Measurement;
import dev.tinywright.plan.Relaxation;
import dev.tinywright.quantize.QuantizationError;
import dev.tinywright.report.AlarmResult;
import dev.tinywright.report.ApplicationResult;
import dev.tinywright.report.Authorship;
import dev.tinywright.report.ContinuousUse;
import dev.tinywright.report.DataSummary;
import dev.tinywright.report.Details;
import dev.tinywright.report.MemoryFacts;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.train.Metrics;
import dev.tinywright.train.NumberErrors;
import dev.tinywright.train.Yardsticks;
import dev.tinywright.verify.Latency;
import dev.tinywright.verify.LatencyModel;
import dev.tinywright.verify.Verification;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts what the stages measured into the form of the report. Adds nothing of its own but words. */
record ReportAssembly(
        Project project,
        Lifecycle lifecycle,
        Source source,
        Search.Found found,
        Built built,
        Verification verification,
        Optional<Yardsticks> yardsticks,
        Optional<Application.Done> sketch,
        List<PackageFile> packageFiles,
        Proposer proposer,
        Optional<Authorship> authorship,
        Optional<ContinuousUse> heard,
        Optional<LeakAudit> leak) {
    /** Windows or pictures whose features are in memory at one time, and that the errors of layers are measured on. */
    private static final int MOST_FOR_ERRORS = 500;

    ReportFacts facts() {
        List<ReportFacts.GoalResult> goals = goals();
        return new ReportFacts(
                built.source().name(),
                lifecycle.board(),
                goals,
                relaxation(goals),
                dataset().labels(),
                new UnderstoodAssembly(lifecycle.task(), lifecycle.board(), source, found, sketch.isPresent())
                        .understood(),
                data(),
                split(),
                attempts(),
                testRows(),
                yardsticks.map(this::yardsticks).orElse(List.of()),
                quantized(),
                training(),
                lifecycle.board().isHost() ? Optional.empty() : Optional.of(memory()),
                latency().map(l -> new ReportFacts.Latency(l.millis(), l.lowMillis(), l.highMillis(), l.basis())),
                device(),
                built.source().contract(),
                sketch.map(this::application),
                authorship,
                packages(),
                usage(),
                repeat(),
                isNumber() ? Optional.of(NumberAssembly.result(built, verification)) : Optional.empty(),
                details());
    }

    /** What the examples are called. */
    private String examples() {
        return dataset().format().plural();
    }

    private boolean isTable() {
        return dataset().format() instanceof InputFormat.Readings;
    }

    private boolean isNumber() {
        return dataset().target().isNumber();
    }

    private List<ReportFacts.Yardstick> yardsticks(Yardsticks measured) {
        return List.of(
                new ReportFacts.Yardstick("majority class", measured.majority().accuracy()),
                new ReportFacts.Yardstick(
                        "logistic regression",
                        measured.logistic().accuracy(),
                        built.model().layers().size() == 1));
    }

    private ApplicationResult application(Application.Done done) {
        SketchRun run = done.run();
        Application.Described described = done.described();
        return new ApplicationResult(
                run.cause().isEmpty(),
                described.wish(),
                described.own(),
                described.sketch(),
                described.inputs(),
                run.ranOn(),
                lifecycle.board().emulator().note(),
                described.expected(),
                run.rows(),
                run.ambiguous(),
                run.right(),
                run.failed(),
                run.failures(),
                run.cause(),
                run.hint(),
                run.firstLines(),
                run.flashBytes(),
                run.ramBytes(),
                described.leftOut(),
                described.notes(),
                isTable() ? ApplicationResult.ROW : ApplicationResult.RECORDING);
    }

    private List<ReportFacts.PackageEntry> packages() {
        return packageFiles.stream()
                .map(file -> {
                    PackageForm form = Packages.forms().stream()
                            .filter(f -> f.id().equals(file.form()))
                            .findFirst()
                            .orElseThrow();
                    return new ReportFacts.PackageEntry(
                            form.title(), file.path().toString().replace('\\', '/'), form.use(), form.checked());
                })
                .toList();
    }

    private Dataset dataset() {
        return built.prepared().dataset();
    }

    /** The classes that the device told; of numbers nobody asks for their ranges. */
    private int[] answers() {
        return isNumber() ? dataset().test().classes() : Lifecycle.classes(verification.scores());
    }

    private int[][] confusion() {
        return Metrics.confusion(
                dataset().test().classes(), answers(), dataset().labels().size());
    }

    private Optional<Latency> latency() {
        OptionalDouble instructions = verification.instructionsPerInference();
        return instructions.isPresent()
                ? Optional.of(LatencyModel.estimate(
                        lifecycle.board(),
                        verification,
                        built.firmware().memory().weightBytes()))
                : Optional.empty();
    }

    private List<ReportFacts.GoalResult> goals() {
        return lifecycle.task().goals().stream().map(this::goal).toList();
    }

    private ReportFacts.GoalResult goal(Goal goal) {
        MemoryUse memory = built.firmware().memory();
        return switch (goal.metric()) {
            case ACCURACY ->
                result(goal, Metrics.accuracy(confusion()), "on the test " + examples() + ", by the firmware");
            case MACRO_F1 ->
                result(
                        goal,
                        Metrics.macroF1(confusion()),
                        "mean over classes, on the test " + examples() + ", by the firmware");
            case FALSE_ALARMS ->
                share(
                        goal,
                        alarms().falseAlarms(),
                        alarms().normal().length,
                        "on normal test " + examples() + ", by the firmware",
                        "nothing normal is among the test " + examples());
            case DETECTION ->
                share(
                        goal,
                        alarms().found(),
                        alarms().faults().length,
                        "on the faults among the test " + examples() + ", by the firmware",
                        "there is no example of a fault to find");
            case MAE -> result(goal, errors().mae(), "on the test " + examples() + ", by the firmware");
            case RMSE -> result(goal, errors().rmse(), "on the test " + examples() + ", by the firmware");
            case R2 -> result(goal, errors().r2(), "on the test " + examples() + ", by the firmware");
            case FLASH -> result(goal, (double) memory.flashBytes(), "of the linked image");
            case RAM ->
                heard.filter(use -> use.ramBytes() > memory.ramBytes() + verification.stackBytes())
                        .map(use -> result(
                                goal,
                                (double) use.ramBytes(),
                                "of continuous use: buffers, ring of samples, and measured stack"))
                        .orElseGet(() -> result(
                                goal,
                                (double) memory.ramBytes() + verification.stackBytes(),
                                "static data of the linked image and measured stack"));
            case LATENCY ->
                latency()
                        .map(l -> result(goal, l.millis(), "estimated from executed instructions"))
                        .orElse(new ReportFacts.GoalResult(goal, OptionalDouble.empty(), "not measured on this board"));
            case BATTERY ->
                new ReportFacts.GoalResult(
                        goal, OptionalDouble.empty(), "kept, not judged: energy is not estimated yet");
        };
    }

    private static ReportFacts.GoalResult share(Goal goal, int hits, int of, String note, String without) {
        return of == 0
                ? new ReportFacts.GoalResult(goal, OptionalDouble.empty(), without)
                : result(goal, (double) hits / of, note);
    }

    private boolean isNormal() {
        return dataset().target().isNormal();
    }

    private AlarmResult alarms() {
        return AlarmAssembly.result(built, verification, lifecycle.task());
    }

    private NumberErrors errors() {
        return NumberErrors.of(dataset().test().numbers(), Quantities.ofDevice(built, verification));
    }

    private static ReportFacts.GoalResult result(Goal goal, double measured, String note) {
        return new ReportFacts.GoalResult(goal, OptionalDouble.of(measured), note);
    }

    /** What would have been enough, in words; empty where every goal that is judged was met. */
    private String relaxation(List<ReportFacts.GoalResult> goals) {
        Map<Metric, Double> measured = new EnumMap<>(Metric.class);
        goals.forEach(goal ->
                goal.measured().ifPresent(value -> measured.put(goal.goal().metric(), value)));
        List<Relaxation> options = Relaxation.of(
                lifecycle.task().goals(), found.attempts(), found.chosen().number(), measured);
        return options.isEmpty()
                ? ""
                : "change " + options.stream().map(Texts::relaxation).collect(Collectors.joining("; or "));
    }

    private DataSummary data() {
        RowAccount account = dataset().account();
        List<DataSummary.Dropped> dropped = account.dropped().entrySet().stream()
                .map(entry -> new DataSummary.Dropped(
                        entry.getKey(), entry.getValue(), account.examples().getOrDefault(entry.getKey(), List.of())))
                .toList();
        List<String> warnings = new ArrayList<>(source.warnings());
        warnings.addAll(dataset().warnings());
        warnings.addAll(Lifecycle.sampleNotes(built.prepared()));
        leak.ifPresent(audit -> warnings.add(audit.text()));
        return new DataSummary(
                project.folder().relativize(lifecycle.task().data().path()).toString(),
                lifecycle.task().data().label().orElse(""),
                account.rowsRead(),
                account.kept(),
                dropped,
                usedPerClass(),
                source.columns(dataset(), found.chosen().plan()),
                source.leftOut(),
                dataset().notes(),
                warnings.stream().distinct().toList());
    }

    private List<Long> usedPerClass() {
        return dataset().split().classes().stream()
                .map(c -> (long) c.training() + c.validation() + c.test())
                .toList();
    }

    private ReportFacts.Split split() {
        Dataset.SplitReport split = dataset().split();
        return new ReportFacts.Split(
                split.classes().stream()
                        .mapToLong(Dataset.ClassCounts::training)
                        .sum(),
                dataset().validation().size(),
                dataset().test().size(),
                split.seed(),
                split.text()
                        + (Training.trainsAgain(built.prepared())
                                ? "; the chosen network then learned from the first two together"
                                : ""),
                leak.map(audit -> new ReportFacts.Leak(audit.mixed(), audit.apart())));
    }

    private ReportFacts.Attempts attempts() {
        return new ReportFacts.Attempts(
                "validation " + examples(),
                found.attempts().stream().map(this::attempt).toList());
    }

    private ReportFacts.Attempt attempt(Attempt attempt) {
        Optional<Measurement> m = attempt.measurement();
        boolean met = lifecycle.task().goals().stream().allMatch(attempt::meets);
        return new ReportFacts.Attempt(
                attempt.number(),
                attempt.reason(),
                Texts.model(attempt.plan()),
                m.filter(x -> x.errors().isEmpty() && x.alarms().isEmpty())
                        .map(x -> OptionalDouble.of(x.accuracy()))
                        .orElse(OptionalDouble.empty()),
                m.map(x -> OptionalLong.of(x.flashBytes())).orElse(OptionalLong.empty()),
                m.map(x -> OptionalLong.of(x.ramBytes() + x.stackBytes())).orElse(OptionalLong.empty()),
                outcome(attempt, met),
                met,
                attempt.number() == found.chosen().number(),
                m.flatMap(Measurement::errors)
                        .map(e -> Texts.amount(e.device().mae(), e.unit()))
                        .or(() -> m.flatMap(Measurement::alarms)
                                .map(a -> String.format(Locale.ROOT, "%.1f %%", 100 * a.standInsFound())))
                        .orElse(""));
    }

    private String outcome(Attempt attempt, boolean met) {
        return switch (attempt.outcome()) {
            case Attempt.Failed(var diagnosis) -> diagnosis.what();
            case Attempt.Measured(Measurement m, var _) ->
                met
                        ? "meets all goals"
                        : String.join(
                                ", ",
                                lifecycle.task().goals().stream()
                                        .filter(goal -> !attempt.meets(goal))
                                        .map(goal -> goal.metric().key() + " "
                                                + Texts.value(
                                                        goal,
                                                        m.of(goal.metric()).orElse(Double.NaN))
                                                + ", wanted " + Texts.bound(goal))
                                        .toList());
        };
    }

    private List<ReportFacts.TestRow> testRows() {
        Dataset.Part test = dataset().test();
        int[] answers = answers();
        return IntStream.range(0, test.size())
                .mapToObj(row -> testRow(test, row, answers[row]))
                .toList();
    }

    /** Rows that were classified rightly are only counted: without their readings, a million of them fit in memory. */
    private ReportFacts.TestRow testRow(Dataset.Part test, int row, int answer) {
        boolean right = test.classes()[row] == answer;
        return new ReportFacts.TestRow(
                right ? "" : test.origin(row),
                right || !isTable() ? List.of() : floats(test.rows()[row]),
                test.classes()[row],
                answer,
                confidence(row, answer));
    }

    private static List<Float> floats(float[] row) {
        List<Float> list = new ArrayList<>();
        for (float value : row) {
            list.add(value);
        }
        return list;
    }

    private ReportFacts.Quantized quantized() {
        double accuracy = Metrics.accuracy(confusion());
        return new ReportFacts.Quantized(
                isNumber() ? 1 : floatAccuracy(),
                accuracy,
                layerErrors().stream()
                        .map(e -> new ReportFacts.LayerError(
                                e.layer(), e.snrDb(), e.meanAbsolute(), e.maxAbsolute(), e.ownShare()))
                        .toList(),
                QuantizeTexts.choice(built.account(), examples(), unit()),
                QuantizeTexts.tried(built.account(), unit()));
    }

    private String unit() {
        return built.source().contract().quantity().map(Quantity::unit).orElse("");
    }

    /** Windows and pictures are large, and some hundreds tell the errors as well as thousands. */
    private List<QuantizationError.LayerError> layerErrors() {
        if (isNormal()) {
            return List.of();
        }
        int most = isTable() ? Integer.MAX_VALUE : MOST_FOR_ERRORS;
        int[] kept = RowSample.of(dataset().test().size(), most, 1);
        float[][] features = Lifecycle.features(
                built.prepared().inputs(), dataset().test().examples().select(kept));
        return QuantizationError.measure(built.model(), built.network(), features);
    }

    /** Goes through the test examples in parts, as the features of all may need more memory than there is. */
    private double floatAccuracy() {
        int size = dataset().test().size();
        int[] answers = new int[size];
        for (int from = 0; from < size; from += MOST_FOR_ERRORS) {
            int[] part = IntStream.range(from, Math.min(from + MOST_FOR_ERRORS, size))
                    .toArray();
            float[][] features = Lifecycle.features(
                    built.prepared().inputs(), dataset().test().examples().select(part));
            int[] told = isNormal()
                    ? Alarms.inFloat(built.model(), built.network(), features)
                    : Measuring.floatClasses(built.model(), features);
            System.arraycopy(told, 0, answers, from, part.length);
        }
        return Metrics.accuracy(Metrics.confusion(
                dataset().test().classes(), answers, dataset().labels().size()));
    }

    private ReportFacts.Training training() {
        return new ReportFacts.Training(
                found.trained().curve().stream()
                        .map(e -> new ReportFacts.Epoch(
                                e.epoch(), e.trainingLoss(), e.validationLoss(), e.validationAccuracy()))
                        .toList(),
                found.trained().bestEpoch());
    }

    private MemoryFacts memory() {
        MemoryUse memory = built.firmware().memory();
        return new MemoryFacts(
                memory.flashBytes(),
                memory.codeBytes(),
                memory.ramBytes() + verification.stackBytes(),
                verification.stackBytes(),
                memory.flashParts().stream()
                        .map(p -> new MemoryFacts.Part(p.name(), p.bytes()))
                        .toList(),
                Stream.concat(
                                memory.ramParts().stream().map(p -> new MemoryFacts.Part(p.name(), p.bytes())),
                                Stream.of(new MemoryFacts.Part("stack, measured", verification.stackBytes())))
                        .toList(),
                memory.callerBytes());
    }

    private ReportFacts.Device device() {
        OptionalDouble instructions = verification.instructionsPerInference();
        return new ReportFacts.Device(
                verification.core(),
                verification.emulator(),
                verification.note(),
                verification.rows(),
                verification.mismatches(),
                instructions.isPresent()
                        ? OptionalLong.of(Math.round(instructions.getAsDouble()))
                        : OptionalLong.empty(),
                isNormal() ? Optional.of(alarms()) : Optional.empty());
    }

    private Details details() {
        int[] answers = answers();
        double[] confidences = IntStream.range(0, answers.length)
                .mapToDouble(row -> confidence(row, answers[row]))
                .toArray();
        Optional<float[]> predicted =
                isNumber() ? Optional.of(Quantities.ofDevice(built, verification)) : Optional.empty();
        return new DetailAssembly(built, source, answers, confidences, predicted, heard).details();
    }

    private double confidence(int row, int answer) {
        return isNumber() ? 1 : (verification.scores()[row][answer] + 128) / 256.0;
    }

    private ReportFacts.Usage usage() {
        String name = built.source().name();
        List<ReportFacts.FileEntry> files = new ArrayList<>(List.of(
                new ReportFacts.FileEntry("library/" + name + ".h", "the API: include this"),
                new ReportFacts.FileEntry("library/", "C99, no dependencies: compile every .c in it"),
                new ReportFacts.FileEntry("firmware/", "the image that was proven, its sources and how it is built")));
        if (built.isForTensorFlowLite()) {
            files.add(new ReportFacts.FileEntry(
                    "model.tflite", "the same network for TensorFlow Lite tools, int8 in and out"));
        }
        files.add(new ReportFacts.FileEntry("report.json", "this report for programs"));
        return new ReportFacts.Usage(new UsageSnippet(built).text(), files);
    }

    private ReportFacts.Repeat repeat() {
        return new ReportFacts.Repeat(
                "tinywright build",
                List.of(
                        new ReportFacts.RepeatEntry("Tinywright", Texts.VERSION),
                        new ReportFacts.RepeatEntry(
                                "C compiler", built.firmware().compilerVersion()),
                        new ReportFacts.RepeatEntry("Emulator", verification.emulator()),
                        new ReportFacts.RepeatEntry(
                                "Seed of the split",
                                Long.toString(found.chosen().plan().split().seed())),
                        new ReportFacts.RepeatEntry(
                                "Seed of training",
                                Long.toString(found.chosen().plan().train().seed())),
                        new ReportFacts.RepeatEntry(
                                "Data (SHA-256, first half)",
                                ContentHash.ofFiles(lifecycle.task().data().path())),
                        new ReportFacts.RepeatEntry("Model (version in the header)", built.version()),
                        new ReportFacts.RepeatEntry(
                                "Planner", proposer.isPerson() ? "none: plan.yaml as you wrote it" : proposer.name()),
                        new ReportFacts.RepeatEntry("Goal metric", qualityMetric())));
    }

    private String qualityMetric() {
        if (isNumber()) {
            return "mean absolute error";
        }
        if (isNormal()) {
            return "share of stand-ins for faults that are found";
        }
        return lifecycle.task().goal(Metric.MACRO_F1).isPresent() ? "macro-F1" : "accuracy";
    }
}
