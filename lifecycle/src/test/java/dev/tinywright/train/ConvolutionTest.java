package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Activation;
import dev.tinywright.model.ConvWeights;
import dev.tinywright.model.FloatNetwork;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.train.Augmentation.Kind;
import dev.tinywright.train.TrainSettings.Optimizer;
import dev.tinywright.train.TrainSettings.Teacher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that look at places. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConvolutionTest {
    private static final TrainerPool.Limits LIMITS =
            new TrainerPool.Limits(Duration.ofSeconds(60), Duration.ofSeconds(20), 2000);

    private TrainerPool pool;

    @BeforeAll
    void startPool() {
        pool = TrainerPool.start(1, LIMITS);
    }

    @AfterAll
    void closePool() {
        pool.close();
    }

    static Stream<List<Layer>> networks() {
        return Stream.of(Bars.separable(), Bars.plain(), Bars.residual());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theModelAgreesWithTheNetworkThatWasTrained(List<Layer> layers) {
        Trained.Done done = done(layers, settings(8));
        float[][] pictures = Bars.pictures(60, 2);
        float[][] logits = new FloatNetwork(done.model()).logits(pictures);
        double loss = 0;
        for (int i = 0; i < pictures.length; i++) {
            loss += crossEntropy(logits[i], i % 3) / pictures.length;
        }
        assertThat(loss).isCloseTo(done.validationLoss(), within(1e-5));
        assertThat(done.validationAccuracy()).isGreaterThan(0.8);
    }

    /** Statistics of batch normalization are not 0 and 1 here, unlike in a network that was never trained. */
    @ParameterizedTest
    @MethodSource("networks")
    void everyOutputOfTheModelIsThatOfLibtorch(List<Layer> layers) throws Exception {
        NativeLibraries.load();
        float[][] pictures = Bars.pictures(10, 3);
        float[] rows = new float[10 * pictures[0].length];
        for (int i = 0; i < 10; i++) {
            System.arraycopy(pictures[i], 0, rows, i * pictures[i].length, pictures[i].length);
        }
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Network network = Network.fresh(Bars.SHAPE, layers, 0, new SplittableRandom(5));
            Tensor x = Tensor.create(rows, 10, pictures[0].length);
            network.forward(x, Network.Mode.TRAINING);
            float[] wanted = Floats.of(network.forward(x, Network.Mode.ANSWERING));
            FloatNetwork model =
                    new FloatNetwork(Assembly.model(Bars.SHAPE, layers, network.folded(), Lesson.Unit.ONE));
            for (int i = 0; i < 10; i++) {
                assertThat(model.logits(pictures[i]))
                        .containsExactly(Arrays.copyOfRange(wanted, 3 * i, 3 * i + 3), within(1e-4f));
            }
        }
    }

    @Test
    void sameSeedSameBits() {
        TrainSettings settings = settings(3).withAugment(List.of(new Augmentation(Kind.MOVE, 0.1)));
        TrainedLayer first = done(Bars.plain(), settings).model().layers().getFirst();
        TrainedLayer again = done(Bars.plain(), settings).model().layers().getFirst();
        assertThat(first).usingRecursiveComparison().isEqualTo(again);
    }

    @Test
    void roundingInTrainingTellsTheRangesOfAllActivations() {
        Trained.Done done = done(Bars.residual(), settings(6).withQuantizationAwareEpochs(2));
        assertThat(done.curve()).hasSize(8);
        assertThat(done.bestEpoch()).isBetween(1, 6);
        assertThat(done.validationAccuracy()).isGreaterThan(0.8);
        List<String> names = new java.util.ArrayList<>(List.of("input"));
        done.model().flat().forEach(layer -> names.add(layer.name()));
        assertThat(done.ranges()).extracting(ActivationRange::layer).containsExactlyElementsOf(names);
        assertThat(done.ranges())
                .allSatisfy(range -> assertThat(range.most()).isGreaterThan(0).isLessThan(1000));
        assertThat(done.ranges().get(1).least()).as("after a ReLU").isZero();
    }

    /** Channels of a thousandth of the others' size vanish in int8; equalization is not asked. */
    @Test
    void goingOnWithRoundingGainsBackWhatUnevenChannelsLose() {
        Trained.Done trained = done(Bars.separable(), settings(12));
        TrainedModel uneven = uneven(trained.model());
        QuantizeSettings settings = QuantizeSettings.of(QuantizeSettings.Head.CLASSES, 100);
        double plain = accuracy(Quantizer.quantize(uneven, Bars.data().training(), settings));
        Candidate on =
                new Candidate("on", Bars.separable(), settings(1).withQuantizationAwareEpochs(60), Optional.of(uneven));

        Trained.Done finer = (Trained.Done)
                pool.train(Bars.data(), List.of(on), (_, _) -> {}).getFirst();

        Map<String, dev.tinywright.quantize.ActivationRange> known = new HashMap<>();
        finer.ranges()
                .forEach(range -> known.put(
                        range.layer(),
                        new dev.tinywright.quantize.ActivationRange(
                                Math.min(0, range.least()), Math.max(0, range.most()))));
        double after = accuracy(Quantizer.quantize(finer.model(), Bars.data().training(), settings.withKnown(known)));
        assertThat(finer.curve()).hasSize(60);
        assertThat(trained.validationAccuracy()).isGreaterThan(0.9);
        assertThat(plain).isLessThan(0.8);
        assertThat(after).isGreaterThan(plain + 0.15);
    }

    /** Returns the same function: what the first layer gives less, the second takes more of. */
    private static TrainedModel uneven(TrainedModel model) {
        List<TrainedLayer> layers = new ArrayList<>(model.layers());
        ConvWeights first = (ConvWeights) layers.get(0);
        ConvWeights second = (ConvWeights) layers.get(1);
        float[] weights = first.weights().clone();
        float[] bias = first.bias().clone();
        float[] taken = second.weights().clone();
        int perFilter = weights.length / bias.length;
        for (int f = 1; f < bias.length; f++) {
            bias[f] /= 1000;
            for (int i = 0; i < perFilter; i++) {
                weights[f * perFilter + i] /= 1000;
            }
            for (int i = f; i < taken.length; i += bias.length) {
                taken[i] *= 1000;
            }
        }
        layers.set(0, with(first, weights, bias));
        layers.set(1, with(second, taken, second.bias()));
        return new TrainedModel(model.inputShape(), layers);
    }

    private static ConvWeights with(ConvWeights of, float[] weights, float[] bias) {
        return new ConvWeights(
                of.name(), of.inputShape(), of.depthwise(), of.filters(), of.window(), weights, bias, of.activation());
    }

    private static double accuracy(QuantizedModel model) {
        float[][] pictures = Bars.data().validation();
        int right = 0;
        for (int p = 0; p < pictures.length; p++) {
            byte[] input = new byte[pictures[p].length];
            for (int i = 0; i < input.length; i++) {
                input[i] = model.input().quantize(pictures[p][i]);
            }
            byte[] scores = model.run(input);
            int wanted = p % 3;
            boolean largest = scores[wanted] > scores[(wanted + 1) % 3] && scores[wanted] > scores[(wanted + 2) % 3];
            right += largest ? 1 : 0;
        }
        return (double) right / pictures.length;
    }

    @Test
    void endsAtItsTimeWithTheBestSoFar() {
        pool.limit(Duration.ofMillis(800));
        try {
            Trained.Done done = done(Bars.residual(), settings(5000));
            assertThat(done.notes()).singleElement().asString().contains("ended after its time");
            assertThat(done.curve()).hasSizeBetween(1, 2000);
        } finally {
            pool.limit(LIMITS.perCandidate());
        }
    }

    @Test
    void refusesChangesThatDoNotFitTheFeatures() {
        TrainSettings rotated = settings(1).withAugment(List.of(new Augmentation(Kind.ROTATE, 10)));
        assertThatThrownBy(() -> done(Bars.plain(), rotated))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("train.augment.rotate needs groups of three channels");
    }

    @Test
    void refusesANetworkThatDoesNotEndInADenseLayer() {
        List<Layer> open =
                List.of(new Layer.Conv(3, Layer.Kernel.square(3, 1), true, Activation.NONE), new Layer.GlobalAverage());
        assertThatThrownBy(() -> done(open, settings(1))).hasMessageContaining("the last layer is not dense");
    }

    private static TrainSettings settings(int epochs) {
        return new TrainSettings(epochs, 16, Optimizer.ADAM, 0.01, 1e-4, 0, false, 0, Teacher.NONE, 7);
    }

    private Trained.Done done(List<Layer> layers, TrainSettings settings) {
        Trained trained = pool.train(Bars.data(), List.of(new Candidate("bars", layers, settings)), Progress.SILENT)
                .getFirst();
        assertThat(trained).isInstanceOf(Trained.Done.class);
        return (Trained.Done) trained;
    }

    private static double crossEntropy(float[] logits, int right) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - logits[right];
    }
}
