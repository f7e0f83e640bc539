package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;

/** Filters over features and then over time; the state holds the last features of each filter, the newest last. */
final class Svdf implements Kernel {
    private final SvdfParameters parameters;
    private final int features;
    private final int filters;
    private final int memory;
    private final int rank;
    private final DataType timeType;
    private final DataType stateType;
    private final int[] bias;

    Svdf(Graph graph, Node node, Op.Svdf op) {
        this.parameters = SvdfParameters.of(graph, node);
        this.features = graph.in(node, 1).shape().dim(1);
        this.filters = graph.in(node, 1).shape().dim(0);
        this.memory = graph.in(node, 2).shape().dim(1);
        this.rank = op.rank();
        this.timeType = graph.in(node, 2).type();
        this.stateType = graph.in(node, 4).type();
        this.bias = graph.input(node, 3).map(Tensor::ints).orElseGet(() -> new int[filters / rank]);
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        byte[] state = in[4];
        // Each filter loses its oldest feature; its newest is written below.
        System.arraycopy(state, stateType.bytes(), state, 0, state.length - stateType.bytes());
        for (int filter = 0; filter < filters; filter++) {
            Elements.put(state, stateType, filter * memory + memory - 1, feature(in[0], in[1], filter));
        }
        for (int unit = 0; unit < bias.length; unit++) {
            int sum = bias[unit];
            for (int filter = unit * rank; filter < (unit + 1) * rank; filter++) {
                sum += overTime(state, in[2], filter * memory);
            }
            out[0][unit] =
                    (byte) Math.clamp(parameters.output().apply(sum) + (long) parameters.outputZero(), -128, 127);
        }
    }

    private int feature(byte[] x, byte[] w, int filter) {
        int sum = Convolution.dot(x, 0, parameters.inputZero(), w, filter * features, features);
        int feature = parameters.feature().apply(sum);
        return Math.clamp(feature, Elements.lowest(stateType), Elements.highest(stateType)) + parameters.stateZero();
    }

    private int overTime(byte[] state, byte[] time, int from) {
        int sum = 0;
        for (int i = from; i < from + memory; i++) {
            sum += (Elements.get(state, stateType, i) - parameters.stateZero()) * Elements.get(time, timeType, i);
        }
        return sum;
    }
}
