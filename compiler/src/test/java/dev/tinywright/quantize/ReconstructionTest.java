package dev.tinywright.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.graph.Graph;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An autoencoder whose middle keeps the first of two features: what it repeats badly is the second. */
class ReconstructionTest {
    private static final TrainedModel FIRST = new TrainedModel(
            List.of(2),
            List.of(
                    new DenseWeights("in", 2, 1, new float[] {1, 0}, new float[1], Activation.NONE),
                    new DenseWeights("out", 1, 2, new float[] {1, 0}, new float[2], Activation.NONE)));
    private final float[][] features = features();
    private final QuantizedModel scoring = Reconstruction.scoring(
            Quantizer.quantize(FIRST, features, QuantizeSettings.of(QuantizeSettings.Head.NUMBERS, 100)), features);

    @Test
    void theScoreIsTheSquaredDifferenceOfInputAndOutput() {
        for (float[] row : features) {
            assertThat(score(row)).isCloseTo(row[1] * row[1], within(0.05));
        }
    }

    @Test
    void fromTheThresholdOnThereIsAnAlarm() {
        QuantizedModel alarming = Reconstruction.withAlarm(scoring, 0.25f);
        for (float[] row : features) {
            byte[] shares = alarming.run(Quantized.of(row, alarming.input()));
            if (Math.abs(row[1] * row[1] - 0.25) > 0.06) {
                assertThat(shares[1] > shares[0]).isEqualTo(row[1] * row[1] > 0.25);
            }
        }
    }

    private double score(float[] row) {
        Graph graph = scoring.graph();
        byte[] bytes = scoring.run(Quantized.of(row, scoring.input()));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt()
                * (double) graph.tensor(graph.outputs().getFirst()).scale();
    }

    private static float[][] features() {
        SplittableRandom random = new SplittableRandom(6);
        float[][] rows = new float[100][2];
        for (float[] row : rows) {
            row[0] = (float) (2 * random.nextDouble() - 1);
            row[1] = (float) (2 * random.nextDouble() - 1);
        }
        return rows;
    }
}
