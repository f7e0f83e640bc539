package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.reference.SumParameters;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Rounding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Constants of kernels for Helium, as {@code tw_mve.h} wants them: channels in fours, for each four its weights and then
 * three times four int32, bias, multiplier and shift. What lies behind the last channel is 0.
 */
final class MveSums {
    /** Bytes of the three times four int32. */
    static final int QUANT_BYTES = 48;

    /** Instructions per two pixels and four channels besides the sums themselves, as counted. */
    static final int FINISH_INSTRUCTIONS = 44;

    private final SumParameters parameters;
    private final Rounding rounding;
    private final int channels;

    MveSums(Graph graph, Node node, Rounding rounding) {
        this.parameters = SumParameters.of(graph, node);
        this.rounding = rounding;
        this.channels = parameters.bias().length;
    }

    /** Where a weight lies: channel and index in [0, depth). */
    interface Weights {
        byte at(int channel, int index);
    }

    int channels() {
        return channels;
    }

    int inputZero() {
        return parameters.inputZero();
    }

    static int roundUp(int number, int to) {
        return (number + to - 1) / to * to;
    }

    /** For each four channels [depth / 16][4][16] weights: a vector of each channel in turn. */
    Constant inSixteens(int depth, Weights weights) {
        int padded = roundUp(depth, 16);
        byte[] all = bytes(padded);
        ByteBuffer bytes = littleEndian(all);
        for (int first = 0; first < channels; first += 4) {
            for (int i = 0; i < 4 * padded; i++) {
                int channel = first + i / 16 % 4;
                int index = i / 64 * 16 + i % 16;
                bytes.put(channel < channels && index < depth ? weights.at(channel, index) : 0);
            }
            putChannels(bytes, first, depth, weights);
        }
        return Constant.int8("weights", all);
    }

    /** For each four channels [depth][4] weights. */
    Constant inFours(int depth, Weights weights) {
        byte[] all = bytes(depth);
        ByteBuffer bytes = littleEndian(all);
        for (int first = 0; first < channels; first += 4) {
            for (int i = 0; i < 4 * depth; i++) {
                int channel = first + i % 4;
                bytes.put(channel < channels ? weights.at(channel, i / 4) : 0);
            }
            putChannels(bytes, first, depth, weights);
        }
        return Constant.int8("weights", all);
    }

    /** Bias, multiplier and shift of each channel. */
    Constant quant(int depth, Weights weights) {
        int[] all = new int[3 * channels];
        for (int channel = 0; channel < channels; channel++) {
            all[3 * channel] = foldedBias(channel, depth, weights);
            all[3 * channel + 1] = requantizer(channel).multiplier();
            all[3 * channel + 2] = requantizer(channel).shift();
        }
        return Constant.int32("quant", all);
    }

    private byte[] bytes(int depth) {
        return new byte[roundUp(channels, 4) / 4 * (4 * depth + QUANT_BYTES)];
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void putChannels(ByteBuffer bytes, int first, int depth, Weights weights) {
        int end = first + 4;
        for (int channel = first; channel < end; channel++) {
            bytes.putInt(channel < channels ? foldedBias(channel, depth, weights) : 0);
        }
        for (int channel = first; channel < end; channel++) {
            bytes.putInt(channel < channels ? requantizer(channel).multiplier() : 0);
        }
        for (int channel = first; channel < end; channel++) {
            bytes.putInt(channel < channels ? requantizer(channel).shift() : 0);
        }
    }

    /** The input's zero point times all weights is the same for every pixel, since padding is the zero point too. */
    private int foldedBias(int channel, int depth, Weights weights) {
        int sum = 0;
        for (int i = 0; i < depth; i++) {
            sum += weights.at(channel, i);
        }
        return parameters.bias()[channel] - parameters.inputZero() * sum;
    }

    private Requantizer requantizer(int channel) {
        return parameters.requantizers().get(channel);
    }

    /** The initializer of a {@code tw_mve_output}, a member of the parameters. */
    String output() {
        return ".output = {.zero = %s, .min = %s, .max = %s, .rounding = %s},"
                .formatted(parameters.outputZero(), parameters.min(), parameters.max(), rounding());
    }

    /** Below a lower limit of zero or more it does not show how negative halves round; rounded once, they go up anyway. */
    private String rounding() {
        boolean once = rounding == Rounding.SINGLE;
        int most = once ? -1 : 0;
        List<Requantizer> all = parameters.requantizers();
        if (all.stream().anyMatch(requantizer -> requantizer.shift() > most)) {
            return "TW_MVE_ANY_SHIFT";
        }
        return once || parameters.min() >= parameters.outputZero() ? "TW_MVE_HALF_UP" : "TW_MVE_HALF_AWAY";
    }
}
