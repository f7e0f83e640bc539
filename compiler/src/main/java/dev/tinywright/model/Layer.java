package dev.tinywright.model;

import java.util.List;

/**
 * One layer of an architecture, without weights. Layers before the first dense one take and give (height, width, channels);
 * a signal is one sample wide: (frames, 1, channels). The last layer has one unit per class and gives logits, or one unit that
 * gives the number, or as many as features where the network repeats its input.
 */
public sealed interface Layer {
    /** Fully connected: {@code y = activation(W x + b)}, W of shape (units, inputs); x of any shape is taken row by row. */
    record Dense(int units, Activation activation) implements Layer {
        public Dense {
            require("dense.units", units, 1, 4096);
        }
    }

    /**
     * Convolution with filters over all channels, zero padding where {@code same}.
     *
     * @param window kernel and stride
     * @param batchNorm normalizes before the activation while training; folded into the weights afterwards
     */
    record Conv(int filters, Kernel window, boolean batchNorm, Activation activation) implements Layer {
        public Conv {
            require("conv.filters", filters, 1, 1024);
        }
    }

    /** Convolution of each channel by itself. */
    record DepthwiseConv(Kernel window, boolean batchNorm, Activation activation) implements Layer {}

    /** Average or maximum over windows, without padding. */
    record Pool(PoolKind kind, int height, int width) implements Layer {
        public Pool {
            require("pool.height", height, 1, 64);
            require("pool.width", width, 1, 64);
        }
    }

    /** Average of each channel: (channels). */
    record GlobalAverage() implements Layer {}

    /** Drops this share of its inputs while training, and does nothing afterwards. */
    record Dropout(double share) implements Layer {
        public Dropout {
            if (!(share >= 0 && share <= 0.9)) {
                throw new IllegalArgumentException("dropout must be between 0 and 0.9, is " + share);
            }
        }
    }

    /**
     * {@code activation(x + body(x))} (He et al. 2015, arXiv:1512.03385); where the body changes the shape, x goes through a
     * convolution of 1 x 1 with the body's total stride and batch normalization.
     */
    record Residual(List<Layer> body, Activation activation) implements Layer {
        public Residual {
            body = List.copyOf(body);
        }
    }

    /**
     * @param same pads with zeros so that output size is ceil(input / stride), as TensorFlow does; else only whole windows count
     */
    record Kernel(int height, int width, int strideY, int strideX, boolean same) {
        public Kernel {
            require("kernel height", height, 1, 64);
            require("kernel width", width, 1, 64);
            require("strideY", strideY, 1, 16);
            require("strideX", strideX, 1, 16);
        }

        /** Returns the rows that come out of this many, 0 where the kernel does not fit. */
        public int outputHeight(int inputHeight) {
            return outputSize(inputHeight, height, strideY);
        }

        /** Returns the columns that come out of this many, 0 where the kernel does not fit. */
        public int outputWidth(int inputWidth) {
            return outputSize(inputWidth, width, strideX);
        }

        /** Returns the rows of zeros above an input of this many rows; the odd one goes below. */
        public int padTop(int inputHeight) {
            return same ? padding(inputHeight, height, strideY) / 2 : 0;
        }

        /** Returns the columns of zeros left of an input of this many columns; the odd one goes to the right. */
        public int padLeft(int inputWidth) {
            return same ? padding(inputWidth, width, strideX) / 2 : 0;
        }

        private int outputSize(int size, int kernel, int stride) {
            return same ? Math.ceilDiv(size, stride) : Math.max(0, Math.floorDiv(size - kernel, stride) + 1);
        }

        private static int padding(int size, int kernel, int stride) {
            return Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride + kernel - size);
        }

        /** A square kernel, padded. */
        public static Kernel square(int size, int stride) {
            return new Kernel(size, size, stride, stride, true);
        }

        /** Over the frames of a signal, padded. */
        public static Kernel frames(int size, int stride) {
            return new Kernel(size, 1, stride, 1, true);
        }
    }

    /** What a pool takes of a window. */
    enum PoolKind {
        AVERAGE,
        MAX
    }

    /** A model that is no network: the only entry of its list. */
    sealed interface Whole extends Layer {}

    /**
     * A random forest; one tree, which sees every row and feature, where {@code trees} is 1.
     *
     * @param depth tests from root to leaf at most
     * @param leaves of a tree at most
     */
    record Forest(int trees, int depth, int leaves) implements Whole {
        public Forest {
            require("forest.trees", trees, 1, 500);
            require("forest.depth", depth, 1, 30);
            require("forest.leaves", leaves, 2, 10_000);
        }
    }

    /** The squared distance to the nearest of so many centres of what is normal. */
    record KMeans(int clusters) implements Whole {
        public KMeans {
            require("kmeans.clusters", clusters, 1, 256);
        }
    }

    /** The squared Mahalanobis distance to what is normal; without {@code full} each feature counts by itself. */
    record Gaussian(boolean full) implements Whole {}

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be between " + least + " and " + most + ", is " + value);
        }
    }
}
