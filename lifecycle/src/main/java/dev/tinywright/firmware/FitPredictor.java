package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.MemoryPlan;
import dev.tinywright.features.InputStep;
import java.util.List;

/**
 * What an image would need, from the architecture alone: refused before training instead of after. Constants and static RAM
 * follow from the sizes; code is a small table of measured sizes, {@link CodeSizes}. {@code FitPredictorTest} compares the
 * predictions with linked images.
 */
public final class FitPredictor {
    /** Bytes of the structs in {@code tw_input.h}, {@code tw_dense_s8.h} and {@code tw_softmax_s8.h}. */
    private static final int READING = 8,
            FACTOR = 8,
            LIMITS = 8,
            LOG = 8,
            PRODUCT = 8,
            SCALING = 12,
            DENSE = 24,
            AVR_DENSE = 20, // its pointers have 2 bytes
            SOFTMAX = 12;
    /** Bias, multiplier and shift of a unit. */
    private static final int UNIT = 4 + 4 + 1;

    /** The harness's record of measurements. */
    private static final int HARNESS_RAM = 36 * 4;

    private static final int AVR_HARNESS_RAM = 2;

    private static final long USUAL_STACK = 180;
    private static final long USUAL_AVR_STACK = 130;

    private FitPredictor() {}

    static long usualStack(Board board) {
        return board.isAvr() ? USUAL_AVR_STACK : USUAL_STACK;
    }

    /**
     * @param flashError how far the image's flash may be from it
     * @param ramBytes static data and usual stack
     * @param ramError how far the image's RAM, with its stack, may be from it
     */
    public record Prediction(long flashBytes, long flashError, long ramBytes, long ramError) {}

    /**
     * @param readings that the application passes
     * @param steps between the readings and the network, in order
     * @param units of each layer, the last has one per class
     * @param forSize -Os instead of -O2
     */
    public static Prediction predict(
            Board board, int readings, List<InputStep> steps, List<Integer> units, boolean forSize) {
        CodeSizes sizes = CodeSizes.of(board.build().flags(), forSize);
        long code = sizes.code(steps, units.size());
        long constants = (long) READING * readings + SOFTMAX;
        int columns = readings;
        for (InputStep step : steps) {
            constants += constants(step, columns);
            columns += added(step, columns);
        }
        constants += (long) FACTOR * columns + network(columns, units, board.isAvr() ? AVR_DENSE : DENSE);
        long flash = code + constants;
        long data = MemoryPlan.of(columns, units).arenaBytes()
                + 4L * readings
                + units.getLast()
                + (board.isAvr() ? AVR_HARNESS_RAM : HARNESS_RAM);
        long ram = board.isAvr() ? data : (data + 7) / 8 * 8; // elsewhere the stack below is aligned
        long derives = steps.stream().filter(InputStep.Derive.class::isInstance).count();
        // on AVR the kernels share much of the compiler's library, which the table counts for each
        long shared = board.isAvr() ? flash / 12 : 0;
        long stack = usualStack(board);
        return new Prediction(
                flash, 100 + flash / 50 + shared + derives * sizes.deriveError(), ram + stack, stack * 2 / 3);
    }

    private static long network(int features, List<Integer> units, int dense) {
        long bytes = 0;
        int inputs = features;
        for (int unit : units) {
            bytes += (long) inputs * unit + (long) UNIT * unit + dense;
            inputs = unit;
        }
        return bytes;
    }

    private static long constants(InputStep step, int columns) {
        return switch (step) {
            case InputStep.Impute impute -> 0;
            case InputStep.Derive derive -> 0; // its numbers are in the code
            case InputStep.ClipOutliers clip -> (long) LIMITS * columns;
            case InputStep.Log log -> (long) LOG * chosen(log.columns(), columns);
            case InputStep.Pairs pairs -> (long) PRODUCT * added(pairs, columns);
            case InputStep.Standardize scale -> (long) SCALING * columns;
            case InputStep.MinMax scale -> (long) SCALING * columns;
            case InputStep.RobustScale scale -> (long) SCALING * columns;
        };
    }

    private static int added(InputStep step, int columns) {
        return switch (step) {
            case InputStep.Derive derive -> 1;
            case InputStep.Pairs pairs -> {
                int of = chosen(pairs.columns(), columns);
                yield of * (of + 1) / 2;
            }
            default -> 0;
        };
    }

    private static int chosen(List<String> names, int columns) {
        return names.isEmpty() ? columns : names.size();
    }
}
