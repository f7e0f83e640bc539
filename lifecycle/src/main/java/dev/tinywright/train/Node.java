package dev.tinywright.train;

import dev.tinywright.model.Layer;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** A layer of a {@link Network} with its parameters. */
sealed interface Node {
    /** Returns the outputs; places are (rows, channels, height, width), anything flat (rows, n). */
    Tensor forward(Tensor x, Network.Mode mode);

    /** Adds weights and biases with batch normalization folded in. */
    default void fold(Floats to) {}

    /** Adds the ranges of what comes out of it and of the nodes inside. */
    default void ranges(List<ActivationRange> to) {}

    /** Rounds weights to int8 symmetrically, each output channel (axis 0) by its largest; gradients pass. */
    private static Tensor rounded(Tensor weights) {
        Tensor flat = weights.detach().reshape(weights.size(0), -1);
        Tensor scales = flat.abs().amax(new long[] {1}, false).div_(new Scalar(127.0));
        scales.clamp_min_(new Scalar(1e-10));
        Tensor zeros = torch.zeros(weights.size(0)).to(torch.ScalarType.Int);
        return torch.fake_quantize_per_channel_affine(weights, scales, zeros, 0, -127, 127);
    }

    /** Fully connected. */
    record Dense(
            String name,
            Tensor weights,
            Tensor bias,
            TensorOptional biasArgument,
            boolean relu,
            boolean roundWeights,
            Rounding output)
            implements Node {
        Dense(String name, Tensor weights, Tensor bias, boolean relu, boolean roundWeights, Rounding output) {
            this(name, weights, bias, new TensorOptional(bias), relu, roundWeights, output);
        }

        @Override
        public Tensor forward(Tensor x, Network.Mode mode) {
            Tensor y = torch.linear(Network.flat(x), roundWeights ? rounded(weights) : weights, biasArgument);
            return output.apply(relu ? torch.relu(y) : y, mode);
        }

        @Override
        public void fold(Floats to) {
            to.add(Floats.of(weights));
            to.add(Floats.of(bias));
        }

        @Override
        public void ranges(List<ActivationRange> to) {
            to.add(output.range().named(name));
        }
    }

    /** Convolution over all channels, or of each by itself. */
    record Conv(
            String name, Slide slide, Tensor weights, Norm norm, boolean relu, boolean roundWeights, Rounding output)
            implements Node {
        @Override
        public Tensor forward(Tensor x, Network.Mode mode) {
            Tensor y = slide.convolve(x, roundWeights ? rounded(weights) : weights, norm.ownBias());
            Tensor normal = norm.apply(y, mode);
            return output.apply(relu ? torch.relu(normal) : normal, mode);
        }

        @Override
        public void fold(Floats to) {
            float[] factors = norm.factors();
            boolean depthwise = slide.groups() > 1;
            float[] folded = Floats.of(depthwise ? weights.permute(2, 3, 0, 1) : weights.permute(0, 2, 3, 1));
            int perFilter = folded.length / factors.length;
            for (int i = 0; i < folded.length; i++) {
                folded[i] *= factors[depthwise ? i % factors.length : i / perFilter];
            }
            to.add(folded);
            to.add(norm.biases());
        }

        @Override
        public void ranges(List<ActivationRange> to) {
            to.add(output.range().named(name));
        }
    }

    /** Pool over windows; what comes out keeps the scale of what goes in. */
    record Pool(String name, Layer.Pool pool, Rounding input) implements Node {
        @Override
        public Tensor forward(Tensor x, Network.Mode mode) {
            return switch (pool.kind()) {
                case MAX -> torch.max_pool2d(x, pool.height(), pool.width());
                case AVERAGE -> input.again(torch.avg_pool2d(x, pool.height(), pool.width()), mode);
            };
        }

        @Override
        public void ranges(List<ActivationRange> to) {
            to.add(input.range().named(name));
        }
    }

    /** Average of each channel. */
    record Average(String name, Rounding output) implements Node {
        private static final long[] PLACES = {2, 3};

        @Override
        public Tensor forward(Tensor x, Network.Mode mode) {
            return output.apply(x.mean(PLACES, false, new ScalarTypeOptional()), mode);
        }

        @Override
        public void ranges(List<ActivationRange> to) {
            to.add(output.range().named(name));
        }
    }

    /** Drops this share in training. */
    record Drop(double share) implements Node {
        @Override
        public Tensor forward(Tensor x, Network.Mode mode) {
            return mode == Network.Mode.TRAINING ? torch.dropout(x, share, true) : x;
        }
    }

    /**
     * Adds what goes into the body to what comes out.
     *
     * @param shortcut one convolution, or none
     */
    record Sum(String name, List<Node> body, List<Node> shortcut, boolean relu, Rounding output) implements Node {
        @Override
        public Tensor forward(Tensor x, Network.Mode mode) {
            Tensor inside = run(body, x, mode);
            Tensor y = run(shortcut, x, mode).add(inside);
            return output.apply(relu ? torch.relu(y) : y, mode);
        }

        private static Tensor run(List<Node> nodes, Tensor x, Network.Mode mode) {
            Tensor y = x;
            for (Node node : nodes) {
                y = node.forward(y, mode);
            }
            return y;
        }

        @Override
        public void fold(Floats to) {
            body.forEach(node -> node.fold(to));
            shortcut.forEach(node -> node.fold(to));
        }

        @Override
        public void ranges(List<ActivationRange> to) {
            body.forEach(node -> node.ranges(to));
            shortcut.forEach(node -> node.ranges(to));
            to.add(output.range().named(name));
        }
    }
}
