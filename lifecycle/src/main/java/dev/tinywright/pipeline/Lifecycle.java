package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.compile.Compiler;
import dev.tinywright.contract.Quantity;
import dev.tinywright.data.Acquisitions;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Framing;
import dev.tinywright.data.StepRunner;
import dev.tinywright.features.Examples;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureProgram;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.firmware.Cores;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.lower.Target;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WholeModel;
import dev.tinywright.plan.Plan;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.reference.Reference;
import dev.tinywright.spec.Task;
import dev.tinywright.train.TrainingData;
import dev.tinywright.verify.Verification;
import dev.tinywright.verify.Verifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes one plan from data to a measured firmware. The methods are the stages, in order; each takes what the one before
 * returns.
 *
 * @param name the model's, a C identifier
 * @param rateHz rows per second of the data, where it says so
 */
record Lifecycle(String name, Task task, Board board, OptionalDouble rateHz) {

    /** More rows than this teach a small network no more. */
    private static final int MOST_TRAINING_ROWS = 400_000;

    /** More rows than this choose no better, and each attempt replays them in the emulator. */
    private static final int MOST_VALIDATION_ROWS = 20_000;

    /** Examples that a network which has not learned anything is calibrated on. */
    private static final int ROWS_OF_REHEARSAL = 16;

    /** Examples on which a plan is tried before it is trained. */
    private static final int EXAMPLES_OF_SAMPLE = 48;

    /** Rows built into the generated code, for its self-test. */
    private static final int MOST_SAMPLES = 4;

    /**
     * Data as a plan wants it, split, and as the network sees it.
     *
     * @param inputs learned from the training rows alone
     * @param data what is trained with; of large tables a random part
     * @param validationExamples the examples of {@code data}'s validation rows
     */
    @SuppressWarnings("ArrayRecordComponent") // shared with the dataset, for reading only
    record Prepared(Plan plan, Dataset dataset, FrontEnd inputs, TrainingData data, Examples validationExamples) {
        /** Returns the same for a plan that prepares its rows in the same way. */
        Prepared forPlan(Plan other) {
            return new Prepared(other, dataset, inputs, data, validationExamples);
        }
    }

    /**
     * A quantized network as C.
     *
     * @param account how it was quantized
     * @param model in float; where a number is predicted, less by the offset of the contract
     */
    record Generated(
            Prepared prepared,
            Ready.Account account,
            TrainedModel model,
            QuantizedModel network,
            CSource source,
            String version) {}

    /** A quantized network with everything that was made of it. */
    record Built(
            Prepared prepared,
            Ready.Account account,
            TrainedModel model,
            QuantizedModel network,
            CSource source,
            Firmware firmware,
            String version) {
        /** TensorFlow Lite has neither trees nor distances, such as that between what a network repeats and what it was given. */
        boolean isForTensorFlowLite() {
            return !(model.layers().getFirst() instanceof WholeModel)
                    && !prepared.dataset().target().isNormal();
        }
    }

    /** @param programs runs the plan's own programs */
    static Prepared prepare(Source source, Plan plan, StepRunner programs) {
        return prepare(source.dataset(plan, programs), plan);
    }

    /** @param dataset of a plan with the same data steps and split */
    static Prepared prepare(Dataset dataset, Plan plan) {
        FrontEnd inputs = frontEnd(dataset, plan);
        return prepare(dataset, plan, inputs, mostTraining(dataset, inputs), mostValidation(dataset, inputs));
    }

    /** Returns the same of a few examples, to see whether it can be done, and what of. */
    static Prepared sample(Dataset dataset, Plan plan) {
        Examples all = dataset.training().examples();
        int[] few = RowSample.of(all.size(), EXAMPLES_OF_SAMPLE, plan.split().seed());
        FrontEnd inputs = frontEnd(dataset, all.select(few), plan);
        return prepare(dataset, plan, inputs, EXAMPLES_OF_SAMPLE, EXAMPLES_OF_SAMPLE);
    }

    /** @param mostLearned at most so many training examples, their copies among them */
    private static Prepared prepare(Dataset dataset, Plan plan, FrontEnd inputs, int mostLearned, int mostChosenBy) {
        Dataset.Part training = dataset.training();
        Dataset.Part validation = dataset.validation();
        long seed = plan.split().seed();
        int[] learned = RowSample.of(training.size(), mostLearned, seed);
        int[] chosenBy = RowSample.of(validation.size(), mostChosenBy, seed);
        Examples validationExamples = validation.examples().select(chosenBy);
        Copies copies = Copies.of(dataset, plan, learned, mostLearned);
        float[][] x = features(inputs, copies.examples());
        float[][] vx = features(inputs, validationExamples);
        List<Integer> shape = inputs.shape();
        TrainingData data = dataset.target().isNormal()
                ? TrainingData.reconstruction(shape, x, vx)
                : dataset.target().isNumber()
                        ? TrainingData.regression(
                                shape,
                                x,
                                RowSample.numbers(training.numbers(), copies.rows()),
                                vx,
                                RowSample.numbers(validation.numbers(), chosenBy))
                        : TrainingData.classification(
                                shape,
                                x,
                                RowSample.classes(training.classes(), copies.rows()),
                                vx,
                                RowSample.classes(validation.classes(), chosenBy),
                                dataset.labels().size());
        return new Prepared(plan, dataset, inputs, data, validationExamples);
    }

    static int mostTraining(Dataset dataset, FrontEnd inputs) {
        return (int) Math.min(MOST_TRAINING_ROWS, featureBytes(dataset) / bytes(inputs));
    }

    static int mostValidation(Dataset dataset, FrontEnd inputs) {
        return (int) Math.min(MOST_VALIDATION_ROWS, featureBytes(dataset) / 4 / bytes(inputs));
    }

    /**
     * Memory for what is learned from: plans with other features are held beside, of pictures fewer and larger ones, and each
     * of the two processes that train has a copy. With the usual heap of 900 MB all of them together stay under 2 GB.
     */
    private static long featureBytes(Dataset dataset) {
        return Runtime.getRuntime().maxMemory() / (dataset.format() instanceof InputFormat.Picture ? 5 : 8);
    }

    private static long bytes(FrontEnd inputs) {
        return Float.BYTES
                * inputs.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** Returns what people should know of rows that were not used; nothing where all were. */
    static List<String> sampleNotes(Prepared prepared) {
        Dataset dataset = prepared.dataset();
        int training = dataset.training().size();
        int validation = dataset.validation().size();
        return Stream.of(
                        note("learned from", training, mostTraining(dataset, prepared.inputs())),
                        Copies.notes(
                                prepared.plan(),
                                Math.min(training, mostTraining(dataset, prepared.inputs())),
                                prepared.data().training().length),
                        note("chosen by", validation, mostValidation(dataset, prepared.inputs())))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> note(String what, int rows, int most) {
        return rows <= most
                ? List.of()
                : List.of(
                        "the network was " + what + " " + most + " of the " + rows + " rows for that, drawn at random");
    }

    /** Returns the same with the validation rows among those that are learned from; none are left to choose by. */
    static Prepared withValidationRows(Prepared prepared) {
        TrainingData data = prepared.data();
        float[][] x = Stream.concat(Arrays.stream(data.training()), Arrays.stream(data.validation()))
                .toArray(float[][]::new);
        TrainingData all =
                switch (data.targets()) {
                    case TrainingData.Classes(int[] own, int[] others, int classes) ->
                        TrainingData.classification(
                                data.shape(),
                                x,
                                IntStream.concat(Arrays.stream(own), Arrays.stream(others))
                                        .toArray(),
                                new float[0][],
                                new int[0],
                                classes);
                    case TrainingData.Numbers(float[] own, float[] others) ->
                        TrainingData.regression(data.shape(), x, joined(own, others), new float[0][], new float[0]);
                    case TrainingData.Same() -> TrainingData.reconstruction(data.shape(), x, new float[0][]);
                };
        return new Prepared(prepared.plan(), prepared.dataset(), prepared.inputs(), all, prepared.validationExamples());
    }

    private static float[] joined(float[] first, float[] second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    Generated generate(Prepared prepared, Ready.Done ready) {
        return generate(prepared, ready, Optional.empty());
    }

    /** @param streaming how a recording that never ends is looked at; without it as is usual */
    Generated generate(Prepared prepared, Ready.Done ready, Optional<Streaming> streaming) {
        if (prepared.dataset().target().isNormal()) {
            Alarms.Level level = Alarms.level(prepared, ready.model(), ready.settings(), Alarms.rate(task));
            return generate(prepared, ready.account(), level.model(), level.network(), Optional.empty(), streaming);
        }
        QuantizedModel network =
                Quantizer.quantize(ready.model(), prepared.data().training(), ready.settings());
        return generate(
                prepared, ready.account(), ready.model(), network, Quantities.of(prepared.dataset()), streaming);
    }

    /** Returns the C of a network that has not learned anything. */
    Generated rehearsed(Prepared prepared, TrainedModel model) {
        Optional<Quantity> quantity = Quantities.of(prepared.dataset());
        QuantizeSettings.Head head =
                quantity.isPresent() ? QuantizeSettings.Head.NUMBERS : QuantizeSettings.Head.CLASSES;
        float[][] training = prepared.data().training();
        QuantizedModel network = Quantizer.quantize(
                model,
                Arrays.copyOf(training, Math.min(training.length, ROWS_OF_REHEARSAL)),
                QuantizeSettings.of(head, 100)
                        .withWide(Set.copyOf(prepared.plan().quantize().int16())));
        return generate(prepared, Ready.Account.NONE, model, network, quantity, Optional.empty());
    }

    private Generated generate(
            Prepared prepared,
            Ready.Account account,
            TrainedModel model,
            QuantizedModel network,
            Optional<Quantity> quantity,
            Optional<Streaming> streaming) {
        Deployable deployable = deployable(prepared, network, quantity, streaming);
        CSource source = Compiler.compile(deployable, target(prepared.plan()));
        return new Generated(prepared, account, model, network, source, deployable.version());
    }

    private Target target(Plan plan) {
        boolean forSize = plan.codegen().optimize() == Plan.Optimize.SIZE;
        return Cores.target(board, forSize ? Target.Optimize.SIZE : Target.Optimize.SPEED);
    }

    Built build(Generated generated, Path folder) {
        Prepared prepared = generated.prepared();
        CSource source = generated.source();
        Firmware firmware = FirmwareBuilder.build(
                source, board, prepared.plan().codegen().optimize() == Plan.Optimize.SIZE, folder);
        return new Built(
                prepared,
                generated.account(),
                generated.model(),
                generated.network(),
                source,
                firmware,
                generated.version());
    }

    /** Returns the image that pushes recordings instead of passing windows. */
    Firmware buildStream(Built built, Path folder) {
        boolean forSize = built.prepared().plan().codegen().optimize() == Plan.Optimize.SIZE;
        return FirmwareBuilder.buildStream(built.source(), board, forSize, folder);
    }

    /** Returns whether the board's RAM holds what continuous use needs. */
    boolean canStream(Built built) {
        long bytes = built.firmware().memory().ramBytes()
                + built.source().continuousBytes()
                + FirmwareBuilder.leastStackBytes(board);
        return FirmwareBuilder.canStream(board) && (board.isHost() || bytes < board.sketchRamBytes());
    }

    static Verification verify(Built built, Examples examples) {
        return Verifier.verify(built.firmware(), examples, expected(built, examples));
    }

    /** Returns what the integer reference says the device must answer, one row of int8 scores per example. */
    static byte[][] expected(Built built, Examples examples) {
        return expected(built.prepared().inputs(), built.network(), examples);
    }

    static byte[][] expected(FrontEnd inputs, QuantizedModel network, Examples examples) {
        Reference reference = new Reference(network.graph());
        return IntStream.range(0, examples.size())
                .mapToObj(examples::get)
                .map(row -> inputs.networkInput(row, network.input()))
                .map(input -> reference.run(List.of(input)).getFirst())
                .toArray(byte[][]::new);
    }

    static float[][] features(FrontEnd inputs, Examples examples) {
        return IntStream.range(0, examples.size())
                .parallel()
                .mapToObj(i -> inputs.features(examples.get(i)))
                .toArray(float[][]::new);
    }

    static FrontEnd frontEnd(Dataset dataset, Plan plan) {
        return frontEnd(dataset, dataset.training().examples(), plan);
    }

    /** @param training of which the front end learns; of a table it is always all rows */
    private static FrontEnd frontEnd(Dataset dataset, Examples training, Plan plan) {
        List<InputStep> steps = inputSteps(dataset, plan);
        return switch (dataset.format()) {
            case InputFormat.Readings table ->
                InputProgram.fit(table.readings(), dataset.training().rows(), steps);
            case InputFormat.Window window -> WindowProgram.fit(window, training, steps);
            case InputFormat.Picture picture -> PictureProgram.fit(picture, training, steps);
        };
    }

    /** Returns the class with the highest score, the first of equals: what the generated C answers. */
    static int[] classes(byte[][] scores) {
        return Arrays.stream(scores).mapToInt(Lifecycle::indexOfLargest).toArray();
    }

    static int indexOfLargest(byte[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    Deployable deployable(
            Prepared prepared, QuantizedModel network, Optional<Quantity> quantity, Optional<Streaming> streaming) {
        return new Deployable(
                name,
                prepared.inputs(),
                network,
                quantity.map(q -> List.of(q.name())).orElse(prepared.dataset().labels()),
                quantity,
                ContentHash.of(
                                prepared.plan(),
                                ContentHash.ofRows(
                                        prepared.dataset().format() instanceof InputFormat.Readings
                                                ? prepared.dataset().training().rows()
                                                : prepared.data().training()))
                        .substring(0, 8),
                task.ask(),
                Acquisitions.of(prepared.dataset(), rateHz(prepared.plan(), rateHz)),
                samples(prepared.dataset()),
                streaming);
    }

    /** Returns samples a second as the device must take them: as the plan says, else as the data was recorded. */
    static OptionalDouble rateHz(Plan plan, OptionalDouble recorded) {
        return plan.framing() instanceof Framing.Window window && window.rateHz() > 0
                ? OptionalDouble.of(window.rateHz())
                : recorded;
    }

    /** Returns the first training row of each of the first classes, for the self-test in the generated code. */
    private static List<List<Float>> samples(Dataset dataset) {
        if (!(dataset.format() instanceof InputFormat.Readings)) {
            return List.of();
        }
        float[][] rows = dataset.training().rows();
        int[] classes = dataset.training().classes();
        return IntStream.range(0, Math.min(MOST_SAMPLES, dataset.labels().size()))
                .mapToObj(label -> IntStream.range(0, rows.length)
                        .filter(r -> classes[r] == label)
                        .findFirst())
                .flatMapToInt(OptionalInt::stream)
                .mapToObj(r -> floats(rows[r]))
                .toList();
    }

    private static List<Float> floats(float[] row) {
        return IntStream.range(0, row.length).mapToObj(i -> row[i]).toList();
    }

    /** The steps of a plan that run on the device, in order. */
    private static List<InputStep> inputSteps(Dataset dataset, Plan plan) {
        return Stream.concat(dataset.inputSteps().stream(), plan.features().stream())
                .toList();
    }
}
