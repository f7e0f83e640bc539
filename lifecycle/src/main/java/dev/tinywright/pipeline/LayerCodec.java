package dev.tinywright.pipeline;

import dev.tinywright.model.Activation;
import dev.tinywright.model.CentreWeights;
import dev.tinywright.model.ConvWeights;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.ForestWeights;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WhiteningWeights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trained networks as bytes: each layer a word for its kind, and its parts in the order of its record. */
final class LayerCodec {
    private LayerCodec() {}

    static void write(TrainedModel model, DataOutputStream out) throws IOException {
        writeShape(model.inputShape(), out);
        writeLayers(model.layers(), out);
    }

    static TrainedModel read(DataInputStream in) throws IOException {
        return new TrainedModel(readShape(in), readLayers(in));
    }

    private static void writeLayers(List<TrainedLayer> layers, DataOutputStream out) throws IOException {
        out.writeInt(layers.size());
        for (TrainedLayer layer : layers) {
            writeLayer(layer, out);
        }
    }

    private static List<TrainedLayer> readLayers(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<TrainedLayer> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            layers.add(readLayer(in));
        }
        return layers;
    }

    private static void writeLayer(TrainedLayer layer, DataOutputStream out) throws IOException {
        switch (layer) {
            case DenseWeights dense -> writeDense(dense, out);
            case ConvWeights conv -> writeConv(conv, out);
            case TrainedLayer.Pooled pool -> {
                writeHead("pool", pool, out);
                out.writeUTF(pool.kind().name());
                out.writeInt(pool.height());
                out.writeInt(pool.width());
            }
            case TrainedLayer.Averaged averaged -> writeHead("average", averaged, out);
            case ForestWeights forest -> writeForest(forest, out);
            case CentreWeights model -> {
                writeHead("centres", model, out);
                writeFloats(model.centres(), out);
                writeFloats(model.weights(), out);
                out.writeFloat(model.threshold());
            }
            case WhiteningWeights model -> {
                writeHead("whitening", model, out);
                writeFloats(model.mean(), out);
                writeFloats(model.rows(), out);
                out.writeFloat(model.threshold());
            }
            case TrainedLayer.Sum sum -> {
                writeHead("sum", sum, out);
                writeLayers(sum.body(), out);
                writeLayers(
                        sum.shortcut().stream().map(TrainedLayer.class::cast).toList(), out);
                out.writeUTF(sum.activation().name());
            }
        }
    }

    private static void writeHead(String kind, TrainedLayer layer, DataOutputStream out) throws IOException {
        out.writeUTF(kind);
        out.writeUTF(layer.name());
        writeShape(layer.inputShape(), out);
    }

    private static TrainedLayer readLayer(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        String name = in.readUTF();
        List<Integer> shape = readShape(in);
        return switch (kind) {
            case "dense" -> readDense(name, shape.getFirst(), in);
            case "conv" -> readConv(name, shape, in);
            case "pool" ->
                new TrainedLayer.Pooled(name, shape, Layer.PoolKind.valueOf(in.readUTF()), in.readInt(), in.readInt());
            case "average" -> new TrainedLayer.Averaged(name, shape);
            case "sum" -> {
                List<TrainedLayer> body = readLayers(in);
                Optional<ConvWeights> shortcut =
                        readLayers(in).stream().map(ConvWeights.class::cast).findFirst();
                yield new TrainedLayer.Sum(name, body, shortcut, Activation.valueOf(in.readUTF()));
            }
            case "trees" -> readForest(name, shape.getFirst(), in);
            case "centres" -> new CentreWeights(name, readFloats(in), readFloats(in), in.readFloat());
            case "whitening" -> new WhiteningWeights(name, readFloats(in), readFloats(in), in.readFloat());
            default -> throw new IOException("no layer: " + kind);
        };
    }

    private static void writeForest(ForestWeights forest, DataOutputStream out) throws IOException {
        writeHead("trees", forest, out);
        out.writeInt(forest.outputs());
        writeInts(forest.features(), out);
        writeFloats(forest.thresholds(), out);
        writeInts(forest.children(), out);
        writeInts(forest.roots(), out);
        writeFloats(forest.leaves(), out);
    }

    private static ForestWeights readForest(String name, int inputs, DataInputStream in) throws IOException {
        return new ForestWeights(
                name, inputs, in.readInt(), readInts(in), readFloats(in), readInts(in), readInts(in), readFloats(in));
    }

    private static void writeInts(int[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] readInts(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static void writeDense(DenseWeights dense, DataOutputStream out) throws IOException {
        writeHead("dense", dense, out);
        out.writeUTF(dense.activation().name());
        writeFloats(dense.weights(), out);
        writeFloats(dense.bias(), out);
    }

    private static DenseWeights readDense(String name, int inputs, DataInputStream in) throws IOException {
        Activation activation = Activation.valueOf(in.readUTF());
        float[] weights = readFloats(in);
        float[] bias = readFloats(in);
        return new DenseWeights(name, inputs, bias.length, weights, bias, activation);
    }

    private static void writeConv(ConvWeights conv, DataOutputStream out) throws IOException {
        writeHead("conv", conv, out);
        out.writeBoolean(conv.depthwise());
        writeShape(
                List.of(
                        conv.window().height(),
                        conv.window().width(),
                        conv.window().strideY(),
                        conv.window().strideX()),
                out);
        out.writeBoolean(conv.window().same());
        out.writeUTF(conv.activation().name());
        writeFloats(conv.weights(), out);
        writeFloats(conv.bias(), out);
    }

    private static ConvWeights readConv(String name, List<Integer> shape, DataInputStream in) throws IOException {
        boolean depthwise = in.readBoolean();
        List<Integer> sizes = readShape(in);
        Layer.Kernel window =
                new Layer.Kernel(sizes.get(0), sizes.get(1), sizes.get(2), sizes.get(3), in.readBoolean());
        Activation activation = Activation.valueOf(in.readUTF());
        float[] weights = readFloats(in);
        float[] bias = readFloats(in);
        return new ConvWeights(name, shape, depthwise, bias.length, window, weights, bias, activation);
    }

    private static void writeShape(List<Integer> shape, DataOutputStream out) throws IOException {
        out.writeInt(shape.size());
        for (int size : shape) {
            out.writeInt(size);
        }
    }

    private static List<Integer> readShape(DataInputStream in) throws IOException {
        int rank = in.readInt();
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            shape.add(in.readInt());
        }
        return shape;
    }

    private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] readFloats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
