package dev.tinywright.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Results of slow stages by the hash of all they depend on. A result is written whole or not at all, so that a killed run
 * leaves only good ones; one that cannot be read, or is not as it was written, is made again.
 */
final class StageCache {
    /** What is kept, in the order of a run; each is a folder of the cache. */
    enum Stage {
        STEP("a step", "%d steps"),
        SIGNAL("the signal test", "%d signal tests"),
        TRAINING("training of 1 plan", "training of %d plans"),
        QUANTIZATION("the choice of 1 quantization", "the choices of %d quantizations"),
        MEASUREMENT("1 measurement", "%d measurements"),
        VERIFICATION("the verification", "%d verifications"),
        LISTENING("the choice of continuous use", "%d choices of continuous use"),
        STREAM("the proof of continuous use", "%d proofs of continuous use"),
        APPLICATION("the sketch's run", "%d runs of sketches"),
        YARDSTICKS("the yardsticks", "%d yardsticks");

        private final String one;
        private final String many;

        Stage(String one, String many) {
            this.one = one;
            this.many = many;
        }

        private String text(int count) {
            return count == 1 ? one : many.formatted(count);
        }
    }

    private static final int CHECKSUM_BYTES = Long.BYTES;

    private final Path folder;
    private final Map<Stage, Integer> reused = Collections.synchronizedMap(new EnumMap<>(Stage.class));

    StageCache(Path folder) {
        this.folder = folder;
    }

    /** How a result is kept as bytes. */
    interface Codec<T> {
        void write(T value, DataOutputStream out) throws IOException;

        T read(DataInputStream in) throws IOException;
    }

    /** Returns the kept result for {@code key}, or makes and keeps one. */
    <T> T get(Stage stage, String key, Codec<T> codec, Supplier<T> make) {
        Optional<T> kept = find(stage, key, codec);
        if (kept.isPresent()) {
            return kept.get();
        }
        T value = make.get();
        put(stage, key, codec, value);
        return value;
    }

    <T> Optional<T> find(Stage stage, String key, Codec<T> codec) {
        Path file = file(stage, key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            byte[] kept = Files.readAllBytes(file);
            int length = kept.length - CHECKSUM_BYTES;
            if (length < 0 || ByteBuffer.wrap(kept).getLong(length) != checksum(Arrays.copyOf(kept, length))) {
                return Optional.empty();
            }
            T value = codec.read(new DataInputStream(new ByteArrayInputStream(kept, 0, length)));
            reused.merge(stage, 1, Integer::sum);
            return Optional.of(value);
        } catch (IOException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    <T> void put(Stage stage, String key, Codec<T> codec, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            codec.write(value, out);
            out.writeLong(checksum(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Project.write(file(stage, key), bytes.toByteArray());
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** True where nothing of {@code stage} was ever kept. */
    boolean isEmpty(Stage stage) {
        return !Files.isDirectory(folder(stage));
    }

    /** Returns what was found instead of made, as people say it; empty where that is nothing. */
    String reused() {
        synchronized (reused) {
            return reused.entrySet().stream()
                    .map(entry -> entry.getKey().text(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
    }

    private Path folder(Stage stage) {
        return folder.resolve(stage.name().toLowerCase(Locale.ROOT));
    }

    private Path file(Stage stage, String key) {
        return folder(stage).resolve(key);
    }
}
