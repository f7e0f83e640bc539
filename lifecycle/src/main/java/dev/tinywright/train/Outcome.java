package dev.tinywright.train;

import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker's answer to a {@link Job}.
 *
 * @param parameters of the best epoch: for each layer its weights (units, inputs), then its biases
 * @param end why training ended
 */
@SuppressWarnings("ArrayRecordComponent") // goes over the wire once
record Outcome(float[] parameters, EpochRecord best, End end) {
    enum End {
        LAST_EPOCH,
        PATIENCE,
        TIME,
        CANCELLED
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(parameters.length);
        for (float value : parameters) {
            out.writeFloat(value);
        }
        write(best, out);
        out.writeUTF(end.name());
    }

    static Outcome read(DataInput in) throws IOException {
        float[] parameters = new float[in.readInt()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = in.readFloat();
        }
        return new Outcome(parameters, readEpoch(in), End.valueOf(in.readUTF()));
    }

    static void write(EpochRecord epoch, DataOutput out) throws IOException {
        out.writeInt(epoch.epoch());
        out.writeDouble(epoch.trainingLoss());
        out.writeDouble(epoch.validationLoss());
        out.writeDouble(epoch.validationAccuracy());
    }

    static EpochRecord readEpoch(DataInput in) throws IOException {
        return new EpochRecord(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble());
    }

    /** Returns the network these parameters make of an architecture. */
    TrainedModel model(int features, List<Layer.Dense> layers, Lesson.Unit unit) {
        List<DenseWeights> dense = new ArrayList<>();
        int inputs = features;
        int at = 0;
        for (Layer.Dense layer : layers) {
            float[] weights = java.util.Arrays.copyOfRange(parameters, at, at + inputs * layer.units());
            at += weights.length;
            float[] bias = java.util.Arrays.copyOfRange(parameters, at, at + layer.units());
            at += bias.length;
            String name = "dense" + (dense.size() + 1);
            dense.add(new DenseWeights(name, inputs, layer.units(), weights, bias, layer.activation()));
            inputs = layer.units();
        }
        dense.add(inUnit(dense.removeLast(), unit));
        return new TrainedModel(dense);
    }

    /** Folds mean and deviation of the numbers into the layer that gives them. */
    private static DenseWeights inUnit(DenseWeights last, Lesson.Unit unit) {
        if (unit.equals(Lesson.Unit.ONE)) {
            return last;
        }
        float[] weights = new float[last.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (last.weights()[i] * unit.deviation());
        }
        float[] bias = {(float) (last.bias()[0] * unit.deviation() + unit.mean())};
        return new DenseWeights(last.name(), last.inputs(), last.units(), weights, bias, last.activation());
    }
}
