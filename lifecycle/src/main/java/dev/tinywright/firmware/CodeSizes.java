package dev.tinywright.firmware;

import dev.tinywright.features.InputStep;
import java.util.List;

/**
 * Code of the proof image in bytes, measured with GCC 12.2; {@code FitPredictorTest} fails where a kernel or a compiler has
 * changed so much that this table misleads.
 *
 * @param image start-up, harness, the kernels of every model, the compiler's library, and a model without layers
 * @param layer one more call of the dense kernel
 * @param clip the kernel and its call, as the next three
 * @param derive the first derived column, with the float arithmetic that the core lacks
 * @param deriveMore each further one
 * @param deriveError how far a derived column's code may be off: which operations it uses is not looked at
 */
record CodeSizes(
        int image, int layer, int clip, int log, int pairs, int scale, int derive, int deriveMore, int deriveError) {
    /** M3, M4, M7, M33: Thumb-2. */
    private static final CodeSizes THUMB2_SPEED = new CodeSizes(2560, 36, 68, 444, 248, 268, 120, 90, 90);

    private static final CodeSizes THUMB2_SIZE = new CodeSizes(2124, 36, 58, 394, 234, 94, 120, 90, 90);

    /** M0, M0+: Thumb-1, 64-bit products and float arithmetic are library calls. */
    private static final CodeSizes THUMB1_SPEED = new CodeSizes(3198, 34, 56, 500, 344, 304, 1300, 80, 700);

    private static final CodeSizes THUMB1_SIZE = new CodeSizes(2615, 34, 52, 364, 268, 128, 1300, 80, 700);

    /** @param flags the compiler's, which name the core */
    static CodeSizes of(List<String> flags, boolean forSize) {
        boolean thumb1 = flags.stream().anyMatch(flag -> flag.startsWith("-mcpu=cortex-m0"));
        if (thumb1) {
            return forSize ? THUMB1_SIZE : THUMB1_SPEED;
        }
        return forSize ? THUMB2_SIZE : THUMB2_SPEED;
    }

    /** A kernel is linked once, however often it is called. */
    long code(List<InputStep> steps, int layers) {
        long bytes = image + (long) layer * layers;
        bytes += has(steps, InputStep.ClipOutliers.class) ? clip : 0;
        bytes += has(steps, InputStep.Log.class) ? log : 0;
        bytes += has(steps, InputStep.Pairs.class) ? pairs : 0;
        bytes += steps.stream().anyMatch(CodeSizes::scales) ? scale : 0;
        long derives = steps.stream().filter(InputStep.Derive.class::isInstance).count();
        return bytes + (derives == 0 ? 0 : derive + deriveMore * (derives - 1));
    }

    private static boolean has(List<InputStep> steps, Class<? extends InputStep> kind) {
        return steps.stream().anyMatch(kind::isInstance);
    }

    private static boolean scales(InputStep step) {
        return step instanceof InputStep.Standardize
                || step instanceof InputStep.MinMax
                || step instanceof InputStep.RobustScale;
    }
}
