package dev.tinywright.pipeline;

import dev.tinywright.codegen.Streaming;
import dev.tinywright.pipeline.Continuous.Choice;
import dev.tinywright.pipeline.Continuous.Proven;
import dev.tinywright.report.ContinuousUse;
import dev.tinywright.verify.Detections;
import dev.tinywright.verify.StreamVerification;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was chosen for continuous use, and what came of its proof, as bytes. */
final class ContinuousCodec {
    private ContinuousCodec() {}

    static final StageCache.Codec<Choice> CHOICE = new StageCache.Codec<>() {
        @Override
        public void write(Choice choice, DataOutputStream out) throws IOException {
            Streaming s = choice.streaming();
            int[] numbers = {
                s.strideFrames(),
                s.averageOver(),
                s.threshold(),
                s.refractoryFrames(),
                s.quiet().size()
            };
            for (int number : numbers) {
                out.writeInt(number);
            }
            for (int quiet : s.quiet()) {
                out.writeInt(quiet);
            }
            writeChosen(choice.chosen(), out);
        }

        @Override
        public Choice read(DataInputStream in) throws IOException {
            int stride = in.readInt();
            int average = in.readInt();
            int threshold = in.readInt();
            int refractory = in.readInt();
            List<Integer> quiet = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                quiet.add(in.readInt());
            }
            return new Choice(new Streaming(stride, average, threshold, refractory, quiet), readChosen(in));
        }
    };

    private static void writeChosen(ContinuousUse.Chosen chosen, DataOutputStream out) throws IOException {
        out.writeInt(chosen.curve().size());
        for (ContinuousUse.Point point : chosen.curve()) {
            out.writeDouble(point.threshold());
            out.writeDouble(point.falseAlarmsPerHour());
            out.writeDouble(point.missRate());
        }
        out.writeDouble(chosen.falseAlarmsPerHour());
        out.writeDouble(chosen.missRate());
        out.writeLong(chosen.events());
        out.writeDouble(chosen.hours());
        out.writeDouble(chosen.allowedPerHour().orElse(Double.NaN));
        out.writeBoolean(chosen.isAsked());
        out.writeBoolean(chosen.isMet());
        out.writeBoolean(chosen.isJoined());
        out.writeBoolean(chosen.isAlarm());
    }

    private static ContinuousUse.Chosen readChosen(DataInputStream in) throws IOException {
        List<ContinuousUse.Point> curve = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            curve.add(new ContinuousUse.Point(in.readDouble(), in.readDouble(), in.readDouble()));
        }
        return new ContinuousUse.Chosen(
                curve,
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readDouble(),
                optional(in.readDouble()),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean());
    }

    private static OptionalDouble optional(double number) {
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    static final StageCache.Codec<Proven> PROVEN = new StageCache.Codec<>() {
        @Override
        public void write(Proven proven, DataOutputStream out) throws IOException {
            out.writeLong(proven.heard().events());
            out.writeLong(proven.heard().missed());
            out.writeLong(proven.heard().falseAlarms());
            out.writeBoolean(proven.image().isPresent());
            if (proven.image().isPresent()) {
                writeVerification(proven.image().get(), out);
            }
        }

        @Override
        public Proven read(DataInputStream in) throws IOException {
            Detections heard = new Detections(in.readLong(), in.readLong(), in.readLong());
            return new Proven(heard, in.readBoolean() ? Optional.of(readVerification(in)) : Optional.empty());
        }
    };

    /** One without a mismatch: any other ends the build. */
    private static void writeVerification(StreamVerification v, DataOutputStream out) throws IOException {
        out.writeUTF(v.core());
        out.writeUTF(v.emulator());
        out.writeInt(v.recordings());
        out.writeInt(v.windows());
        out.writeDouble(v.instructionsPerWindow().orElse(Double.NaN));
        out.writeLong(v.stackBytes());
    }

    private static StreamVerification readVerification(DataInputStream in) throws IOException {
        String core = in.readUTF();
        String emulator = in.readUTF();
        int recordings = in.readInt();
        int windows = in.readInt();
        double instructions = in.readDouble();
        return new StreamVerification(
                core, emulator, recordings, windows, 0, Optional.empty(), optional(instructions), in.readLong());
    }
}
