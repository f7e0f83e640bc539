package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.SignalStep;
import dev.tinywright.lower.Step;
import dev.tinywright.lower.Target;
import dev.tinywright.memory.Placement;
import java.util.List;
import java.util.Map;

/**
 * What an image would need, from the architecture alone: refused before training instead of after. Constants and static RAM
 * are those of a {@link StandIn}; code is a small table of measured sizes, {@link CodeSizes}. {@code FitPredictorTest} compares the
 * predictions with linked images.
 */
public final class FitPredictor {
    /** Bytes of the structs in {@code tw_input.h}. */
    private static final int READING = 8, FACTOR = 8, LIMITS = 8, LOG = 8, PRODUCT = 8, SCALING = 12;

    /** Bytes of a kernel's parameters. */
    private static final Map<String, Integer> PARAMETERS =
            Map.of("tw_matrix_s8", 28, "tw_dense_dsp_s8", 40, "tw_dense_mve_s8", 36, "tw_softmax_s8", 12);

    /** AVR's pointers have 2 bytes. */
    private static final Map<String, Integer> AVR_PARAMETERS = Map.of("tw_matrix_s8", 20, "tw_softmax_s8", 12);

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
        long constants = (long) READING * readings;
        int columns = readings;
        for (InputStep step : steps) {
            constants += constants(step, columns);
            columns += added(step, columns);
        }
        Placement network = StandIn.placed(
                columns, units, Cores.target(board, forSize ? Target.Optimize.SIZE : Target.Optimize.SPEED));
        constants += (long) FACTOR * columns + network(network, board.isAvr() ? AVR_PARAMETERS : PARAMETERS);
        long flash = sizes.code(steps, network) + constants;
        long data = network.arenaBytes()
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

    private static long network(Placement network, Map<String, Integer> parameters) {
        return network.program().steps().stream()
                .map(Step::call)
                .mapToLong(call -> call.constantBytes() + parameters.getOrDefault(call.kernel(), 0))
                .sum();
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
            case SignalStep signal -> 0;
            case PictureStep picture -> 0;
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
