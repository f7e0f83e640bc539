package dev.tinywright.tensor;

/** How a sum comes back to int8. */
public enum Rounding {
    /** That of the TensorFlow Lite reference kernels: the high half of a product is rounded, then what is shifted out. */
    DOUBLE {
        @Override
        public int requantize(Requantizer factor, int sum) {
            return factor.apply(sum);
        }

        @Override
        public String text() {
            return "twice, as in the reference kernels";
        }
    },
    /** One 64-bit product, one rounding shift, half up: as XNNPACK's kernels, TensorFlow Lite's default on a PC. */
    SINGLE {
        @Override
        public int requantize(Requantizer factor, int sum) {
            return factor.applyOnce(sum);
        }

        @Override
        public String text() {
            return "once, as in XNNPACK";
        }
    };

    /** Returns {@code sum · factor}, a whole number. */
    public abstract int requantize(Requantizer factor, int sum);

    /** How often sums are rounded, in a few words. */
    public abstract String text();
}
