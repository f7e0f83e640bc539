package dev.tinywright.train;

/** The learning rate of each epoch. */
interface Rate {
    /** Returns the rate of an epoch, which counts from 1. */
    double at(int epoch);

    /** Hears after each epoch whether it was the best so far. */
    default void heard(boolean better) {}

    static Rate of(TrainSettings settings) {
        return switch (settings.schedule()) {
            case COSINE -> cosine(settings.learningRate(), settings.epochs());
            case PLATEAU -> new Plateau(settings.learningRate());
        };
    }

    /** Along a half cosine, to a hundredth. */
    static Rate cosine(double first, int epochs) {
        return epoch -> first * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * (epoch - 1.0) / epochs)));
    }

    /** To a half whenever some epochs brought nothing, to a thousandth at most. */
    final class Plateau implements Rate {
        private static final int PATIENCE = 5;

        private final double first;
        private double factor = 1;
        private int waited;

        Plateau(double first) {
            this.first = first;
        }

        @Override
        public double at(int epoch) {
            return first * factor;
        }

        @Override
        public void heard(boolean better) {
            waited = better ? 0 : waited + 1;
            if (waited == PATIENCE) {
                factor = Math.max(factor / 2, 0.001);
                waited = 0;
            }
        }
    }
}
