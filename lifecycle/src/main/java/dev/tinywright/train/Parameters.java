package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The weights and biases of a network in one flat tensor, and their gradients in another, so that an optimizer's step
 * is a handful of operations however many layers there are. Every layer's tensors are views into the two.
 */
final class Parameters {
    private final Tensor values;
    private final Tensor gradients;
    private final List<Tensor> weights = new ArrayList<>();
    private final List<TensorOptional> biases = new ArrayList<>();
    private final List<Layer.Dense> layers;
    private final int count;

    /** Lays out a network and draws its first weights: Kaiming uniform (He et al. 2015, arXiv:1502.01852), biases 0. */
    Parameters(int inputs, List<Layer.Dense> layers, SplittableRandom random) {
        this.layers = layers;
        float[] initial = initial(inputs, layers, random);
        count = initial.length;
        values = Tensor.create(initial, count);
        gradients = torch.zeros(count);
        long at = 0;
        long width = inputs;
        for (Layer.Dense layer : layers) {
            weights.add(leaf(at, layer.units(), width));
            at += layer.units() * width;
            biases.add(new TensorOptional(leaf(at, layer.units())));
            at += layer.units();
            width = layer.units();
        }
    }

    Tensor values() {
        return values;
    }

    Tensor gradients() {
        return gradients;
    }

    float[] copy() {
        float[] copy = new float[count];
        values.data_ptr_float().get(copy);
        return copy;
    }

    /** Returns the logits, shape (rows, classes), of x, shape (rows, features). */
    Tensor forward(Tensor x, double dropout) {
        Tensor y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = torch.linear(y, weights.get(i), biases.get(i));
            if (layers.get(i).activation() == Activation.RELU) {
                y = torch.relu(y);
            }
            if (dropout > 0 && i < layers.size() - 1) {
                y = torch.dropout(y, dropout, true);
            }
        }
        return y;
    }

    private Tensor leaf(long at, long... shape) {
        long length = java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        Tensor leaf = values.narrow(0, at, length).view(shape).detach();
        leaf.set_requires_grad(true);
        // Backward adds to a gradient that is there already, in place: so it lands in the flat tensor.
        leaf.mutable_grad().put(gradients.narrow(0, at, length).view(shape));
        return leaf;
    }

    private static float[] initial(int features, List<Layer.Dense> layers, SplittableRandom random) {
        int inputs = features;
        int total = 0;
        for (Layer.Dense layer : layers) {
            total += (inputs + 1) * layer.units();
            inputs = layer.units();
        }
        float[] initial = new float[total];
        int at = 0;
        inputs = features;
        for (Layer.Dense layer : layers) {
            double gain = layer.activation() == Activation.RELU ? 6 : 3;
            double bound = Math.sqrt(gain / inputs);
            for (int i = 0; i < inputs * layer.units(); i++) {
                initial[at++] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            at += layer.units();
            inputs = layer.units();
        }
        return initial;
    }
}
