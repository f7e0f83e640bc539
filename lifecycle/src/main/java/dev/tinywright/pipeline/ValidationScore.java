package dev.tinywright.pipeline;

import dev.tinywright.model.FloatNetwork;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.pipeline.Ready.Measure;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Quantization;
import dev.tinywright.train.NumberErrors;
import dev.tinywright.train.TrainingData;
import java.util.List;
import java.util.stream.IntStream;

/** How well a network answers on validation examples, in float and on integers: as many as seconds allow, evenly spread. */
final class ValidationScore {
    /** Multiplications that a score on integers spends. */
    private static final double MOST_MACS = 6e8;

    private static final int FEWEST = 60;
    private static final int MOST = 2000;

    private final TrainingData data;
    private final int[] kept;
    private final float[][] features;
    private final float[][] inFloat;
    /** Added to what the network gives. */
    private final float offset;

    /**
     * @param model less by {@code offset}
     */
    ValidationScore(Prepared prepared, TrainedModel model, float offset) {
        this.offset = offset;
        data = prepared.data();
        int rows = data.validation().length;
        int count = Math.min(rows, (int) Math.clamp(MOST_MACS / Math.max(1, model.macs()), FEWEST, MOST));
        kept = IntStream.range(0, count)
                .map(i -> (int) ((long) i * rows / count))
                .toArray();
        features = RowSample.rows(data.validation(), kept);
        inFloat = new FloatNetwork(model).logits(features);
    }

    int examples() {
        return kept.length;
    }

    Measure measure() {
        return switch (data.targets()) {
            case TrainingData.Classes _ -> Measure.ACCURACY;
            case TrainingData.Numbers _ -> Measure.ERROR;
            case TrainingData.Same _ -> Measure.DISTANCE;
        };
    }

    double ofFloat() {
        return score(inFloat);
    }

    double of(QuantizedModel network) {
        return score(answers(network));
    }

    private double score(float[][] answers) {
        return switch (data.targets()) {
            case TrainingData.Classes(int[] _, int[] wanted, int _) -> accuracy(answers, wanted);
            case TrainingData.Numbers(float[] _, float[] wanted) -> {
                float[] numbers = new float[answers.length];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = answers[i][0] + offset;
                }
                yield -NumberErrors.of(RowSample.numbers(wanted, kept), numbers).mae();
            }
            case TrainingData.Same _ -> -distance(answers);
        };
    }

    private double accuracy(float[][] answers, int[] wanted) {
        long right = IntStream.range(0, kept.length)
                .filter(i -> largest(answers[i]) == wanted[kept[i]])
                .count();
        return (double) right / Math.max(1, kept.length);
    }

    private double distance(float[][] answers) {
        double all = 0;
        double off = 0;
        for (int i = 0; i < answers.length; i++) {
            double before = squared(features[i], inFloat[i]);
            all += before;
            off += Math.abs(squared(features[i], answers[i]) - before);
        }
        return all == 0 ? off : off / all;
    }

    private static double squared(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
        }
        return sum;
    }

    /** Returns the first of the largest, as the device does. */
    private static int largest(float[] answer) {
        int best = 0;
        for (int i = 1; i < answer.length; i++) {
            best = answer[i] > answer[best] ? i : best;
        }
        return best;
    }

    private float[][] answers(QuantizedModel network) {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), Math.max(1, features.length));
        float[][] answers = new float[features.length][];
        IntStream.range(0, threads).parallel().forEach(t -> {
            Reference reference = new Reference(network.graph());
            for (int i = t; i < answers.length; i += threads) {
                answers[i] = answer(network, reference, features[i]);
            }
        });
        return answers;
    }

    private static float[] answer(QuantizedModel network, Reference reference, float[] row) {
        Quantization in = network.input();
        byte[] input = new byte[row.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = in.quantize(row[i]);
        }
        byte[] output = reference.run(List.of(input)).getFirst();
        boolean wide = output.length == 2 * network.outputs();
        float[] answer = new float[network.outputs()];
        for (int i = 0; i < answer.length; i++) {
            answer[i] = network.output().real(wide ? output[2 * i] & 0xff | output[2 * i + 1] << 8 : output[i]);
        }
        return answer;
    }
}
