package dev.tinywright.pipeline;

import dev.tinywright.plan.Measurement;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
                orEmpty(in.readDouble()));
    }

    private static OptionalDouble orEmpty(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
