package dev.tinywright.train;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What a convolution adds to its sums: a bias, or batch normalization (Ioffe and Szegedy 2015, arXiv:1502.03167). */
sealed interface Norm {
    static Norm bias(Tensor bias) {
        return new Bias(bias, new TensorOptional(bias));
    }

    static Norm batch(Tensor factor, Tensor offset, Tensor mean, Tensor variance) {
        return new Batch(
                factor,
                offset,
                mean,
                variance,
                new TensorOptional(factor),
                new TensorOptional(offset),
                new TensorOptional(mean),
                new TensorOptional(variance));
    }

    /** Returns what the convolution adds by itself. */
    TensorOptional ownBias();

    Tensor apply(Tensor x, Network.Mode mode);

    /** Returns for each channel the factor of its weights, once folded in. */
    float[] factors();

    /** Returns for each channel its bias, once folded in. */
    float[] biases();

    /** A number for each channel. */
    record Bias(Tensor values, TensorOptional ownBias) implements Norm {
        @Override
        public Tensor apply(Tensor x, Network.Mode mode) {
            return x;
        }

        @Override
        public float[] factors() {
            float[] ones = new float[(int) values.size(0)];
            java.util.Arrays.fill(ones, 1);
            return ones;
        }

        @Override
        public float[] biases() {
            return Floats.of(values);
        }
    }

    /** {@code factor · (x − mean) / sqrt(variance + EPSILON) + offset} of each channel. */
    record Batch(
            Tensor factor,
            Tensor offset,
            Tensor mean,
            Tensor variance,
            TensorOptional factorArgument,
            TensorOptional offsetArgument,
            TensorOptional meanArgument,
            TensorOptional varianceArgument)
            implements Norm {
        private static final double EPSILON = 1e-5;
        /** Share of a batch in the running statistics. */
        private static final double NEWS = 0.1;

        private static final TensorOptional NONE = new TensorOptional();

        @Override
        public TensorOptional ownBias() {
            return NONE;
        }

        @Override
        public Tensor apply(Tensor x, Network.Mode mode) {
            return torch.batch_norm(
                    x,
                    factorArgument,
                    offsetArgument,
                    meanArgument,
                    varianceArgument,
                    mode == Network.Mode.TRAINING,
                    NEWS,
                    EPSILON,
                    false);
        }

        @Override
        public float[] factors() {
            float[] factors = Floats.of(factor);
            float[] variances = Floats.of(variance);
            for (int c = 0; c < factors.length; c++) {
                factors[c] = (float) (factors[c] / Math.sqrt(variances[c] + EPSILON));
            }
            return factors;
        }

        @Override
        public float[] biases() {
            float[] factors = factors();
            float[] biases = Floats.of(offset);
            float[] means = Floats.of(mean);
            for (int c = 0; c < biases.length; c++) {
                biases[c] = (float) (biases[c] - (double) means[c] * factors[c]);
            }
            return biases;
        }
    }
}
