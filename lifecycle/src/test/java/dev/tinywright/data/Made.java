package dev.tinywright.data;

import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recordings made for tests. */
final class Made {
    static final SplitSettings BY_RECORDING = new SplitSettings(SplitSettings.By.ROW, 0.25, 0.25, 7);

    private Made() {}

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A sine of {@code hertz} at 100 Hz in two columns, with a phase of its own. */
    static String sine(double hertz, int rows, double phase, String separator, String header) {
        StringBuilder csv = new StringBuilder(header);
        for (int i = 0; i < rows; i++) {
            double angle = 2 * Math.PI * hertz * i / 100 + phase;
            csv.append(String.format(Locale.ROOT, "%.5f%s%.5f\n", Math.sin(angle), separator, Math.cos(angle)));
        }
        return csv.toString();
    }

    /** Class folders "slow" and "fast" of {@code files} recordings each. */
    static Path motions(Path folder, int files, int rows) throws IOException {
        for (int i = 0; i < files; i++) {
            write(folder.resolve("slow/s" + i + ".csv"), sine(1, rows, i, ",", "x (g),y (g)\n"));
            write(folder.resolve("fast/f" + i + ".csv"), sine(3, rows, i, ",", "x (g),y (g)\n"));
        }
        return folder;
    }

    static Captures load(Path path) {
        return load(path, CaptureHints.none());
    }

    static Captures load(Path path, CaptureHints hints) {
        return Captures.load(new DataSource(path, Optional.empty(), List.of(), Optional.empty()), hints);
    }

    /** A WAV of 16-bit mono samples. */
    static byte[] wav(int rateHz, short[] samples) {
        ByteBuffer data = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        data.asShortBuffer().put(samples);
        return wav(1, 1, rateHz, 16, data.array());
    }

    static byte[] wav(int format, int channels, int rateHz, int bits, byte[] data) {
        ByteBuffer wav = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(36 + data.length).put(new byte[] {'W', 'A', 'V', 'E'});
        wav.put(new byte[] {'f', 'm', 't', ' '})
                .putInt(16)
                .putShort((short) format)
                .putShort((short) channels);
        wav.putInt(rateHz).putInt(rateHz * channels * bits / 8).putShort((short) (channels * bits / 8));
        wav.putShort((short) bits)
                .put(new byte[] {'d', 'a', 't', 'a'})
                .putInt(data.length)
                .put(data);
        return wav.array();
    }

    static short[] tone(double hertz, int rateHz, int samples) {
        short[] tone = new short[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (short) Math.rint(10_000 * Math.sin(2 * Math.PI * hertz * i / rateHz));
        }
        return tone;
    }
}
