package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.features.Examples;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.SignalStep;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.model.CentreWeights;
import dev.tinywright.model.ConvWeights;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.ForestWeights;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WhiteningWeights;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.report.ContinuousUse;
import dev.tinywright.report.Details;
import dev.tinywright.report.Embedding;
import dev.tinywright.report.Gallery;
import dev.tinywright.report.Gallery.HeatMap;
import dev.tinywright.report.Gallery.Shown;
import dev.tinywright.report.NetworkParts;
import dev.tinywright.signal.MelScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Examples for the report to show, and what the model is made of. Only as many examples are read as the report shows.
 *
 * @param answers class that the device gave each test example
 * @param confidences of these, 0 to 1
 * @param predicted what the device gave of each; empty where classes are told
 */
@SuppressWarnings("ArrayRecordComponent") // used once, never compared
record DetailAssembly(
        Built built,
        Source source,
        int[] answers,
        double[] confidences,
        Optional<float[]> predicted,
        Optional<ContinuousUse> heard) {
    private static final int MOST_WRONG_WINDOWS = 8;
    private static final int MOST_WRONG_PICTURES = 18;
    private static final int MOST_RIGHT_PICTURES = 24;
    private static final int MOST_MEANS = 400;
    private static final int MOST_POINTS = 500;
    private static final int MOST_POINT_VALUES = 4_000_000;
    private static final int LEAST_POINTS = 10;
    private static final int SPECTROGRAM_BANDS = 40;

    Details details() {
        return new Details(source.known().map(this::gallery), network(), embedding(), heard);
    }

    private Dataset dataset() {
        return built.prepared().dataset();
    }

    private Dataset.Part test() {
        return dataset().test();
    }

    private boolean isRight(int example) {
        return test().classes()[example] == answers[example];
    }

    private Gallery gallery(CaptureSource.Known known) {
        boolean pictures = dataset().format() instanceof InputFormat.Picture;
        if (predicted.isPresent()) {
            return galleryOfNumbers(known, pictures);
        }
        List<Integer> wrong = IntStream.range(0, test().size())
                .filter(i -> !isRight(i))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -confidences[i]))
                .limit(pictures ? MOST_WRONG_PICTURES : MOST_WRONG_WINDOWS)
                .toList();
        List<Integer> ofClasses = IntStream.range(0, dataset().labels().size())
                .flatMap(label -> firstOf(label).stream())
                .boxed()
                .toList();
        return new Gallery(
                known.kind(),
                dataset().format(),
                known.captures(),
                Lifecycle.rateHz(built.prepared().plan(), known.rateHz()),
                facts(known),
                shown(ofClasses),
                shown(wrong),
                pictures ? shown(rightOnes()) : List.of(),
                classMeans());
    }

    /** The furthest off first; of each range the one that is nearest to right. */
    private Gallery galleryOfNumbers(CaptureSource.Known known, boolean pictures) {
        List<Integer> byError = IntStream.range(0, test().size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -error(i)))
                .toList();
        int most = Math.min(byError.size(), pictures ? MOST_WRONG_PICTURES : MOST_WRONG_WINDOWS);
        List<Integer> ofRanges = IntStream.range(0, dataset().labels().size())
                .boxed()
                .flatMap(range -> byError.reversed().stream()
                        .filter(i -> test().classes()[i] == range)
                        .limit(1))
                .toList();
        List<Integer> rest = byError.subList(most, byError.size());
        int others = pictures ? Math.min(MOST_RIGHT_PICTURES, rest.size()) : 0;
        return new Gallery(
                known.kind(),
                dataset().format(),
                known.captures(),
                Lifecycle.rateHz(built.prepared().plan(), known.rateHz()),
                facts(known),
                shown(ofRanges),
                shown(byError.subList(0, most)),
                shown(IntStream.range(0, others)
                        .mapToObj(i -> rest.get((int) ((long) i * rest.size() / others)))
                        .toList()),
                classMeans());
    }

    private double error(int example) {
        return Math.abs((double) predicted.orElseThrow()[example] - test().numbers()[example]);
    }

    private List<Gallery.Fact> facts(CaptureSource.Known known) {
        List<Gallery.Fact> facts = new ArrayList<>(known.facts());
        String one =
                switch (dataset().format()) {
                    case InputFormat.Window window ->
                        String.format(
                                Locale.ROOT,
                                "a window of %.3g s: %d frames%s",
                                window.seconds(),
                                window.frames(),
                                resampled(known));
                    case InputFormat.Picture picture ->
                        picture.width() + " x " + picture.height() + " pixels, "
                                + (picture.channels() == 1 ? "grey" : "colour");
                    case InputFormat.Readings _ -> "a row";
                };
        facts.add(new Gallery.Fact("One example", one));
        return facts;
    }

    private String resampled(CaptureSource.Known known) {
        OptionalDouble rate = Lifecycle.rateHz(built.prepared().plan(), known.rateHz());
        return rate.equals(known.rateHz())
                ? ""
                : String.format(Locale.ROOT, ", resampled to %.5g Hz", rate.getAsDouble());
    }

    /** Returns the first test example of a class that was classified rightly, or else the first of it. */
    private OptionalInt firstOf(int label) {
        int[] all = IntStream.range(0, test().size())
                .filter(i -> test().classes()[i] == label)
                .toArray();
        return Arrays.stream(all).filter(this::isRight).findFirst().stream()
                .mapToObj(OptionalInt::of)
                .findFirst()
                .orElseGet(() -> Arrays.stream(all).findFirst());
    }

    /** Returns examples that were classified rightly, evenly from all of them. */
    private List<Integer> rightOnes() {
        int[] right = IntStream.range(0, test().size()).filter(this::isRight).toArray();
        int count = Math.min(MOST_RIGHT_PICTURES, right.length);
        return IntStream.range(0, count)
                .mapToObj(i -> right[(int) ((long) i * right.length / count)])
                .toList();
    }

    private List<Shown> shown(List<Integer> examples) {
        List<float[]> values = examples.stream().map(test().examples()::get).toList();
        Optional<FrontEnd> spectrogram = spectrogram(values);
        return IntStream.range(0, examples.size())
                .mapToObj(i -> shown(examples.get(i), values.get(i), spectrogram))
                .toList();
    }

    private Shown shown(int example, float[] values, Optional<FrontEnd> spectrogram) {
        List<HeatMap> maps = new ArrayList<>();
        spectrogram.ifPresent(mel -> maps.add(map("log-mel spectrogram", "mel bands", mel, values)));
        if (hasMap()) {
            maps.add(map("what the network sees", "features", built.prepared().inputs(), values));
        }
        return new Shown(
                test().origin(example),
                test().classes()[example],
                answers[example],
                confidences[example],
                values,
                maps,
                predicted.map(numbers -> new Gallery.Predicted(test().numbers()[example], numbers[example])));
    }

    /** True where the features of a window are a map of slices and bands. */
    private boolean hasMap() {
        List<Integer> shape = built.prepared().inputs().shape();
        return dataset().format() instanceof InputFormat.Window
                && shape.size() == 3
                && shape.get(1) > 1
                && shape.get(2) == 1;
    }

    private static HeatMap map(String name, String across, FrontEnd features, float[] example) {
        int slices = features.shape().get(0);
        return new HeatMap(name, across, slices, features.shape().get(1), features.features(example));
    }

    /** Returns the spectrogram of sounds, in steps of 20 ms or, where windows are long, so that there are about 100. */
    private Optional<FrontEnd> spectrogram(List<float[]> values) {
        if (!(dataset().format() instanceof InputFormat.Window window)
                || window.element() != InputFormat.Element.INT16
                || window.channels().size() != 1
                || values.isEmpty()) {
            return Optional.empty();
        }
        double stride = Math.max(0.02, window.seconds() / 100);
        SignalStep.Mel mel =
                new SignalStep.Mel(Math.min(0.032, window.seconds()), stride, SPECTROGRAM_BANDS, 20, 0, MelScale.LOG);
        return Optional.of(WindowProgram.fit(window, Examples.of(values.toArray(float[][]::new)), List.of(mel)));
    }

    /** Returns the mean features of each class, where they are flat and every class has test examples. */
    private List<float[]> classMeans() {
        FrontEnd inputs = built.prepared().inputs();
        int classes = dataset().labels().size();
        if (inputs.shape().size() != 1 || !(dataset().format() instanceof InputFormat.Window)) {
            return List.of();
        }
        int[] counts = new int[classes];
        float[][] sums = new float[classes][inputs.shape().getFirst()];
        for (int example : RowSample.of(test().size(), MOST_MEANS, 1)) {
            float[] features = inputs.features(test().examples().get(example));
            int label = test().classes()[example];
            counts[label]++;
            for (int i = 0; i < features.length; i++) {
                sums[label][i] += features[i];
            }
        }
        for (int label = 0; label < classes; label++) {
            for (int i = 0; i < sums[label].length; i++) {
                sums[label][i] /= Math.max(1, counts[label]);
            }
        }
        return Arrays.stream(counts).allMatch(count -> count > 0) ? List.of(sums) : List.of();
    }

    /** Returns the plane of a part of the test examples: 500, or fewer where each has very many features. */
    private Optional<Embedding> embedding() {
        FrontEnd inputs = built.prepared().inputs();
        int features = inputs.shape().stream().reduce(1, Math::multiplyExact);
        int most = Math.clamp(MOST_POINT_VALUES / features, LEAST_POINTS, MOST_POINTS);
        int[] kept = RowSample.of(test().size(), most, 1);
        if (kept.length < LEAST_POINTS || features < 2 || dataset().target().isNumber()) {
            return Optional.empty();
        }
        float[][] rows = Lifecycle.features(inputs, test().examples().select(kept));
        return Optional.of(Embedding.of(
                rows, RowSample.classes(test().classes(), kept), RowSample.classes(answers, kept), test().size()));
    }

    private Optional<NetworkParts> network() {
        TrainedModel model = built.model();
        return Optional.of(new NetworkParts(
                built.prepared().inputs().describe(),
                model.inputShape(),
                model.flat().stream().map(DetailAssembly::part).toList(),
                model.parameters(),
                model.macs()));
    }

    /** A sum's own cost is none: its parts are in the list themselves. */
    private static NetworkParts.Part part(TrainedLayer layer) {
        boolean sum = layer instanceof TrainedLayer.Sum;
        return new NetworkParts.Part(
                layer.name(), kind(layer), layer.outputShape(), sum ? 0 : layer.parameters(), sum ? 0 : layer.macs());
    }

    private static String convolution(ConvWeights conv) {
        Layer.Kernel window = conv.window();
        String stride = window.strideY() == 1 && window.strideX() == 1
                ? ""
                : window.strideY() == window.strideX()
                        ? ", stride " + window.strideY()
                        : ", stride " + window.strideY() + " x " + window.strideX();
        return (conv.depthwise() ? "depthwise convolution " : "convolution ") + window.height() + " x " + window.width()
                + stride;
    }

    private static String kind(TrainedLayer layer) {
        return switch (layer) {
            case DenseWeights _ -> "dense";
            case ConvWeights conv -> convolution(conv);
            case TrainedLayer.Pooled pool ->
                pool.kind().name().toLowerCase(Locale.ROOT) + " of " + pool.height() + " x " + pool.width();
            case TrainedLayer.Averaged _ -> "average of each channel";
            case TrainedLayer.Sum _ -> "sum with its input";
            case ForestWeights _ -> "decision trees";
            case CentreWeights _ -> "distance to the nearest centre";
            case WhiteningWeights _ -> "distance from the mean, whitened";
        };
    }
}
