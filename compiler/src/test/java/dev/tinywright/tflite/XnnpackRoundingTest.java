package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import dev.tinywright.reference.Reference;
import dev.tinywright.reference.SumParameters;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Rounding;
import dev.tinywright.tflite.SampleNode.Kind;
import dev.tinywright.tflite.TensorFlowLite.Kernels;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where exactly {@link Rounding#SINGLE} is what XNNPACK computes. Its kernels for x86 bring sums back in float32: the sum as a float,
 * times the factor as a float, to the nearest whole number, halves to the even one. The product of a sum and a factor is then
 * off by up to four roundings of 2^-24 of its size. Hence the bytes are the same unless the exact product is that near to a half,
 * or is one.
 */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class XnnpackRoundingTest {
    private static final int GRAPHS = 60;
    private static final int RUNS = 4;

    /** Four roundings, and that of our multiplier. */
    private static final double FLOAT_ERROR = 5 * 0x1p-24;

    @ParameterizedTest
    @EnumSource(names = {"CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "FULLY_CONNECTED_PER_CHANNEL"})
    void theBytesAreTheSameButNextToAHalf(Kind kind) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(Long.getLong("seed", 12));
        Tally tally = new Tally();
        for (int i = 0; i < GRAPHS; i++) {
            Graph graph = SampleNode.of(kind, random);
            if (!OperatorAgreementTest.isPaddedWrong(graph)) {
                compare(graph, random, tally);
            }
        }
        assertThat(tally.outputs).isGreaterThan(3000);
        assertThat(tally.ofDoubleRounding)
                .as("what the other rounding does wrong")
                .isPositive();
    }

    private static void compare(Graph graph, RandomGenerator random, Tally tally) {
        byte[] file = GraphWriter.write(graph);
        Graph read = TfliteReader.read(file, "sample.tflite");
        try (TensorFlowLite xnnpack = new TensorFlowLite(file, Kernels.XNNPACK)) {
            for (int run = 0; run < RUNS; run++) {
                List<byte[]> x = SampleNode.inputs(graph, random);
                byte[] theirs = xnnpack.runAll(x).getFirst();
                tally.add(
                        new Sums(read, x.getFirst()),
                        theirs,
                        new Reference(read, Rounding.SINGLE).run(x).getFirst(),
                        new Reference(read, Rounding.DOUBLE).run(x).getFirst());
            }
        }
    }

    private static final class Tally {
        private int outputs;
        private int ofDoubleRounding;

        void add(Sums sums, byte[] theirs, byte[] once, byte[] twice) {
            for (int i = 0; i < theirs.length; i++) {
                outputs++;
                assertThat(theirs[i]).as("float32, %s", sums.text(i)).isEqualTo(sums.inFloat(i));
                if (once[i] != theirs[i]) {
                    assertThat(sums.isNextToAHalf(i)).as(sums.text(i)).isTrue();
                    assertThat(Math.abs(once[i] - theirs[i])).isEqualTo(1);
                }
                ofDoubleRounding += twice[i] != theirs[i] && !sums.isNextToAHalf(i) ? 1 : 0;
            }
        }
    }

    /** The sums of a network of one node, computed here once more. */
    private static final class Sums {
        private final Graph graph;
        private final Node node;
        private final SumParameters parameters;
        private final byte[] x;
        private final byte[] weights;
        private final int channels;

        Sums(Graph graph, byte[] x) {
            this.graph = graph;
            this.node = graph.nodes().getFirst();
            this.parameters = SumParameters.of(graph, node);
            this.x = x;
            this.weights = graph.in(node, 1).toBytes();
            this.channels = parameters.bias().length;
        }

        byte inFloat(int output) {
            int channel = output % channels;
            Scaling scaling = graph.in(node, 1).requiredScaling();
            float scale = scaling.scale(scaling.isPerChannel() ? channel : 0);
            float factor = graph.in(node, 0).scale() * scale / graph.out(node).scale();
            double steps = Math.rint((float) of(output) * factor);
            return (byte) Math.clamp(steps + parameters.outputZero(), parameters.min(), parameters.max());
        }

        boolean isNextToAHalf(int output) {
            Requantizer requantizer = parameters.requantizers().get(output % channels);
            long product = (long) of(output) * requantizer.multiplier();
            long half = 1L << (30 - requantizer.shift());
            long fromHalf = Math.abs((product & (2 * half - 1)) - half);
            return fromHalf <= Math.abs(product) * FLOAT_ERROR;
        }

        String text(int output) {
            return "sum %d, %s".formatted(of(output), parameters.requantizers().get(output % channels));
        }

        private int of(int output) {
            int sum =
                    switch (node.op()) {
                        case Op.Conv2d op -> slide(op.window(), output);
                        case Op.DepthwiseConv2d op -> slide(op.window(), output);
                        default -> row(output);
                    };
            return sum + parameters.bias()[output % channels];
        }

        private int row(int output) {
            int inputs = weights.length / channels;
            int sum = 0;
            for (int i = 0; i < inputs; i++) {
                sum += product(output / channels * inputs + i, output % channels * inputs + i);
            }
            return sum;
        }

        private int slide(Window window, int output) {
            Shape in = graph.in(node, 0).shape();
            Shape filter = graph.in(node, 1).shape();
            int pixel = output / channels;
            int width = graph.out(node).shape().width();
            int sum = 0;
            for (int tap = 0; tap < filter.height() * filter.width(); tap++) {
                int y = pixel / width * window.strideY()
                        - window.padding().top()
                        + tap / filter.width() * window.dilationY();
                int column = pixel % width * window.strideX()
                        - window.padding().left()
                        + tap % filter.width() * window.dilationX();
                if (y >= 0 && y < in.height() && column >= 0 && column < in.width()) {
                    sum += tap((y * in.width() + column) * in.channels(), tap, output % channels);
                }
            }
            return sum;
        }

        private int tap(int at, int tap, int channel) {
            int inputs = graph.in(node, 0).shape().channels();
            if (node.op() instanceof Op.DepthwiseConv2d op) {
                return product(at + channel / op.multiplier(), tap * channels + channel);
            }
            int taps = weights.length / channels / inputs;
            int sum = 0;
            for (int i = 0; i < inputs; i++) {
                sum += product(at + i, (channel * taps + tap) * inputs + i);
            }
            return sum;
        }

        private int product(int input, int weight) {
            return (x[input] - parameters.inputZero()) * weights[weight];
        }
    }
}
