package dev.tinywright.firmware;

import dev.tinywright.features.InputStep;
import java.util.List;
import java.util.Map;

/**
 * Code of the proof image in bytes, measured with GCC 12.2; {@code FitPredictorTest} fails where a kernel or a compiler has
 * changed so much that this table misleads.
 *
 * @param image start-up, harness, the kernels of every model, the compiler's library, and a model without layers
 * @param layer one more call of the dense kernel
 * @param clip the kernel and its call, as the next three
 * @param operators in float arithmetic that the core lacks, from the compiler's library
 * @param deriveError how far a derived column's code may be off: the compiler finds cheaper ways
 */
record CodeSizes(
        int image,
        int layer,
        int clip,
        int log,
        int pairs,
        int scale,
        Map<Character, Integer> operators,
        int deriveError) {
    private static final int DERIVED_KERNEL = 20;
    private static final int DERIVED_COLUMN = 40;
    private static final int DERIVED_OPERATOR = 24;

    /** What the float operators share. */
    private static final int FLOAT_COMMON = 60;

    private static final Map<Character, Integer> SOFT_FLOAT = Map.of('+', 772, '-', 804, '*', 636, '/', 700);

    /** M3, M4, M7, M33: Thumb-2. */
    private static final CodeSizes THUMB2_SPEED = new CodeSizes(2570, 36, 68, 444, 248, 268, Map.of(), 90);

    private static final CodeSizes THUMB2_SIZE = new CodeSizes(2134, 36, 58, 394, 234, 94, Map.of(), 90);

    /** M0, M0+: Thumb-1; 64-bit products and float arithmetic are library calls. */
    private static final CodeSizes THUMB1_SPEED = new CodeSizes(3634, 34, 56, 500, 344, 477, SOFT_FLOAT, 700);

    private static final CodeSizes THUMB1_SIZE = new CodeSizes(2625, 34, 52, 364, 268, 128, SOFT_FLOAT, 700);

    /** AVR, measured with avr-gcc 5.4 for an ATmega328P: every sum wider than 16 bits is several instructions. */
    private static final Map<Character, Integer> AVR_FLOAT = Map.of('+', 260, '-', 260, '*', 260, '/', 260);

    private static final CodeSizes AVR_SPEED = new CodeSizes(5548, 44, 246, 1872, 776, 932, AVR_FLOAT, 250);
    private static final CodeSizes AVR_SIZE = new CodeSizes(5152, 44, 236, 1182, 772, 704, AVR_FLOAT, 250);

    /** What an ATmega2560 takes more: its table of vectors, and returns of three bytes. */
    private static final int MEGA = 132;

    /** @param flags the compiler's, which name the core */
    static CodeSizes of(List<String> flags, boolean forSize) {
        if (flags.stream().anyMatch(flag -> flag.startsWith("-mmcu="))) {
            CodeSizes avr = forSize ? AVR_SIZE : AVR_SPEED;
            return flags.contains("-mmcu=atmega2560") ? avr.larger(MEGA) : avr;
        }
        boolean thumb1 = flags.stream().anyMatch(flag -> flag.startsWith("-mcpu=cortex-m0"));
        if (thumb1) {
            return forSize ? THUMB1_SIZE : THUMB1_SPEED;
        }
        return forSize ? THUMB2_SIZE : THUMB2_SPEED;
    }

    private CodeSizes larger(int bytes) {
        return new CodeSizes(image + bytes, layer, clip, log, pairs, scale, operators, deriveError);
    }

    /** A kernel is linked once, however often it is called. */
    long code(List<InputStep> steps, int layers) {
        long bytes = image + (long) layer * layers;
        bytes += has(steps, InputStep.ClipOutliers.class) ? clip : 0;
        bytes += has(steps, InputStep.Log.class) ? log : 0;
        bytes += has(steps, InputStep.Pairs.class) ? pairs : 0;
        bytes += steps.stream().anyMatch(CodeSizes::scales) ? scale : 0;
        return bytes + derived(steps);
    }

    private long derived(List<InputStep> steps) {
        List<String> expressions = steps.stream()
                .filter(InputStep.Derive.class::isInstance)
                .map(step -> ((InputStep.Derive) step).expression())
                .toList();
        if (expressions.isEmpty()) {
            return 0;
        }
        String used = String.join(" ", expressions)
                .chars()
                .filter(c -> SOFT_FLOAT.containsKey((char) c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        long library = used.chars()
                .distinct()
                .map(operator -> operators.getOrDefault((char) operator, 0))
                .sum();
        return DERIVED_KERNEL
                + (long) DERIVED_COLUMN * expressions.size()
                + (long) DERIVED_OPERATOR * used.length()
                + library
                + (library > 0 ? FLOAT_COMMON : 0);
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
