package dev.tinywright.train;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Turns gradients into steps over the flat tensor of {@link Parameters}, and clears them. */
sealed interface Optimizer {
    /** Takes one step with this learning rate; call with gradients switched off. */
    void step(double learningRate);

    static Optimizer of(TrainSettings settings, Parameters parameters) {
        Tensor values = parameters.values();
        return switch (settings.optimizer()) {
            case ADAM -> new AdamW(values, parameters.gradients(), settings.weightDecay());
            case SGD -> new Sgd(values, parameters.gradients(), settings.weightDecay());
        };
    }

    /** Loshchilov and Hutter 2019, arXiv:1711.05101, with beta 0.9 and 0.999, epsilon 1e-8. */
    final class AdamW implements Optimizer {
        private static final double BETA1 = 0.9;
        private static final double BETA2 = 0.999;
        private static final double EPSILON = 1e-8;

        private final Tensor values;
        private final Tensor gradients;
        private final Tensor mean;
        private final Tensor square;
        private final double weightDecay;
        private final Scalar towardsGradient = new Scalar(1 - BETA1);
        private final Scalar keepSquare = new Scalar(BETA2);
        private final Scalar addSquare = new Scalar(1 - BETA2);
        private double power1 = 1;
        private double power2 = 1;

        private AdamW(Tensor values, Tensor gradients, double weightDecay) {
            this.values = values;
            this.gradients = gradients;
            this.weightDecay = weightDecay;
            mean = torch.zeros(values.size(0));
            square = torch.zeros(values.size(0));
        }

        @Override
        public void step(double learningRate) {
            power1 *= BETA1;
            power2 *= BETA2;
            mean.lerp_(gradients, towardsGradient);
            square.mul_(keepSquare).addcmul_(gradients, gradients, addSquare);
            if (weightDecay > 0) {
                values.mul_(new Scalar(1 - learningRate * weightDecay));
            }
            // The bias corrections of both moments, moved into the rate and epsilon: two operations fewer.
            double root = Math.sqrt(1 - power2);
            Tensor denominator = square.sqrt().add_(new Scalar(EPSILON * root));
            values.addcdiv_(mean, denominator, new Scalar(-learningRate * root / (1 - power1)));
            gradients.zero_();
        }
    }

    /** Stochastic gradient descent with momentum 0.9 and decoupled weight decay. */
    final class Sgd implements Optimizer {
        private final Tensor values;
        private final Tensor gradients;
        private final Tensor velocity;
        private final double weightDecay;
        private final Scalar momentum = new Scalar(0.9);

        private Sgd(Tensor values, Tensor gradients, double weightDecay) {
            this.values = values;
            this.gradients = gradients;
            this.weightDecay = weightDecay;
            velocity = torch.zeros(values.size(0));
        }

        @Override
        public void step(double learningRate) {
            velocity.mul_(momentum).add_(gradients);
            if (weightDecay > 0) {
                values.mul_(new Scalar(1 - learningRate * weightDecay));
            }
            values.add_(velocity, new Scalar(-learningRate));
            gradients.zero_();
        }
    }
}
