package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.MemoryPlan;
import dev.tinywright.features.InputStep;
import java.util.List;

/**
 * What an image would need, from the architecture alone: refused before training instead of after. Constants and static RAM
 * follow from what the generator writes, byte for byte. Code was measured in images built with arm-none-eabi-gcc 12.2;
 * another compiler gives other sizes. {@code FitPredictorTest} compares both with linked images.
 */
public final class FitPredictor {
    private static final long READING = 8;
    private static final long SCALING = 12;
    private static final long LIMITS = 8;
    private static final long LOG = 8;
    private static final long PRODUCT = 8;
    private static final long FACTOR = 8;
    /** Bias, multiplier and shift of a unit. */
    private static final long UNIT = 4 + 4 + 1;

    private static final long DENSE_QUANT = 24;
    private static final long SOFTMAX_QUANT = 12;

    /** The harness's table of measurements. */
    private static final long HARNESS_RAM = 144;

    private static final long USUAL_STACK = 200;

    private FitPredictor() {}

    /**
     * @param flashBytes of the image, start-up code and test harness included
     * @param flashError how far the image may be from it
     * @param staticRamBytes exact
     * @param ramBytes static data and usual stack
     * @param ramError how far the image's RAM may be from it
     */
    public record Prediction(long flashBytes, long flashError, long staticRamBytes, long ramBytes, long ramError) {}

    /**
     * @param readings that the application passes
     * @param steps that run on the device, in order
     * @param units of each layer, the last has one per class
     * @param forSize -Os instead of -O2
     */
    public static Prediction predict(
            Board board, int readings, List<InputStep> steps, List<Integer> units, boolean forSize) {
        Code code = Code.of(board.build().flags(), forSize);
        Image image = new Image(code.base(), readings * READING, readings);
        for (int i = 0; i < steps.size(); i++) {
            image = image.with(steps.get(i), code, steps.subList(0, i));
        }
        int features = image.columns();
        long flash = image.code() + image.constants() + features * FACTOR + SOFTMAX_QUANT;
        int inputs = features;
        for (int unit : units) {
            flash += (long) inputs * unit + unit * UNIT + DENSE_QUANT + code.layer();
            inputs = unit;
        }
        long staticRam = alignedTo(
                8, MemoryPlan.of(features, units).arenaBytes() + 4L * readings + alignedTo(4, inputs) + HARNESS_RAM);
        return new Prediction(flash, 400 + flash / 50, staticRam, staticRam + USUAL_STACK, USUAL_STACK);
    }

    private static long alignedTo(long unit, long bytes) {
        return (bytes + unit - 1) / unit * unit;
    }

    /**
     * An image as far as it goes.
     *
     * @param code bytes
     * @param constants bytes
     * @param columns that there are after the steps so far
     */
    private record Image(long code, long constants, int columns) {

        Image with(InputStep step, Code size, List<InputStep> before) {
            boolean again = before.stream().anyMatch(other -> other.getClass() == step.getClass());
            return switch (step) {
                case InputStep.Impute impute -> this;
                case InputStep.ClipOutliers clip -> plus(again ? 16 : size.clip(), columns * LIMITS, 0);
                case InputStep.Derive derive -> plus(again ? 80 : size.derive(), 0, 1);
                case InputStep.Log log -> plus(again ? 16 : size.log(), count(log.columns(), columns) * LOG, 0);
                case InputStep.Pairs pairs -> {
                    int of = count(pairs.columns(), columns);
                    int products = of * (of + 1) / 2;
                    yield plus(again ? 16 : size.pairs(), products * PRODUCT, products);
                }
                case InputStep.Standardize scale -> plus(scaled(before) ? 16 : size.scale(), columns * SCALING, 0);
                case InputStep.MinMax scale -> plus(scaled(before) ? 16 : size.scale(), columns * SCALING, 0);
                case InputStep.RobustScale scale -> plus(scaled(before) ? 16 : size.scale(), columns * SCALING, 0);
            };
        }

        /** The three ways of scaling share a kernel. */
        private static boolean scaled(List<InputStep> before) {
            return before.stream()
                    .anyMatch(step -> step instanceof InputStep.Standardize
                            || step instanceof InputStep.MinMax
                            || step instanceof InputStep.RobustScale);
        }

        private static int count(List<String> named, int all) {
            return named.isEmpty() ? all : named.size();
        }

        private Image plus(long codeBytes, long constantBytes, int moreColumns) {
            return new Image(code + codeBytes, constants + constantBytes, columns + moreColumns);
        }
    }

    /**
     * Bytes of code.
     *
     * @param base start-up, harness, the kernels that every model uses, and the model's own functions
     * @param layer a call
     * @param derive with the compiler's floating point where the core has none
     */
    private record Code(long base, long layer, long scale, long clip, long log, long pairs, long derive) {
        private static final Code THUMB = new Code(2796, 32, 304, 52, 496, 348, 1612);
        private static final Code THUMB_SIZE = new Code(2240, 25, 151, 42, 377, 265, 1600);
        private static final Code THUMB_2 = new Code(2455, 34, 263, 64, 442, 252, 110);
        private static final Code THUMB_2_SIZE = new Code(2000, 28, 146, 55, 393, 226, 100);

        static Code of(List<String> flags, boolean forSize) {
            if (flags.stream().anyMatch(flag -> flag.startsWith("-mcpu=cortex-m0"))) {
                return forSize ? THUMB_SIZE : THUMB;
            }
            return forSize ? THUMB_2_SIZE : THUMB_2;
        }
    }
}
