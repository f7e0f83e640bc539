package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.MemoryPlan;
import java.util.List;
import java.util.Locale;

/**
 * What an image would need, from the architecture alone: refused before training instead of after. {@code FitPredictorTest}
 * compares it with linked images.
 */
public final class FitPredictor {
    private FitPredictor() {}

    /**
     * @param flashError how far the image's flash may be from it
     * @param ramBytes static data and usual stack
     * @param ramError how far the image's RAM may be from it
     */
    public record Prediction(long flashBytes, long flashError, long ramBytes, long ramError) {}

    /**
     * @param readings that the application passes
     * @param features that the network sees
     * @param units of each layer, the last has one per class
     */
    public static Prediction predict(Board board, int readings, int features, List<Integer> units) {
        Base base = Base.of(board.build().flags());
        long flash = base.codeBytes() + 24L * features + 8L * readings;
        int inputs = features;
        for (int unit : units) {
            flash += (long) inputs * unit + 9L * unit + 60;
            inputs = unit;
        }
        flash += 24L * inputs; // labels
        long classes = inputs;
        long ram = MemoryPlan.of(features, units).arenaBytes() + 4L * readings + classes + HARNESS_RAM;
        return new Prediction(flash, 700 + flash / 20, ram + USUAL_STACK, USUAL_STACK);
    }

    /** The harness's table of measurements and handles. */
    private static final long HARNESS_RAM = 160;

    private static final long USUAL_STACK = 200;

    /** @param codeBytes start-up, harness, kernels and the model's code, for an empty model */
    private record Base(long codeBytes) {
        static Base of(List<String> flags) {
            String core = flags.toString().toLowerCase(Locale.ROOT);
            return new Base(core.contains("m0") ? 2600 : 2000);
        }
    }
}
