package dev.tinywright.benchmarks;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.train.Candidate;
import dev.tinywright.train.Progress;
import dev.tinywright.train.TrainSettings;
import dev.tinywright.train.TrainerPool;
import dev.tinywright.train.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * How many examples a second the training processes learn from, and how many libtorch passes forward and back by itself: the
 * same keyword network (Zhang et al. 2017, arXiv:1711.07128; 32 filters, three separable blocks) on the same numbers, one thread
 * a core, batches of 32. Only the training shuffles, has labels and an optimizer, records epochs and runs in processes of its own.
 */
public final class TrainingSpeed {
    private static final int CLASSES = 12;
    private static final int ROWS = 2048;
    private static final int BATCH = 32;
    private static final int EPOCHS = 6;
    private static final int SLICES = 49;
    private static final int COEFFICIENTS = 10;
    private static final int FILTERS = 32;
    private static final int BLOCKS = 3;
    private static final int ROUNDS = 3;

    private TrainingSpeed() {}

    /** Prints both speeds and their ratio, {@value #ROUNDS} times, in turn. */
    public static void main(String[] args) {
        int cores = Runtime.getRuntime().availableProcessors();
        torch.set_num_threads(1);
        try (TrainerPool pool = TrainerPool.start(cores)) {
            TrainingData data = data();
            pool.train(data, candidates(cores, 1), Progress.SILENT);
            library(cores, 1);
            for (int round = 0; round < ROUNDS; round++) {
                double ours = ours(pool, data, cores);
                double limit = library(cores, EPOCHS);
                System.out.printf(
                        Locale.ROOT,
                        "%d cores: %.0f examples/s trained, %.0f through libtorch alone: %.2f%n",
                        cores,
                        ours,
                        limit,
                        ours / limit);
            }
        }
    }

    private static double ours(TrainerPool pool, TrainingData data, int cores) {
        long begin = System.nanoTime();
        pool.train(data, candidates(cores, EPOCHS), Progress.SILENT);
        return perSecond(cores, EPOCHS, begin);
    }

    private static double perSecond(int cores, int epochs, long begin) {
        return (double) cores * ROWS * epochs / ((System.nanoTime() - begin) / 1e9);
    }

    private static TrainingData data() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[ROWS][SLICES * COEFFICIENTS];
        int[] classes = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            classes[i] = random.nextInt(CLASSES);
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) random.nextGaussian(classes[i] / 10.0, 1);
            }
        }
        float[][] few = {rows[0], rows[1]};
        int[] theirs = {classes[0], classes[1]};
        return TrainingData.classification(List.of(SLICES, COEFFICIENTS, 1), rows, classes, few, theirs, CLASSES);
    }

    private static List<Candidate> candidates(int count, int epochs) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Conv(FILTERS, new Layer.Kernel(10, 4, 2, 2, true), true, Activation.RELU));
        for (int i = 0; i < BLOCKS; i++) {
            layers.add(new Layer.DepthwiseConv(Layer.Kernel.square(3, 1), true, Activation.RELU));
            layers.add(new Layer.Conv(FILTERS, Layer.Kernel.square(1, 1), true, Activation.RELU));
        }
        layers.add(new Layer.GlobalAverage());
        layers.add(new Layer.Dense(CLASSES, Activation.NONE));
        return IntStream.range(0, count)
                .mapToObj(i -> new Candidate(
                        "network " + i,
                        layers,
                        new TrainSettings(
                                epochs,
                                BATCH,
                                TrainSettings.Optimizer.ADAM,
                                0.003,
                                0,
                                0,
                                false,
                                0,
                                TrainSettings.Teacher.NONE,
                                i)))
                .toList();
    }

    /** As many threads as cores, each with a network and a batch of its own. */
    private static double library(int cores, int epochs) {
        long begin = System.nanoTime();
        IntStream.range(0, cores).parallel().forEach(_ -> passes(epochs * ROWS / BATCH));
        return perSecond(cores, epochs, begin);
    }

    private static void passes(int count) {
        torch.set_num_threads(1);
        try (PointerScope _ = new PointerScope()) {
            Tensor x = torch.randn(BATCH, 1, SLICES, COEFFICIENTS);
            Tensor first = leaf(torch.randn(FILTERS, 1, 10, 4));
            List<Tensor> deep = IntStream.range(0, BLOCKS)
                    .mapToObj(_ -> leaf(torch.randn(FILTERS, 1, 3, 3)))
                    .toList();
            List<Tensor> wide = IntStream.range(0, BLOCKS)
                    .mapToObj(_ -> leaf(torch.randn(FILTERS, FILTERS, 1, 1)))
                    .toList();
            Tensor last = leaf(torch.randn(CLASSES, FILTERS));
            for (int n = 0; n < count; n++) {
                try (PointerScope _ = new PointerScope()) {
                    Tensor y = normal(convolve(x, first, 2, new long[] {4, 1}, 1));
                    for (int b = 0; b < BLOCKS; b++) {
                        y = normal(convolve(y, deep.get(b), 1, new long[] {1, 1}, FILTERS));
                        y = normal(convolve(y, wide.get(b), 1, new long[] {0, 0}, 1));
                    }
                    Tensor outputs = torch.linear(y.mean(new long[] {2, 3}), last);
                    outputs.pow(new Scalar(2.0)).mean().backward();
                }
            }
        }
    }

    private static Tensor leaf(Tensor weights) {
        Tensor leaf = weights.mul(new Scalar(0.1)).detach();
        leaf.set_requires_grad(true);
        return leaf;
    }

    private static Tensor convolve(Tensor x, Tensor weights, int stride, long[] padding, int groups) {
        return torch.conv2d(
                x, weights, new TensorOptional(), new long[] {stride, stride}, padding, new long[] {1, 1}, groups);
    }

    private static Tensor normal(Tensor x) {
        TensorOptional none = new TensorOptional();
        return torch.relu(torch.batch_norm(x, none, none, none, none, true, 0.1, 1e-5, false));
    }
}
