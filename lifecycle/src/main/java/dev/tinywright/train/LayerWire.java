package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Layers as bytes between the pool and a worker: how many, then each with its kind and its settings. */
final class LayerWire {
    private enum Kind {
        DENSE,
        CONV,
        DEPTHWISE,
        POOL,
        AVERAGE,
        DROPOUT,
        RESIDUAL
    }

    private LayerWire() {}

    static void write(List<Layer> layers, DataOutput out) throws IOException {
        out.writeInt(layers.size());
        for (Layer layer : layers) {
            write(layer, out);
        }
    }

    static List<Layer> read(DataInput in) throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            layers.add(layer(in));
        }
        return layers;
    }

    private static void write(Layer layer, DataOutput out) throws IOException {
        switch (layer) {
            case Layer.Whole whole -> throw new IllegalArgumentException("no network: " + whole);
            case Layer.Dense(int units, Activation activation) -> {
                write(Kind.DENSE, out);
                out.writeInt(units);
                out.writeUTF(activation.name());
            }
            case Layer.Conv(int filters, Layer.Kernel window, boolean batchNorm, Activation activation) -> {
                write(Kind.CONV, out);
                out.writeInt(filters);
                write(window, out);
                out.writeBoolean(batchNorm);
                out.writeUTF(activation.name());
            }
            case Layer.DepthwiseConv(Layer.Kernel window, boolean batchNorm, Activation activation) -> {
                write(Kind.DEPTHWISE, out);
                write(window, out);
                out.writeBoolean(batchNorm);
                out.writeUTF(activation.name());
            }
            case Layer.Pool(Layer.PoolKind kind, int height, int width) -> {
                write(Kind.POOL, out);
                out.writeUTF(kind.name());
                out.writeInt(height);
                out.writeInt(width);
            }
            case Layer.GlobalAverage() -> write(Kind.AVERAGE, out);
            case Layer.Dropout(double share) -> {
                write(Kind.DROPOUT, out);
                out.writeDouble(share);
            }
            case Layer.Residual(List<Layer> body, Activation activation) -> {
                write(Kind.RESIDUAL, out);
                write(body, out);
                out.writeUTF(activation.name());
            }
        }
    }

    private static Layer layer(DataInput in) throws IOException {
        return switch (Kind.valueOf(in.readUTF())) {
            case DENSE -> new Layer.Dense(in.readInt(), activation(in));
            case CONV -> new Layer.Conv(in.readInt(), kernel(in), in.readBoolean(), activation(in));
            case DEPTHWISE -> new Layer.DepthwiseConv(kernel(in), in.readBoolean(), activation(in));
            case POOL -> new Layer.Pool(Layer.PoolKind.valueOf(in.readUTF()), in.readInt(), in.readInt());
            case AVERAGE -> new Layer.GlobalAverage();
            case DROPOUT -> new Layer.Dropout(in.readDouble());
            case RESIDUAL -> new Layer.Residual(read(in), activation(in));
        };
    }

    private static void write(Kind kind, DataOutput out) throws IOException {
        out.writeUTF(kind.name());
    }

    private static void write(Layer.Kernel window, DataOutput out) throws IOException {
        out.writeInt(window.height());
        out.writeInt(window.width());
        out.writeInt(window.strideY());
        out.writeInt(window.strideX());
        out.writeBoolean(window.same());
    }

    private static Layer.Kernel kernel(DataInput in) throws IOException {
        return new Layer.Kernel(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readBoolean());
    }

    private static Activation activation(DataInput in) throws IOException {
        return Activation.valueOf(in.readUTF());
    }
}
