package dev.tinywright.quantize;

import dev.tinywright.graph.Graph;
import dev.tinywright.model.CentreWeights;
import dev.tinywright.model.DistanceModel;
import dev.tinywright.model.ForestWeights;
import dev.tinywright.model.WhiteningWeights;
import dev.tinywright.model.WholeModel;
import dev.tinywright.tensor.Quantization;

/** Models that are no networks, in integers. */
final class WholeGraph {
    /** Of the range of what is normal: so much is left at each end for what is not. */
    private static final float ROOM = 0.5f;

    private WholeGraph() {}

    /** @param features of the training part, float32, (n, features), n at least 1 */
    static Graph of(WholeModel model, float[][] features, QuantizeSettings.Head head) {
        return switch (model) {
            case ForestWeights forest when head == QuantizeSettings.Head.CLASSES -> ForestGraph.ofClasses(forest);
            case ForestWeights forest -> ForestGraph.ofNumbers(forest);
            case DistanceModel distance -> {
                double largest = Math.max(distance.threshold(), largest(distance, features));
                Graph scores = score(distance, input(features), largest);
                yield distance.threshold() > 0 ? DistanceGraph.withAlarm(scores, distance.threshold()) : scores;
            }
        };
    }

    private static Graph score(DistanceModel model, Quantization input, double largest) {
        return switch (model) {
            case CentreWeights centres -> DistanceGraph.of(centres, input, largest);
            case WhiteningWeights rows -> DistanceGraph.of(rows, input, largest);
        };
    }

    private static Quantization input(float[][] features) {
        float least = 0;
        float largest = 0;
        for (float[] row : features) {
            for (float value : row) {
                Quantizer.checkNumber(
                        value,
                        "a value of the input features",
                        "quantize",
                        "scale the features, for example with standardize");
                least = Math.min(least, value);
                largest = Math.max(largest, value);
            }
        }
        float room = ROOM * (largest - least) / 2;
        return new ActivationRange(least - room, largest + room).quantization(1e-15f);
    }

    private static double largest(DistanceModel model, float[][] features) {
        double largest = 0;
        for (float[] row : features) {
            largest = Math.max(largest, model.score(row));
        }
        return largest;
    }
}
