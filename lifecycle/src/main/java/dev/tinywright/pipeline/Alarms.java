package dev.tinywright.pipeline;

import dev.tinywright.features.Examples;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.model.DistanceModel;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.quantize.Reconstruction;
import dev.tinywright.reference.Reference;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Task;
import dev.tinywright.train.AnomalyScores;
import dev.tinywright.train.StandIns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The threshold of a device that knows what is normal. It is found on the scores that the integers of the device give to
 * normal examples which nothing was learned from, the validation part; no test example and no fault is looked at.
 */
final class Alarms {
    /** Share of normal checks that may raise an alarm where the task does not say. */
    static final double USUAL_RATE = 0.01;

    /** The threshold itself raises an alarm: just above the score that must not. */
    private static final double JUST_ABOVE = 1.0001;

    private Alarms() {}

    /**
     * A model that raises alarms.
     *
     * @param model in float, with the threshold where it has one of its own
     * @param network on integers; its output is the shares of normal and of anomaly
     */
    record Level(TrainedModel model, QuantizedModel network) {}

    /** Returns the share of normal checks that may raise an alarm. */
    static double rate(Task task) {
        return task.goal(Metric.FALSE_ALARMS).map(Goal::bound).orElse(USUAL_RATE);
    }

    /** @param model of what is normal: a distance, or a network that repeats its input */
    static Level level(Prepared prepared, TrainedModel model, QuantizeSettings settings, double rate) {
        float[][] training = prepared.data().training();
        if (model.layers().getFirst() instanceof DistanceModel distance) {
            QuantizedModel scoring = Quantizer.quantize(model, training, settings);
            float threshold = threshold(prepared, scoring, rate);
            TrainedModel alarming = new TrainedModel(model.inputShape(), List.of(distance.withThreshold(threshold)));
            return new Level(alarming, Quantizer.quantize(alarming, training, settings));
        }
        QuantizedModel repeating = Quantizer.quantize(model, training, settings);
        QuantizedModel scoring = Reconstruction.scoring(repeating, training);
        return new Level(model, Reconstruction.withAlarm(scoring, threshold(prepared, scoring, rate)));
    }

    private static float threshold(Prepared prepared, QuantizedModel scoring, double rate) {
        double[] normal = scores(prepared, scoring, prepared.validationExamples());
        return (float) Math.max(Float.MIN_NORMAL, AnomalyScores.threshold(normal, rate) * JUST_ABOVE);
    }

    /** Returns how the threshold was found, in a sentence. */
    static String method(Prepared prepared, double rate) {
        int scores = prepared.validationExamples().size();
        String share = String.format(Locale.ROOT, "%.3g %%", 100 * rate);
        return AnomalyScores.isEnough(scores, rate)
                ? "The threshold is the order statistic of " + scores + " normal validation scores that at most "
                        + share + " of all normal checks exceed, with 90 % confidence (Wilks 1941)."
                : "For " + share + " false alarms with 90 % confidence, " + AnomalyScores.needed(rate)
                        + " normal validation examples are needed, and there are " + scores
                        + ": the threshold lies above all of their scores, where an exponential tail fitted to the"
                        + " largest fifth, at the 90 % bound of its slope, has that share left (Pickands 1975).";
    }

    /** Returns the answers of the model in float to rows of features: 1 where it would raise an alarm. */
    static int[] inFloat(TrainedModel model, QuantizedModel network, float[][] features) {
        double threshold = threshold(network);
        return Arrays.stream(features)
                .mapToInt(row -> scoreInFloat(model, row) >= threshold ? 1 : 0)
                .toArray();
    }

    private static double scoreInFloat(TrainedModel model, float[] row) {
        if (model.layers().getFirst() instanceof DistanceModel distance) {
            return distance.score(row);
        }
        float[] repeated = model.logits(row);
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += ((double) row[i] - repeated[i]) * ((double) row[i] - repeated[i]);
        }
        return sum;
    }

    /** Returns the score at which an alarm begins. */
    static double threshold(QuantizedModel network) {
        Graph graph = network.graph();
        Node last = graph.nodes().getLast();
        return last.op() instanceof Op.Alarm(int steps)
                ? steps * (double) graph.in(last, 0).requiredScaling().scale(0)
                : Double.NaN;
    }

    /** Returns the score of each example, from the integers of the device; the alarm at the end of a network is left out. */
    static double[] scores(Prepared prepared, QuantizedModel network, Examples examples) {
        Graph scoring = withoutAlarm(network.graph());
        Reference reference = new Reference(scoring);
        double scale =
                scoring.tensor(scoring.outputs().getFirst()).requiredScaling().scale(0);
        return IntStream.range(0, examples.size())
                .mapToObj(examples::get)
                .map(row -> prepared.inputs().networkInput(row, network.input()))
                .mapToDouble(
                        input -> scale * steps(reference.run(List.of(input)).getFirst()))
                .toArray();
    }

    private static int steps(byte[] score) {
        return ByteBuffer.wrap(score).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static Graph withoutAlarm(Graph graph) {
        Node last = graph.nodes().getLast();
        if (!(last.op() instanceof Op.Alarm)) {
            return graph;
        }
        int output = last.outputs().getFirst();
        return new Graph(
                graph.name(),
                graph.tensors().subList(0, output),
                graph.nodes().subList(0, graph.nodes().size() - 1),
                graph.inputs(),
                List.of(last.inputs().getFirst()),
                graph.states());
    }

    /**
     * Returns which share of stand-ins for faults a network finds, the mean over their kinds: what to choose by where no fault
     * may be looked at.
     */
    static double standInsFound(Prepared prepared, QuantizedModel network) {
        double threshold = threshold(network);
        return StandIns.of(
                        prepared.dataset().format(),
                        prepared.validationExamples(),
                        prepared.plan().split().seed())
                .stream()
                .mapToDouble(kind -> found(scores(prepared, network, kind.examples()), threshold))
                .average()
                .orElse(0);
    }

    private static double found(double[] scores, double threshold) {
        return Arrays.stream(scores).filter(score -> score >= threshold).count() / (double) Math.max(1, scores.length);
    }
}
