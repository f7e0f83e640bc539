package dev.tinywright.pipeline;

import dev.tinywright.plan.Measurement;
import dev.tinywright.train.NumberErrors;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** Keeps an attempt's figures as bytes. */
final class MeasurementCodec implements StageCache.Codec<Measurement> {
    @Override
    public void write(Measurement m, DataOutputStream out) throws IOException {
        out.writeInt(m.rows());
        out.writeDouble(m.accuracy());
        out.writeDouble(m.macroF1());
        out.writeDouble(m.floatAccuracy());
        out.writeLong(m.parameters());
        out.writeLong(m.macs());
        out.writeLong(m.flashBytes());
        out.writeLong(m.codeBytes());
        out.writeLong(m.ramBytes());
        out.writeLong(m.stackBytes());
        out.writeDouble(m.instructions().orElse(Double.NaN));
        out.writeDouble(m.latencyMillis().orElse(Double.NaN));
        out.writeBoolean(m.errors().isPresent());
        if (m.errors().isPresent()) {
            write(m.errors().get().device(), out);
            write(m.errors().get().inFloat(), out);
            out.writeUTF(m.errors().get().unit());
        }
        out.writeBoolean(m.alarms().isPresent());
        if (m.alarms().isPresent()) {
            out.writeDouble(m.alarms().get().falseAlarms());
            out.writeDouble(m.alarms().get().standInsFound());
        }
    }

    private static void write(NumberErrors errors, DataOutputStream out) throws IOException {
        out.writeDouble(errors.mae());
        out.writeDouble(errors.rmse());
        out.writeDouble(errors.r2());
        out.writeDouble(errors.maeError());
    }

    private static NumberErrors readErrors(DataInputStream in) throws IOException {
        return new NumberErrors(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }

    @Override
    public Measurement read(DataInputStream in) throws IOException {
        return new Measurement(
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                orEmpty(in.readDouble()),
                orEmpty(in.readDouble()),
                in.readBoolean()
                        ? Optional.of(new Measurement.Errors(readErrors(in), readErrors(in), in.readUTF()))
                        : Optional.empty(),
                in.readBoolean()
                        ? Optional.of(new Measurement.Alarms(in.readDouble(), in.readDouble()))
                        : Optional.empty());
    }

    private static OptionalDouble orEmpty(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
