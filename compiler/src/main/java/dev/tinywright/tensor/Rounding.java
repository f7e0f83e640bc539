package dev.tinywright.tensor;

/** How a sum comes back to int8. */
public enum Rounding {
    /** That of the TensorFlow Lite reference kernels: the high half of a product is rounded, then what is shifted out. */
    DOUBLE {
        @Override
        public int requantize(Requantizer factor, int sum) {
            return factor.apply(sum);
        }
    },
    /** One 64-bit product, one rounding shift, half up: as XNNPACK's kernels, TensorFlow Lite's default on a PC. */
    SINGLE {
        @Override
        public int requantize(Requantizer factor, int sum) {
            return factor.applyOnce(sum);
        }
    };

    /** Returns {@code sum · factor}, a whole number. */
    public abstract int requantize(Requantizer factor, int sum);
}
