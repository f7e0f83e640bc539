package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import java.util.List;
import java.util.stream.IntStream;

/** Calls of {@code tw_pointwise_dsp_s8}: 1x1 over 8 or 16 channels, one filter after another over some pixels. */
final class DspPointwise {
    private static final int CODE_BYTES = 740;

    /** Pixels at once, at most; more hardly save anything. */
    private static final int MOST_TOGETHER = 32;

    private final DspSums sums;
    private final int pixels;
    private final int channels;

    private DspPointwise(DspSums sums, int pixels, int channels) {
        this.sums = sums;
        this.pixels = pixels;
        this.channels = channels;
    }

    /** A Conv2d, of weights (filters, 1, 1, channels); nothing where the kernel cannot do it. */
    static List<KernelCall> of(Graph graph, Node node, Window window) {
        Shape kernel = graph.in(node, 1).shape();
        int channels = graph.in(node, 0).shape().channels();
        boolean fits = kernel.height() == 1
                && kernel.width() == 1
                && window.strideY() == 1
                && window.strideX() == 1
                && (channels == 8 || channels == 16);
        return fits ? overFew(graph, node, channels) : List.of();
    }

    private static List<KernelCall> overFew(Graph graph, Node node, int channels) {
        byte[] weights = graph.in(node, 1).toBytes();
        Shape output = graph.out(node).shape();
        DspSums sums = new DspSums(graph, node, 1, channels, (filter, index) -> weights[filter * channels + index]);
        DspPointwise pointwise = new DspPointwise(sums, output.height() * output.width(), channels);
        return sums.areExactOneByOne() && sums.isRelu() && pointwise.together() > 0
                ? List.of(pointwise.call())
                : List.of();
    }

    /** A multiple of 4 that divides the number of pixels; 0 where there is none. */
    private int together() {
        return IntStream.rangeClosed(1, MOST_TOGETHER / 4)
                .map(fours -> 4 * fours)
                .filter(count -> pixels % count == 0)
                .max()
                .orElse(0);
    }

    private KernelCall call() {
        return new KernelCall(
                "tw_pointwise_dsp_s8",
                List.of(
                        new Constant("weights", "uint32_t", words(), "", 8),
                        Constant.int32("bias", sums.doubledBiases()),
                        Constant.int32("multiplier", sums.multipliers()),
                        sums.halfBits(),
                        Constant.parameters("pointwise", "tw_pointwise_dsp", parameters())),
                "tw_pointwise_dsp_s8({in0}, &{id}_pointwise, {out0}, {scratch});",
                2 * together() * channels,
                List.of(new Overlap(0, lead())),
                (long) pixels * sums.channels() * channels,
                instructions(),
                CODE_BYTES,
                "a filter after another with its weights in registers, %s pixels at once".formatted(together()));
    }

    private long instructions() {
        int output = channels == 8 ? 13 : 21;
        return pixels / together() * (30L + 45L * sums.channels())
                + pixels * (channels * 3L / 2 + (long) output * sums.channels());
    }

    /** The pixels of a group have been read when they are written, those behind it have not. */
    private int lead() {
        int more = sums.channels() - channels;
        int before = more > 0 ? pixels - together() : together();
        return before == pixels || before == 0 ? -pixels * channels : before * more;
    }

    private long[] words() {
        return IntStream.range(0, sums.channels() * channels / 2)
                .mapToLong(i -> {
                    int place = i * 2 % channels;
                    return word(i * 2 / channels, place / 4 * 4 + place % 4 / 2);
                })
                .toArray();
    }

    private long word(int filter, int index) {
        return DspSums.halfwords(2 * sums.weight(filter, index), 2 * sums.weight(filter, index + 2));
    }

    private String parameters() {
        return """
                .pixels = %s,
                .channels = %s,
                .filters = %s,
                .together = %s,
                .output_factor = %s,
                .low = %s,
                .high = %s,
                %s""".formatted(
                        pixels,
                        channels,
                        sums.channels(),
                        together(),
                        sums.outputFactor(),
                        sums.low(),
                        sums.high(),
                        sums.arrays());
    }
}
