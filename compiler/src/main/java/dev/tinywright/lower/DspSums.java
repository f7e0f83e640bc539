package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.reference.SumParameters;
import dev.tinywright.tensor.Requantizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Constants of the kernels with packed 16-bit arithmetic: channels in pairs, two weights of a pair in each halfword, as {@code
 * tw_conv_dsp_s8.h} describes; zero points of inputs folded into biases.
 */
final class DspSums {
    /** The largest that {@code half_bits} may be; one more would move the output's zero point out of int32. */
    private static final int MOST_HALF_BITS = 21;

    private final SumParameters parameters;
    private final int rows;
    private final int row;
    private final int length;
    private final Weights weights;
    private final int channels;

    /** A channel's weights are {@code rows} of {@code row}, which are filled up to words of four. */
    DspSums(Graph graph, Node node, int rows, int row, Weights weights) {
        this.parameters = SumParameters.of(graph, node);
        this.rows = rows;
        this.row = row;
        this.length = rows * row;
        this.weights = weights;
        this.channels = parameters.bias().length;
    }

    /** Where a weight lies: channel and index in [0, length). */
    interface Weights {
        byte at(int channel, int index);
    }

    int channels() {
        return channels;
    }

    /** The length of a row with the zeros behind it. */
    int rowDepth() {
        return (row + 3) / 4 * 4;
    }

    int depth() {
        return rows * rowDepth();
    }

    /** Whether what the kernels compute is exact for every input; it is for all but strange networks. */
    boolean areExact() {
        return IntStream.range(0, channels).allMatch(channel -> fits(requantizer(channel)) && fits(channel))
                && fitHalfwords();
    }

    /** The same for a kernel that keeps each channel to itself. */
    boolean areExactOneByOne() {
        return IntStream.range(0, channels).allMatch(channel -> fits(requantizer(channel)) && fits(channel, 1 << 29));
    }

    /** Whether every requantizer has a right shift, which is to say a factor below one half. */
    static boolean fits(Requantizer requantizer) {
        return requantizer.multiplier() == 0
                || (requantizer.shift() <= -1 && requantizer.shift() >= -1 - MOST_HALF_BITS);
    }

    /** Sums of second channels are found in the upper 24 bits. */
    private boolean fits(int channel) {
        return fits(channel, channel % 2 == 1 ? 1 << 23 : 1 << 29);
    }

    private boolean fits(int channel, long limit) {
        long least = foldedBias(channel);
        long most = least;
        for (int i = 0; i < length; i++) {
            long weight = weights.at(channel, i);
            least += weight * (weight > 0 ? -128 : 127);
            most += weight * (weight > 0 ? 127 : -128);
        }
        return least > -limit && most < limit;
    }

    private boolean fitHalfwords() {
        for (int channel = 0; channel < channels; channel += 2) {
            for (int i = 0; i < length; i++) {
                if (256 * weight(channel + 1, i) + weight(channel, i) < Short.MIN_VALUE) {
                    return false;
                }
            }
        }
        return true;
    }

    int weight(int channel, int index) {
        return channel < channels && index < length ? weights.at(channel, index) : 0;
    }

    /** Two weights in a halfword; {@code k} counts what rows are filled up with. */
    private int both(int channel, int k) {
        int index = k / rowDepth() * row + k % rowDepth();
        return k % rowDepth() < row ? 256 * weight(channel + 1, index) + weight(channel, index) : 0;
    }

    /** The input's zero point times all weights is the same everywhere, since padding is the zero point too. */
    private long foldedBias(int channel) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += weights.at(channel, i);
        }
        return parameters.bias()[channel] - parameters.inputZero() * sum;
    }

    private Requantizer requantizer(int channel) {
        return parameters.requantizers().get(channel);
    }

    /** What {@code tw_conv_dsp_s8.h} calls blocks: the same numbers as those of the arrays, as they are read. */
    Constant blocks() {
        int[] biases = biases();
        List<Long> words = new ArrayList<>();
        for (int channel = 0; channel < channels; channel += together(channel)) {
            addBlock(channel, together(channel), biases, words);
        }
        return new Constant("blocks", "uint32_t", longs(words), "", 8);
    }

    /** Channels of the block that begins with this one. */
    private int together(int channel) {
        return channels - channel >= 3 ? 4 : 2;
    }

    private void addBlock(int first, int together, int[] biases, List<Long> words) {
        int end = first + together;
        IntStream.range(first, end).forEach(i -> words.add(i < biases.length ? biases[i] & 0xFFFFFFFFL : 0));
        addPairs(first, together, words);
        IntStream.range(first, end)
                .forEach(i -> words.add(i < channels ? (long) requantizer(i).multiplier() : 0));
        long bits = 0;
        for (int i = first; i < Math.min(end, channels); i++) {
            bits |= (long) halfBits(i) << 8 * (i - first);
        }
        words.add(bits);
        words.add(0L);
    }

    /** All four arrays. */
    List<Constant> constants() {
        return List.of(
                new Constant("weights", "uint32_t", pairs(), "", 8),
                Constant.int32("bias", biases()),
                Constant.int32("multiplier", multipliers()),
                halfBits());
    }

    private long[] pairs() {
        List<Long> words = new ArrayList<>();
        for (int channel = 0; channel < channels; channel += together(channel)) {
            addPairs(channel, together(channel), words);
        }
        return longs(words);
    }

    private void addPairs(int first, int together, List<Long> words) {
        for (int quad = 0; quad < depth(); quad += 4) {
            for (int i = 0; i < together; i++) {
                words.add(word(first + i * 2 % together, quad + i * 2 / together));
            }
        }
    }

    private static long[] longs(List<Long> words) {
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    private long word(int channel, int index) {
        return halfwords(both(channel, index), both(channel, index + 2));
    }

    static long halfwords(int low, int high) {
        return (low & 0xFFFFL) | (high & 0xFFFFL) << 16;
    }

    private int[] biases() {
        int[] biases = new int[channels + 1 & ~1];
        for (int channel = 0; channel < channels; channel += 2) {
            int first = (int) foldedBias(channel);
            int second = channel + 1 < channels ? (int) foldedBias(channel + 1) : 0;
            biases[channel] = 256 * second + first;
            biases[channel + 1] = first;
        }
        return biases;
    }

    /** For kernels that keep each channel to itself; doubled, which saves doing it for each output. */
    int[] doubledBiases() {
        return IntStream.range(0, channels)
                .map(channel -> 2 * (int) foldedBias(channel))
                .toArray();
    }

    int[] multipliers() {
        return parameters.requantizers().stream()
                .mapToInt(Requantizer::multiplier)
                .toArray();
    }

    /** A factor of 0 gives 0 whatever the shift. */
    int halfBits(int channel) {
        return requantizer(channel).multiplier() == 0
                ? 0
                : -requantizer(channel).shift() - 1;
    }

    Constant halfBits() {
        long[] bits =
                IntStream.range(0, channels).map(this::halfBits).asLongStream().toArray();
        return new Constant("half_bits", "uint8_t", bits, "", 1);
    }

    int inputZero() {
        return parameters.inputZero();
    }

    int outputFactor() {
        return 2 * parameters.outputZero() + 1;
    }

    int low() {
        return parameters.min();
    }

    int high() {
        return parameters.max();
    }

    /** Whether it does not show how negative halves round. */
    boolean isRelu() {
        return parameters.min() >= parameters.outputZero();
    }

    /** The last lines of every kernel's parameters. */
    String arrays() {
        return """
                .weights = {id}_weights,
                .bias = {id}_bias,
                .multiplier = {id}_multiplier,
                .half_bits = {id}_half_bits,
                """;
    }
}
