package dev.tinywright.train;

import dev.tinywright.model.Layer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An order to a worker: train these layers on the lesson it holds.
 *
 * @param initial folded weights and biases to go on from, as {@link Network#folded} gives them; none to begin at random
 * @param stepsPerEpoch at most this many steps make an epoch
 * @param timeMillis after this time the best so far is the result
 */
@SuppressWarnings("ArrayRecordComponent") // goes over the wire once
record Job(List<Layer> layers, TrainSettings settings, float[] initial, int stepsPerEpoch, long timeMillis) {
    Job {
        layers = List.copyOf(layers);
    }

    /** @param unit of the numbers that are learned */
    static Job of(Candidate candidate, Lesson.Unit unit, int stepsPerEpoch, long timeMillis) {
        float[] initial =
                candidate.from().map(model -> Assembly.parameters(model, unit)).orElseGet(() -> new float[0]);
        return new Job(candidate.layers(), candidate.settings(), initial, stepsPerEpoch, timeMillis);
    }

    void write(DataOutput out) throws IOException {
        LayerWire.write(layers, out);
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
        out.writeUTF(settings.schedule().name());
        out.writeDouble(settings.labelSmoothing());
        out.writeUTF(settings.loss().name());
        out.writeInt(settings.augment().size());
        for (Augmentation augmentation : settings.augment()) {
            out.writeUTF(augmentation.kind().name());
            out.writeDouble(augmentation.strength());
        }
        out.writeInt(settings.quantizationAwareEpochs());
        out.writeInt(initial.length);
        for (float value : initial) {
            out.writeFloat(value);
        }
        out.writeInt(stepsPerEpoch);
        out.writeLong(timeMillis);
    }

    static Job read(DataInput in) throws IOException {
        List<Layer> layers = LayerWire.read(in);
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
                in.readLong(),
                TrainSettings.Schedule.valueOf(in.readUTF()),
                in.readDouble(),
                TrainSettings.Loss.valueOf(in.readUTF()),
                augment(in),
                in.readInt());
        float[] initial = new float[in.readInt()];
        for (int i = 0; i < initial.length; i++) {
            initial[i] = in.readFloat();
        }
        return new Job(layers, settings, initial, in.readInt(), in.readLong());
    }

    private static List<Augmentation> augment(DataInput in) throws IOException {
        List<Augmentation> augment = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            augment.add(new Augmentation(Augmentation.Kind.valueOf(in.readUTF()), in.readDouble()));
        }
        return augment;
    }
}
