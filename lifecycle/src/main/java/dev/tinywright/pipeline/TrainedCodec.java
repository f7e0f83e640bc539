package dev.tinywright.pipeline;

import dev.tinywright.model.TrainedModel;
import dev.tinywright.train.ActivationRange;
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
        LayerCodec.write(trained.model(), out);
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
        out.writeInt(trained.ranges().size());
        for (ActivationRange range : trained.ranges()) {
            out.writeUTF(range.layer());
            out.writeFloat(range.least());
            out.writeFloat(range.most());
        }
    }

    @Override
    public Trained.Done read(DataInputStream in) throws IOException {
        TrainedModel model = LayerCodec.read(in);
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
        List<ActivationRange> ranges = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            ranges.add(new ActivationRange(in.readUTF(), in.readFloat(), in.readFloat()));
        }
        return new Trained.Done(candidate, model, curve, bestEpoch, stoppedEarly, accuracy, loss, notes, ranges);
    }
}
