package dev.tinywright.train;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An order to a worker: train these layers on the lesson it holds.
 *
 * @param stepsPerEpoch at most this many steps make an epoch
 * @param timeMillis after this time the best so far is the result
 */
record Job(List<Layer.Dense> layers, TrainSettings settings, int stepsPerEpoch, long timeMillis) {
    Job {
        layers = List.copyOf(layers);
    }

    static Job of(Candidate candidate, int stepsPerEpoch, long timeMillis) {
        List<Layer.Dense> dense = candidate.layers().stream()
                .map(layer -> switch (layer) {
                    case Layer.Dense d -> d;
                    case Layer other -> throw new IllegalArgumentException("not a dense layer: " + other);
                })
                .toList();
        return new Job(dense, candidate.settings(), stepsPerEpoch, timeMillis);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(layers.size());
        for (Layer.Dense layer : layers) {
            out.writeInt(layer.units());
            out.writeUTF(layer.activation().name());
        }
        out.writeInt(settings.epochs());
        out.writeInt(settings.batchSize());
        out.writeUTF(settings.optimizer().name());
        out.writeDouble(settings.learningRate());
        out.writeDouble(settings.weightDecay());
        out.writeDouble(settings.dropout());
        out.writeBoolean(settings.classWeights());
        out.writeInt(settings.patience());
        out.writeUTF(settings.teacher().name());
        out.writeLong(settings.seed());
        out.writeInt(stepsPerEpoch);
        out.writeLong(timeMillis);
    }

    static Job read(DataInput in) throws IOException {
        int count = in.readInt();
        List<Layer.Dense> layers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            layers.add(new Layer.Dense(in.readInt(), Activation.valueOf(in.readUTF())));
        }
        TrainSettings settings = new TrainSettings(
                in.readInt(),
                in.readInt(),
                TrainSettings.Optimizer.valueOf(in.readUTF()),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readBoolean(),
                in.readInt(),
                TrainSettings.Teacher.valueOf(in.readUTF()),
                in.readLong());
        return new Job(layers, settings, in.readInt(), in.readLong());
    }
}
