package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Calls of {@code tw_depthwise_dsp_s8}: 3x3, one channel after another, two outputs at a time. */
final class DspDepthwise {
    private static final int CODE_BYTES = 1670;

    /** int16 of a line in scratch memory. */
    private static final int SPAN = 64;

    /** Lines in scratch memory at once, at most. */
    private static final int MOST_LINES = 10;

    private final DspSums sums;
    private final Shape input;
    private final Shape output;
    private final Window window;

    /** Whether lines are columns. */
    private final boolean upright;

    private DspDepthwise(DspSums sums, Shape input, Shape output, Window window, boolean upright) {
        this.sums = sums;
        this.input = input;
        this.output = output;
        this.window = window;
        this.upright = upright;
    }

    /** A DepthwiseConv2d, of weights (1, kernelY, kernelX, channels); nothing where the kernel cannot do it. */
    static List<KernelCall> of(Graph graph, Node node, Op.DepthwiseConv2d op) {
        Shape kernel = graph.in(node, 1).shape();
        Window window = op.window();
        boolean fits = kernel.height() == 3
                && kernel.width() == 3
                && op.multiplier() == 1
                && window.strideY() == window.strideX()
                && window.strideY() <= 2
                && window.dilationY() == 1
                && window.dilationX() == 1;
        return fits ? of3x3(graph, node, window) : List.of();
    }

    private static List<KernelCall> of3x3(Graph graph, Node node, Window window) {
        byte[] weights = graph.in(node, 1).toBytes();
        Shape input = graph.in(node, 0).shape();
        Shape output = graph.out(node).shape();
        int channels = output.channels();
        DspSums sums = new DspSums(graph, node, 3, 3, (channel, index) -> weights[index * channels + channel]);
        return !sums.areExactOneByOne()
                ? List.of()
                : Stream.of(false, true)
                        .map(upright -> new DspDepthwise(sums, input, output, window, upright))
                        .filter(DspDepthwise::fitsLine)
                        .map(DspDepthwise::call)
                        .toList();
    }

    private int stride() {
        return window.strideY();
    }

    private int outLines() {
        return upright ? output.width() : output.height();
    }

    private int outLength() {
        return upright ? output.height() : output.width();
    }

    private boolean fitsLine() {
        return (outLength() + 1) / 2 * 2 * stride() + 2 <= SPAN;
    }

    private int band() {
        return Math.min(outLines(), (MOST_LINES - 3) / stride() + 1);
    }

    private KernelCall call() {
        return new KernelCall(
                "tw_depthwise_dsp_s8",
                List.of(
                        new Constant("weights", "uint32_t", words(), "", 8),
                        Constant.int32("bias", sums.doubledBiases()),
                        Constant.int32("multiplier", sums.multipliers()),
                        sums.halfBits(),
                        Constant.parameters("depthwise", "tw_depthwise_dsp", parameters())),
                "tw_depthwise_dsp_s8({in0}, &{id}_depthwise, {out0}, {scratch});",
                ((band() - 1) * stride() + 3) * SPAN * 2,
                input.equals(output) && stride() == 1 ? List.of(Overlap.exactly(0)) : List.of(),
                9L * output.elements(),
                instructions(),
                CODE_BYTES,
                "a channel after another, 2 outputs at a time along " + (upright ? "columns" : "rows"));
    }

    private long instructions() {
        long lines = 35L * (upright ? input.width() : input.height()) + 3L * input.height() * input.width();
        return sums.channels() * (300L + lines + outLines() * (60L + 15L * outLength()));
    }

    /** Each of a channel's three lines of weights w0, w1, w2 as (w0, w1), (w1, w2), all doubled. */
    private long[] words() {
        return IntStream.range(0, sums.channels() * 6)
                .mapToLong(i -> {
                    int first = i % 2;
                    return DspSums.halfwords(weight(i / 6, i % 6 / 2, first), weight(i / 6, i % 6 / 2, first + 1));
                })
                .toArray();
    }

    private int weight(int channel, int line, int place) {
        return 2 * sums.weight(channel, upright ? 3 * place + line : 3 * line + place);
    }

    private String parameters() {
        int channels = sums.channels();
        return """
                .channels = %s,
                .lines = %s,
                .length = %s,
                .line_step = %s,
                .pixel_step = %s,
                .out_lines = %s,
                .out_length = %s,
                .out_line_step = %s,
                .out_pixel_step = %s,
                .stride = %s,
                .pad_line = %s,
                .pad_pixel = %s,
                .band = %s,
                .input_zero = %s,
                .output_factor = %s,
                .relu = %s,
                .low = %s,
                .high = %s,
                %s""".formatted(
                        channels,
                        upright ? input.width() : input.height(),
                        upright ? input.height() : input.width(),
                        upright ? channels : input.width() * channels,
                        upright ? input.width() * channels : channels,
                        outLines(),
                        outLength(),
                        upright ? channels : output.width() * channels,
                        upright ? output.width() * channels : channels,
                        stride(),
                        upright ? window.padding().left() : window.padding().top(),
                        upright ? window.padding().top() : window.padding().left(),
                        band(),
                        sums.inputZero(),
                        sums.outputFactor(),
                        sums.isRelu() ? 1 : 0,
                        sums.low(),
                        sums.high(),
                        sums.arrays());
    }
}
