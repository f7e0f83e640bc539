package dev.tinywright.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.tensor.Quantization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizerTest {
    private static final float[][] FROM_MINUS_1_TO_1 = {{-1, 1}, {0.5f, -0.25f}, {1, -1}, {0, 0}};

    @Test
    void keepsTheFloatNetworksDecisions() {
        int agree = 0;
        int rows = 0;
        for (int seed = 0; seed < 30; seed++) {
            TrainedModel model = RandomNetworks.network(seed);
            float[][] features = RandomNetworks.features(seed, 100, model.inputs());
            QuantizedModel quantized = Quantizer.quantize(model, features, 100);
            for (float[] row : features) {
                byte[] shares = quantized.run(quantize(quantized.input(), row));
                float[] logits = model.logits(row);
                int best = argmax(logits);
                agree += shares[best] == shares[argmax(shares)] ? 1 : 0;
                rows++;
            }
        }
        assertThat((double) agree / rows).isGreaterThan(0.97);
    }

    @Test
    void inputRangeIsThatOfTheCalibrationRowsWithZeroExact() {
        Quantization input =
                quantize(identity(Activation.NONE), FROM_MINUS_1_TO_1).input();
        assertThat(input.scale()).isCloseTo(2f / 255, within(1e-9f));
        assertThat(input.real(input.quantize(0))).isZero();

        float[][] allPositive = {{3, 5}, {4, 10}};
        Quantization positive = quantize(identity(Activation.NONE), allPositive).input();
        assertThat(positive).isEqualTo(new Quantization(10f / 255, -128));
        float[][] allNegative = {{-3, -5}, {-4, -10}};
        assertThat(quantize(identity(Activation.NONE), allNegative).input())
                .isEqualTo(new Quantization(10f / 255, 127));
    }

    @Test
    void percentileLeavesOutTheOutermostValuesAtEachEnd() {
        float[][] features = new float[1000][2];
        for (int r = 0; r < 1000; r++) {
            features[r][0] = r / 1000f;
            features[r][1] = -r / 1000f;
        }
        features[7][0] = 500;
        assertThat(Quantizer.quantize(identity(Activation.NONE), features, 100)
                        .input()
                        .real(127))
                .isCloseTo(500, within(2f));
        assertThat(Quantizer.quantize(identity(Activation.NONE), features, 99)
                        .input()
                        .real(127))
                .isCloseTo(0.98f, within(0.01f));
    }

    @Test
    void weightsAreSymmetricPerUnitAndUseTheWholeRange() {
        DenseWeights layer = dense(2, new float[] {1, -2, 0.001f, 0.0005f}, new float[] {0, 0}, Activation.NONE);
        DenseNode quantized = first(quantize(new TrainedModel(List.of(layer)), FROM_MINUS_1_TO_1));
        assertThat(quantized.weights()).containsExactly(64, -127, 127, 64);
        assertThat(quantized.weightScales()).containsExactly(2f / 127, 0.001f / 127);
    }

    @Test
    void reluIsTheLowestOutputAtTheZeroPoint() {
        DenseNode quantized = first(quantize(identity(Activation.RELU), FROM_MINUS_1_TO_1));
        assertThat(quantized.sums().min()).isEqualTo(quantized.output().zeroPoint());
        assertThat(first(quantize(identity(Activation.NONE), FROM_MINUS_1_TO_1))
                        .sums()
                        .min())
                .isEqualTo(-128);
    }

    @Test
    void softmaxFollowsWithTheScaleOfTheLogits() {
        QuantizedModel quantized = quantize(identity(Activation.NONE), FROM_MINUS_1_TO_1);
        Node last = quantized.graph().nodes().getLast();
        assertThat(last.op()).isEqualTo(new Op.Softmax(1));
        assertThat(Quantized.quantization(quantized.graph().in(last, 0)))
                .isEqualTo(first(quantized).output());
        assertThat(quantized.output()).isEqualTo(new Quantization(1f / 256, -128));
    }

    @Test
    void aUnitWithoutWeightsKeepsItsBias() {
        DenseWeights layer = dense(2, new float[] {1, 1, 0, 0}, new float[] {0, -0.7f}, Activation.NONE);
        assertThat(unitOnZeros(layer, 1)).isCloseTo(-0.7f, within(0.01f));
    }

    @Test
    void aUnitWithTinyWeightsKeepsItsBias() {
        DenseWeights layer = dense(2, new float[] {1, 1, 1e-14f, -1e-14f}, new float[] {0, 0.5f}, Activation.NONE);
        assertThat(unitOnZeros(layer, 1)).isCloseTo(0.5f, within(0.01f));
    }

    @Test
    void aLayerThatNeverFiresGivesZeroAndTheNextItsBias() {
        TrainedModel model = new TrainedModel(List.of(
                new DenseWeights("dense1", 2, 2, new float[4], new float[] {-1, -2}, Activation.RELU),
                new DenseWeights("dense2", 2, 2, new float[] {1, 2, 3, 4}, new float[] {3, 1}, Activation.NONE)));
        QuantizedModel quantized = quantize(model, FROM_MINUS_1_TO_1);
        List<byte[]> outputs = Trace.of(quantized, new byte[] {40, -99});
        assertThat(real(quantized, 0, outputs)).containsExactly(0, 0);
        assertThat(real(quantized, 1, outputs)[0]).isCloseTo(3, within(0.02f));
        assertThat(real(quantized, 1, outputs)[1]).isCloseTo(1, within(0.02f));
    }

    @Test
    void constantFeaturesAndFeaturesOfZeroAreFine() {
        assertThat(quantize(identity(Activation.NONE), new float[][] {{0, 0}}).inputs())
                .isEqualTo(2);
        QuantizedModel constant = quantize(identity(Activation.NONE), new float[][] {{7, 7}, {7, 7}});
        assertThat(constant.input().real(constant.input().quantize(7))).isCloseTo(7, within(0.001f));
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-14f, 1e-6f, 1, 1e6f, 1e13f})
    void anyMagnitudeOfFeaturesKeepsItsSigns(float magnitude) {
        float[][] features = {{-magnitude, magnitude}, {magnitude, -magnitude}, {0, 0}};
        QuantizedModel quantized = quantize(identity(Activation.NONE), features);
        byte[] x = quantize(quantized.input(), features[0]);
        float[] logits = real(quantized, 0, Trace.of(quantized, x));
        assertThat(logits[0]).isLessThanOrEqualTo(0);
        assertThat(logits[1]).isGreaterThanOrEqualTo(0);
        assertThat(magnitude < 1e-9f || logits[1] > 0.9f * magnitude).isTrue();
    }

    @Test
    void refusesWeightsThatAreNotNumbersAndNamesTheLayer() {
        DenseWeights layer = dense(2, new float[] {1, Float.NaN, 0, 0}, new float[2], Activation.NONE);
        assertThatThrownBy(() -> quantize(new TrainedModel(List.of(layer)), FROM_MINUS_1_TO_1))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("weight 1 of unit 0 of layer dense1 is not a finite number: NaN")
                .hasMessageContaining("train.learningRate");
        DenseWeights infinite = dense(2, new float[4], new float[] {0, Float.POSITIVE_INFINITY}, Activation.NONE);
        assertThatThrownBy(() -> quantize(new TrainedModel(List.of(infinite)), FROM_MINUS_1_TO_1))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("bias of unit 1 of layer dense1");
    }

    @Test
    void refusesFeaturesAndActivationsBeyondMeasure() {
        assertThatThrownBy(() -> quantize(identity(Activation.NONE), new float[][] {{Float.NaN, 0}}))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the input features");
        DenseWeights layer = dense(2, new float[] {1e14f, 0, 0, 0}, new float[2], Activation.NONE);
        assertThatThrownBy(() -> quantize(new TrainedModel(List.of(layer)), new float[][] {{1e5f, 0}}))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("too large for int8");
    }

    @Test
    void refusesAnEmptyCalibrationAndAPercentileThatIsNone() {
        assertThatThrownBy(() -> quantize(identity(Activation.NONE), new float[0][]))
                .isInstanceOf(TinywrightException.class);
        for (double percentile : new double[] {50, 100.1, Double.NaN}) {
            assertThatThrownBy(() -> Quantizer.quantize(identity(Activation.NONE), FROM_MINUS_1_TO_1, percentile))
                    .isInstanceOf(TinywrightException.class)
                    .hasMessageContaining("quantize.percentile");
        }
    }

    private static QuantizedModel quantize(TrainedModel model, float[][] features) {
        return Quantizer.quantize(model, features, 100);
    }

    private static byte[] quantize(Quantization quantization, float[] row) {
        byte[] q = new byte[row.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = quantization.quantize(row[i]);
        }
        return q;
    }

    private static float unitOnZeros(DenseWeights layer, int unit) {
        QuantizedModel quantized = quantize(new TrainedModel(List.of(layer)), FROM_MINUS_1_TO_1);
        byte[] zeros = quantize(quantized.input(), new float[2]);
        return real(quantized, 0, Trace.of(quantized, zeros))[unit];
    }

    private static float[] real(QuantizedModel model, int layer, List<byte[]> outputs) {
        byte[] q = outputs.get(layer);
        float[] real = new float[q.length];
        for (int i = 0; i < q.length; i++) {
            real[i] = DenseNode.of(model).get(layer).output().real(q[i]);
        }
        return real;
    }

    private static DenseNode first(QuantizedModel model) {
        return DenseNode.of(model).getFirst();
    }

    private static TrainedModel identity(Activation activation) {
        return new TrainedModel(List.of(dense(2, new float[] {1, 0, 0, 1}, new float[2], activation)));
    }

    private static DenseWeights dense(int inputs, float[] weights, float[] bias, Activation activation) {
        return new DenseWeights("dense1", inputs, bias.length, weights, bias, activation);
    }

    private static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static int argmax(byte[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
