package dev.tinywright.arduino;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Writes a {@link World} as the emulation reads it, little-endian; {@code runtime/arduino/README.md} has the layout. */
final class WorldFile {
    private static final int NAME_BYTES = 24;

    private WorldFile() {}

    static void write(World world, Path file) {
        try {
            Files.write(file, bytes(world));
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write what the sensors see: " + e.getMessage(),
                    file.toString(),
                    "free some space, or make the folder writable");
        }
    }

    static byte[] bytes(World world) {
        int channels = world.channels().size();
        int size = 28 + channels * (NAME_BYTES + 4) + world.rows().length * channels * 4;
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put("TWW1".getBytes(StandardCharsets.US_ASCII));
        out.putInt(world.rows().length).putInt(channels);
        out.putInt(micros(world.start())).putInt(micros(world.dwell())).putInt(micros(world.lineEvery()));
        out.putInt(world.seed());
        for (int c = 0; c < channels; c++) {
            byte[] name = world.channels().get(c).getBytes(StandardCharsets.US_ASCII);
            if (name.length >= NAME_BYTES) {
                throw new IllegalArgumentException(
                        "a channel's name is too long: " + world.channels().get(c));
            }
            out.put(Arrays.copyOf(name, NAME_BYTES)).putFloat(world.noise()[c]);
        }
        for (float[] row : world.rows()) {
            for (int c = 0; c < channels; c++) {
                out.putFloat(row[c]);
            }
        }
        return out.array();
    }

    /** The file has unsigned 32 bits: at most 71 minutes. */
    private static int micros(Duration duration) {
        long micros = duration.toNanos() / 1000;
        if (micros < 0 || micros > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("longer than 71 minutes: " + duration);
        }
        return (int) micros;
    }
}
