package dev.tinywright.pipeline;

import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.train.Candidate;
import dev.tinywright.train.EpochRecord;
import dev.tinywright.train.Trained;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps a trained network as bytes; the candidate is what it is looked up by and is not kept. */
record TrainedCodec(Candidate candidate) implements StageCache.Codec<Trained.Done> {
    @Override
    public void write(Trained.Done trained, DataOutputStream out) throws IOException {
        out.writeInt(trained.model().layers().size());
        for (DenseWeights layer : trained.model().layers()) {
            writeLayer(layer, out);
        }
        out.writeInt(trained.curve().size());
        for (EpochRecord epoch : trained.curve()) {
            out.writeInt(epoch.epoch());
            out.writeDouble(epoch.trainingLoss());
            out.writeDouble(epoch.validationLoss());
            out.writeDouble(epoch.validationAccuracy());
        }
        out.writeInt(trained.bestEpoch());
        out.writeBoolean(trained.stoppedEarly());
        out.writeDouble(trained.validationAccuracy());
        out.writeDouble(trained.validationLoss());
        out.writeInt(trained.notes().size());
        for (String note : trained.notes()) {
            out.writeUTF(note);
        }
    }

    @Override
    public Trained.Done read(DataInputStream in) throws IOException {
        int layerCount = in.readInt();
        List<DenseWeights> layers = new ArrayList<>();
        for (int i = 0; i < layerCount; i++) {
            layers.add(readLayer(in));
        }
        int epochCount = in.readInt();
        List<EpochRecord> curve = new ArrayList<>();
        for (int i = 0; i < epochCount; i++) {
            curve.add(new EpochRecord(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble()));
        }
        int bestEpoch = in.readInt();
        boolean stoppedEarly = in.readBoolean();
        double accuracy = in.readDouble();
        double loss = in.readDouble();
        int noteCount = in.readInt();
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < noteCount; i++) {
            notes.add(in.readUTF());
        }
        return new Trained.Done(
                candidate, new TrainedModel(layers), curve, bestEpoch, stoppedEarly, accuracy, loss, notes);
    }

    private static void writeLayer(DenseWeights layer, DataOutputStream out) throws IOException {
        out.writeUTF(layer.name());
        out.writeInt(layer.inputs());
        out.writeInt(layer.units());
        out.writeUTF(layer.activation().name());
        writeFloats(layer.weights(), out);
        writeFloats(layer.bias(), out);
    }

    private static DenseWeights readLayer(DataInputStream in) throws IOException {
        String name = in.readUTF();
        int inputs = in.readInt();
        int units = in.readInt();
        Activation activation = Activation.valueOf(in.readUTF());
        float[] weights = readFloats(in, inputs * units);
        return new DenseWeights(name, inputs, units, weights, readFloats(in, units), activation);
    }

    private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] readFloats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
