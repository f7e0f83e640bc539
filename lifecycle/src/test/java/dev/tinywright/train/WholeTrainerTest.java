package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.model.DistanceModel;
import dev.tinywright.model.ForestWeights;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WholeModel;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WholeTrainerTest {
    private static final int FEATURES = 5;
    private static final int CLASSES = 3;

    /** Classes that a corner of two features decides, and a third feature for one of them; the others say nothing. */
    private static TrainingData corners(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] all = rows(rows + rows / 2, random);
        int[] classes = IntStream.range(0, all.length)
                .map(i -> all[i][0] > 0.2 && all[i][1] > -0.3 ? 2 : all[i][2] > 0.5 ? 1 : 0)
                .toArray();
        return new TrainingData(
                List.of(FEATURES),
                Arrays.copyOf(all, rows),
                Arrays.copyOfRange(all, rows, all.length),
                new TrainingData.Classes(
                        Arrays.copyOf(classes, rows), Arrays.copyOfRange(classes, rows, all.length), CLASSES));
    }

    private static float[][] rows(int count, SplittableRandom random) {
        float[][] rows = new float[count][FEATURES];
        for (float[] row : rows) {
            for (int i = 0; i < FEATURES; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    private static Trained.Done train(TrainingData data, Layer layer) {
        return WholeTrainer.train(data, new Candidate("it", List.of(layer), TrainSettings.plain(7)));
    }

    static List<Layer.Forest> forests() {
        return List.of(new Layer.Forest(1, 6, 20), new Layer.Forest(15, 8, 40), new Layer.Forest(3, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("forests")
    void treesInIntegersAnswerAsTheyDoInFloat(Layer.Forest layer) {
        TrainingData data = corners(600, 1);
        TrainedModel model = train(data, layer).model();
        QuantizedModel network = Quantizer.quantize(model, data.training(), 100);
        float[][] rows = data.validation();
        long same = IntStream.range(0, rows.length)
                .filter(i -> largest(model.logits(rows[i])) == largest(shares(network, rows[i])))
                .count();
        assertThat((double) same / rows.length).isGreaterThan(0.97);
    }

    private static float[] shares(QuantizedModel network, float[] row) {
        byte[] scores = network.run(quantized(row, network.input()));
        float[] shares = new float[scores.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (scores[i] + 128) / 256f;
        }
        return shares;
    }

    private static byte[] quantized(float[] row, Quantization quantization) {
        byte[] q = new byte[row.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = quantization.quantize(row[i]);
        }
        return q;
    }

    private static int largest(float[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }

    @Test
    void aForestFindsWhatDecides() {
        TrainingData data = corners(1500, 2);
        assertThat(train(data, new Layer.Forest(20, 10, 64)).validationAccuracy())
                .isGreaterThan(0.93);
        assertThat(train(data, new Layer.Forest(1, 8, 32)).validationAccuracy()).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @MethodSource("forests")
    void treesPredictNumbersAndOnIntegersTheSame(Layer.Forest layer) {
        float[][] rows = rows(900, new SplittableRandom(4));
        float[] numbers = new float[rows.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (rows[i][0] > 0.2 ? 10 : 0) + rows[i][1] * rows[i][1];
        }
        TrainingData data = TrainingData.regression(
                List.of(FEATURES),
                Arrays.copyOf(rows, 600),
                Arrays.copyOf(numbers, 600),
                Arrays.copyOfRange(rows, 600, 900),
                Arrays.copyOfRange(numbers, 600, 900));
        Trained.Done done = train(data, layer);
        QuantizedModel network = Quantizer.quantize(
                done.model(), data.training(), QuantizeSettings.of(QuantizeSettings.Head.NUMBERS, 100));

        assertThat(done.validationAccuracy()).as("R²").isGreaterThan(layer.leaves() > 2 ? 0.85 : 0.3);
        double off = 0;
        for (float[] row : data.validation()) {
            float got = network.output().real(network.run(quantized(row, network.input()))[0]);
            off += Math.abs(got - done.model().logits(row)[0]) / data.validation().length;
        }
        assertThat(off).isLessThan(0.25);
    }

    @Test
    void weightsOfClassesCountForTrees() {
        SplittableRandom random = new SplittableRandom(6);
        float[][] rows = rows(1200, random);
        int[] classes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            classes[i] = i % 12 == 0 ? 1 : 0;
            rows[i][0] += classes[i]; // overlaps much
        }
        TrainingData rare = TrainingData.classification(
                List.of(FEATURES),
                Arrays.copyOf(rows, 800),
                Arrays.copyOf(classes, 800),
                Arrays.copyOfRange(rows, 800, 1200),
                Arrays.copyOfRange(classes, 800, 1200),
                2);
        assertThat(recall(rare, true)).isGreaterThan(recall(rare, false) + 0.3);
    }

    /** Returns which share of the validation rows of class 1 a small forest finds. */
    private static double recall(TrainingData data, boolean weights) {
        TrainSettings s = TrainSettings.plain(7);
        TrainSettings settings = new TrainSettings(
                s.epochs(),
                s.batchSize(),
                s.optimizer(),
                s.learningRate(),
                s.weightDecay(),
                s.dropout(),
                weights,
                s.patience(),
                s.teacher(),
                s.seed());
        TrainedModel model = WholeTrainer.train(
                        data, new Candidate("it", List.of(new Layer.Forest(15, 4, 12)), settings))
                .model();
        int[] rows = IntStream.range(0, data.validation().length)
                .filter(i -> data.validationClasses()[i] == 1)
                .toArray();
        return (double) Arrays.stream(rows)
                        .filter(i -> largest(model.logits(data.validation()[i])) == 1)
                        .count()
                / rows.length;
    }

    @Test
    void treesKeepTheirLimits() {
        TrainingData data = corners(800, 3);
        ForestWeights forest = (ForestWeights)
                train(data, new Layer.Forest(4, 3, 100)).model().layers().getFirst();
        assertThat(forest.leaves().length / CLASSES).isLessThanOrEqualTo(4 * 8);
        ForestWeights few = (ForestWeights)
                train(data, new Layer.Forest(4, 20, 5)).model().layers().getFirst();
        assertThat(few.leaves().length / CLASSES).isEqualTo(4 * 5);
        assertThat(few.features()).hasSize(4 * 4);
    }

    @Test
    void theSameSeedGivesTheSameForest() {
        TrainingData data = corners(500, 4);
        float[] first = train(data, new Layer.Forest(8, 6, 30)).model().logits(data.validation()[0]);
        assertThat(train(data, new Layer.Forest(8, 6, 30)).model().logits(data.validation()[0]))
                .isEqualTo(first);
    }

    static List<Layer> distances() {
        return List.of(new Layer.KMeans(4), new Layer.Gaussian(false), new Layer.Gaussian(true));
    }

    /** Normal rows lie near a plane; anomalies do not, though each of their features by itself may be normal. */
    @ParameterizedTest
    @MethodSource("distances")
    void distancesInIntegersRankAsTheyDoInFloat(Layer layer) {
        SplittableRandom random = new SplittableRandom(5);
        float[][] normal = near(random, 900);
        float[][] strange = rows(300, random);
        for (float[] row : strange) {
            row[3] += 4;
        }
        TrainedModel model = new TrainedModel(List.of((WholeModel)
                train(new TrainingData(List.of(FEATURES), normal, new float[0][], new TrainingData.Same()), layer)
                        .model()
                        .layers()
                        .getFirst()));
        QuantizedModel network =
                Quantizer.quantize(model, normal, QuantizeSettings.of(QuantizeSettings.Head.NUMBERS, 100));
        float[][] fresh = near(random, 300);
        double auc = AnomalyScores.auc(real(model, fresh), real(model, strange));
        double device = AnomalyScores.auc(scores(network, fresh), scores(network, strange));
        assertThat(auc).isGreaterThan(0.95);
        assertThat(device).isCloseTo(auc, within(0.01));
        double[] wanted = real(model, fresh);
        double[] got = scores(network, fresh);
        double scale = network.output().scale();
        double most = Arrays.stream(wanted).max().orElseThrow();
        for (int i = 0; i < wanted.length; i++) {
            assertThat(got[i] * scale).isCloseTo(wanted[i], within(0.05 * most));
        }
    }

    /** The int8 answer is a class, as a classifier gives it: 1 from the threshold on. */
    @ParameterizedTest
    @MethodSource("distances")
    void withAThresholdADistanceTellsNormalFromNot(Layer layer) {
        SplittableRandom random = new SplittableRandom(8);
        float[][] normal = near(random, 900);
        DistanceModel model = (DistanceModel)
                train(new TrainingData(List.of(FEATURES), normal, new float[0][], new TrainingData.Same()), layer)
                        .model()
                        .layers()
                        .getFirst();
        float[][] fresh = near(random, 1000);
        double[] scores = Arrays.stream(fresh).mapToDouble(model::score).toArray();
        DistanceModel alarming = model.withThreshold((float) AnomalyScores.threshold(scores, 0.05));
        QuantizedModel network = Quantizer.quantize(new TrainedModel(List.of(alarming)), normal, 100);
        long alarms = Arrays.stream(near(random, 1000))
                .filter(row -> largest(shares(network, row)) == 1)
                .count();
        assertThat(alarms / 1000.0).isBetween(0.005, 0.07);
        assertThat(largest(shares(network, new float[] {0, 0, 0, 9, 0}))).isEqualTo(1);
        assertThat(network.outputs()).isEqualTo(alarming.outputs()).isEqualTo(2);
    }

    private static float[][] near(SplittableRandom random, int count) {
        float[][] rows = rows(count, random);
        for (float[] row : rows) {
            row[1] = row[0] + 0.2f * row[1];
            row[4] = 0.5f * row[2] - row[0] + 0.1f * row[4];
        }
        return rows;
    }

    private static double[] real(TrainedModel model, float[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> model.logits(row)[0]).toArray();
    }

    private static double[] scores(QuantizedModel network, float[][] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> ByteBuffer.wrap(network.run(quantized(row, network.input())))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt())
                .toArray();
    }

    @Test
    void aThresholdKeepsItsRateInNineOfTenDraws() {
        SplittableRandom random = new SplittableRandom(6);
        int kept = 0;
        for (int draw = 0; draw < 200; draw++) {
            double[] normal = random.doubles(1000).toArray();
            kept += 1 - AnomalyScores.threshold(normal, 0.01) <= 0.01 ? 1 : 0; // uniform: the rate is what is above
        }
        assertThat(kept / 200.0).isBetween(0.85, 1.0);
    }

    @Test
    void withFewScoresTheThresholdLiesAboveAllOfThem() {
        double[] few = {1, 2, 3, 10};
        assertThat(AnomalyScores.isEnough(few.length, 0.01)).isFalse();
        assertThat(AnomalyScores.threshold(few, 0.01)).isGreaterThan(10);
    }

    @Test
    void areaUnderTheCurveCountsTiesHalf() {
        assertThat(AnomalyScores.auc(new double[] {1, 2, 3}, new double[] {4, 5}))
                .isEqualTo(1);
        assertThat(AnomalyScores.auc(new double[] {1, 2}, new double[] {1, 2})).isEqualTo(0.5);
        assertThat(AnomalyScores.auc(new double[] {5}, new double[] {1})).isZero();
    }
}
