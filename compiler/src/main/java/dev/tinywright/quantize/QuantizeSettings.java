package dev.tinywright.quantize;

import dev.tinywright.diag.TinywrightException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a network becomes one on integers.
 *
 * @param head what the network answers
 * @param ranges how the range of each activation is found
 * @param percentile in (50, 100], of {@link Ranges#PERCENTILE}: the share {@code 100 − percentile} of the values at each end
 *     is left to saturate; 100 keeps all
 * @param equalize whether channels are brought to equal ranges first, see {@link Equalization}
 * @param correctBias whether biases make up for the mean error of the weights, see {@link BiasCorrection}
 * @param known ranges that training found, by the name of the layer whose output it is, {@code input} for the network's input
 * @param wide names of layers whose output is int16 instead of int8: 256 times finer, for twice the memory and more time. What
 *     reads such an output computes on int16 as well ({@link NetworkGraph})
 */
public record QuantizeSettings(
        Head head,
        Ranges ranges,
        double percentile,
        boolean equalize,
        boolean correctBias,
        Map<String, ActivationRange> known,
        Set<String> wide) {
    public QuantizeSettings {
        known = Map.copyOf(known);
        wide = Collections.unmodifiableSet(new TreeSet<>(wide)); // in an order, for texts
        if (!(percentile > 50 && percentile <= 100)) {
            throw TinywrightException.usage(
                    "quantize.percentile must be above 50 and at most 100, is " + percentile,
                    "quantize",
                    "100 keeps every calibration value; 99.9 leaves out the outermost thousandth at each end");
        }
    }

    /** What a network answers. */
    public enum Head {
        /** Shares of classes: a softmax follows the last layer. */
        CLASSES,
        /** Numbers: the last layer's outputs as they are. */
        NUMBERS
    }

    /** How the range of an activation is found in its values on calibration data. */
    public enum Ranges {
        PERCENTILE,
        /** The range in which int8 has the least squared error. */
        LEAST_ERROR
    }

    /** Ranges by percentile, and the weights as they are. */
    public static QuantizeSettings of(Head head, double percentile) {
        return new QuantizeSettings(head, Ranges.PERCENTILE, percentile, false, false, Map.of(), Set.of());
    }

    public QuantizeSettings withRanges(Ranges other, double otherPercentile) {
        return new QuantizeSettings(head, other, otherPercentile, equalize, correctBias, known, wide);
    }

    public QuantizeSettings withEqualization(boolean yes) {
        return new QuantizeSettings(head, ranges, percentile, yes, correctBias, known, wide);
    }

    public QuantizeSettings withBiasCorrection(boolean yes) {
        return new QuantizeSettings(head, ranges, percentile, equalize, yes, known, wide);
    }

    /** With ranges that quantization-aware training found. */
    public QuantizeSettings withKnown(Map<String, ActivationRange> trained) {
        return new QuantizeSettings(head, ranges, percentile, equalize, correctBias, trained, wide);
    }

    /** With int16 for the outputs of these layers and no others. */
    public QuantizeSettings withWide(Set<String> layers) {
        return new QuantizeSettings(head, ranges, percentile, equalize, correctBias, known, layers);
    }

    /** Returns such as "least squared error, equalized channels, corrected biases". */
    public String describe() {
        String how = ranges == Ranges.LEAST_ERROR
                ? "least squared error"
                : percentile == 100 ? "whole ranges" : "percentile " + percentile;
        return how
                + (equalize ? ", equalized channels" : "")
                + (correctBias ? ", corrected biases" : "")
                + (wide.isEmpty() ? "" : ", int16 after " + String.join(", ", wide));
    }
}
