package dev.tinywright.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker's answer to a {@link Job}.
 *
 * @param parameters of the best epoch, batch normalization folded in: of each layer its weights, then its biases, as {@link
 *     Network#folded} gives them
 * @param ranges that activations were rounded to; empty where they were not
 * @param best the epoch that these parameters are of
 * @param bestEpoch the best epoch before any rounding
 * @param end why training ended
 */
@SuppressWarnings("ArrayRecordComponent") // goes over the wire once
record Outcome(float[] parameters, List<ActivationRange> ranges, EpochRecord best, int bestEpoch, End end) {
    enum End {
        LAST_EPOCH,
        PATIENCE,
        TIME,
        CANCELLED
    }

    Outcome {
        ranges = List.copyOf(ranges);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(parameters.length);
        for (float value : parameters) {
            out.writeFloat(value);
        }
        out.writeInt(ranges.size());
        for (ActivationRange range : ranges) {
            out.writeUTF(range.layer());
            out.writeFloat(range.least());
            out.writeFloat(range.most());
        }
        write(best, out);
        out.writeInt(bestEpoch);
        out.writeUTF(end.name());
    }

    static Outcome read(DataInput in) throws IOException {
        float[] parameters = new float[in.readInt()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = in.readFloat();
        }
        List<ActivationRange> ranges = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            ranges.add(new ActivationRange(in.readUTF(), in.readFloat(), in.readFloat()));
        }
        return new Outcome(parameters, ranges, readEpoch(in), in.readInt(), End.valueOf(in.readUTF()));
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
}
