package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputFormat;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.train.Appearance;
import dev.tinywright.train.Signal;
import dev.tinywright.train.SignalTest;
import dev.tinywright.train.TrainingData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Refuses data that says nothing about its labels, before anything is trained on it. Looks at no test row. */
final class SignalGate {
    private SignalGate() {}

    /**
     * Examples of what is normal alone have no labels to be tested.
     *
     * @throws TinywrightException with the evidence where no model does better than chance
     */
    static void require(Prepared prepared, StageCache cache) {
        if (!prepared.dataset().target().isNormal()) {
            signal(prepared, cache);
        }
    }

    private static Signal signal(Prepared prepared, StageCache cache) {
        TrainingData data = prepared.data();
        if (data.targets() instanceof TrainingData.Numbers) {
            return requireForNumbers(prepared, cache);
        }
        float[][] rows = rows(data);
        int[] classes = IntStream.concat(Arrays.stream(data.trainingClasses()), Arrays.stream(data.validationClasses()))
                .toArray();
        requireSeveral(prepared.dataset().labels(), classes);
        return require(prepared, cache, rows, classes, "labels");
    }

    private static void requireSeveral(List<String> labels, int[] classes) {
        int[] present = Arrays.stream(classes).distinct().toArray();
        if (present.length == 1) {
            throw TinywrightException.failed(
                    "all examples to learn from are '" + labels.get(present[0]) + "'",
                    "data, before training",
                    "give some of each class to learn from, or ask for an alarm at what is not '"
                            + labels.get(present[0]) + "'");
        }
    }

    /** Where the readings tell no more than chance in which range a number is, they do not predict it either. */
    private static Signal requireForNumbers(Prepared prepared, StageCache cache) {
        Dataset dataset = prepared.dataset();
        long seed = prepared.plan().split().seed();
        int[] learned =
                RowSample.of(dataset.training().size(), Lifecycle.mostTraining(dataset, prepared.inputs()), seed);
        int[] chosenBy =
                RowSample.of(dataset.validation().size(), Lifecycle.mostValidation(dataset, prepared.inputs()), seed);
        int[] ranges = IntStream.concat(
                        Arrays.stream(RowSample.classes(dataset.training().classes(), learned)),
                        Arrays.stream(RowSample.classes(dataset.validation().classes(), chosenBy)))
                .toArray();
        return require(prepared, cache, rows(prepared.data()), ranges, "number to predict");
    }

    private static float[][] rows(TrainingData data) {
        return Stream.concat(Arrays.stream(data.training()), Arrays.stream(data.validation()))
                .toArray(float[][]::new);
    }

    private static Signal require(Prepared prepared, StageCache cache, float[][] rows, int[] classes, String what) {
        long seed = prepared.plan().split().seed();
        String key = ContentHash.of(BuildVersion.TEXT, ContentHash.ofRows(rows), Arrays.toString(classes), seed);
        boolean picture = prepared.dataset().format() instanceof InputFormat.Picture;
        Signal signal = cache.get(StageCache.Stage.SIGNAL, key, CODEC, () -> {
            Signal byPlace = SignalTest.test(rows, classes, seed);
            return byPlace.found() || !picture
                    ? byPlace
                    : SignalTest.test(Appearance.of(rows, prepared.data().shape()), classes, seed);
        });
        if (!signal.found()) {
            throw TinywrightException.failed(
                    "the readings say nothing about the " + what + ": " + signal.evidence(),
                    "data, before training",
                    "look at how the rows were labelled and whether the sensor was connected; more rows of the same"
                            + " kind will not help");
        }
        return signal;
    }

    private static final StageCache.Codec<Signal> CODEC = new StageCache.Codec<>() {
        @Override
        public void write(Signal signal, java.io.DataOutputStream out) throws java.io.IOException {
            out.writeBoolean(signal.found());
            out.writeDouble(signal.accuracy());
            out.writeDouble(signal.chance());
            out.writeDouble(signal.pValue());
            out.writeUTF(signal.evidence());
        }

        @Override
        public Signal read(java.io.DataInputStream in) throws java.io.IOException {
            return new Signal(in.readBoolean(), in.readDouble(), in.readDouble(), in.readDouble(), in.readUTF());
        }
    };
}
