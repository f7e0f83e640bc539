package dev.tinywright.pipeline;

import dev.tinywright.verify.Verification;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** Keeps a verification without mismatches as bytes; one with any ends the build and is never kept. */
final class VerificationCodec implements StageCache.Codec<Verification> {
    @Override
    public void write(Verification value, DataOutputStream out) throws IOException {
        out.writeInt(value.mismatches());
        out.writeUTF(value.core());
        out.writeUTF(value.emulator());
        out.writeUTF(value.note());
        out.writeInt(value.rows());
        out.writeInt(value.rows() == 0 ? 0 : value.scores()[0].length);
        for (byte[] row : value.scores()) {
            out.write(row);
        }
        out.writeLong(value.stackBytes());
        out.writeDouble(value.instructionsPerInference().orElse(Double.NaN));
        out.writeDouble(value.cyclesPerInference().orElse(Double.NaN));
    }

    @Override
    public Verification read(DataInputStream in) throws IOException {
        if (in.readInt() != 0) {
            throw new IOException("kept with mismatches: run it again");
        }
        String core = in.readUTF();
        String emulator = in.readUTF();
        String note = in.readUTF();
        byte[][] scores = new byte[in.readInt()][in.readInt()];
        for (byte[] row : scores) {
            in.readFully(row);
        }
        long stack = in.readLong();
        OptionalDouble instructions = optional(in.readDouble());
        OptionalDouble cycles = optional(in.readDouble());
        return new Verification(
                core, emulator, note, scores.length, 0, Optional.empty(), scores, stack, instructions, cycles);
    }

    private static OptionalDouble optional(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
