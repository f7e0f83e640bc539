package dev.tinywright.pipeline;

import dev.tinywright.features.Examples;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 over what a stage's result depends on: the name of the result in the cache. */
final class ContentHash {
    private final MessageDigest digest;

    private ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Returns the hash of the parts' texts; records and lists say all of their content in {@code toString}. */
    static String of(Object... parts) {
        ContentHash hash = new ContentHash();
        for (Object part : parts) {
            hash.add(part.toString().getBytes(StandardCharsets.UTF_8));
        }
        return hash.hex();
    }

    /** Returns the hash of the bytes that a value is kept as. */
    static <T> String ofBytes(StageCache.Codec<T> codec, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            codec.write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ContentHash hash = new ContentHash();
        hash.add(bytes.toByteArray());
        return hash.hex();
    }

    /** Returns the hash of numbers, bit for bit. */
    static String ofRows(float[][] rows) {
        return ofExamples(Examples.of(rows));
    }

    /** Returns the hash of the numbers of all examples, bit for bit. */
    static String ofExamples(Examples examples) {
        ContentHash hash = new ContentHash();
        for (int i = 0; i < examples.size(); i++) {
            float[] row = examples.get(i);
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(row.length * Float.BYTES);
            bytes.asFloatBuffer().put(row);
            hash.add(bytes.array());
        }
        return hash.hex();
    }

    /** Returns the hash of a file's content, or of all files below a folder with their names. */
    static String ofFiles(Path path) {
        ContentHash hash = new ContentHash();
        for (Path file : filesBelow(path)) {
            hash.add(path.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            hash.addFile(file);
        }
        return hash.hex();
    }

    private static List<Path> filesBelow(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addFile(Path file) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(byte[] bytes) {
        digest.update(
                java.nio.ByteBuffer.allocate(4).putInt(bytes.length).array()); // so that parts cannot run together
        digest.update(bytes);
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    }
}
