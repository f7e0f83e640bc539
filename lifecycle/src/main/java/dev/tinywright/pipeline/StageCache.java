package dev.tinywright.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Results of slow stages by the hash of all they depend on. A result is written whole or not at all, so that a killed run
 * leaves only good ones; one that cannot be read is made again.
 */
final class StageCache {
    private final Path folder;
    private final SortedMap<String, Integer> reused = Collections.synchronizedSortedMap(new TreeMap<>());

    StageCache(Path folder) {
        this.folder = folder;
    }

    /** How a result is kept as bytes. */
    interface Codec<T> {
        void write(T value, DataOutputStream out) throws IOException;

        T read(DataInputStream in) throws IOException;
    }

    /** Returns the kept result for {@code key}, or makes and keeps one. */
    <T> T get(String stage, String key, Codec<T> codec, Supplier<T> make) {
        Optional<T> kept = find(stage, key, codec);
        if (kept.isPresent()) {
            return kept.get();
        }
        T value = make.get();
        put(stage, key, codec, value);
        return value;
    }

    <T> Optional<T> find(String stage, String key, Codec<T> codec) {
        Path file = file(stage, key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            T value = codec.read(in);
            reused.merge(stage, 1, Integer::sum);
            return Optional.of(value);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    <T> void put(String stage, String key, Codec<T> codec, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            codec.write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Project.write(file(stage, key), bytes.toByteArray());
    }

    /** Returns how many results of each stage were found. */
    SortedMap<String, Integer> reused() {
        return new TreeMap<>(reused);
    }

    private Path file(String stage, String key) {
        return folder.resolve(stage).resolve(key);
    }
}
