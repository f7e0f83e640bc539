package dev.tinywright.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A text file of this jar. */
final class Resource {
    private Resource() {}

    static String read(String path) {
        return find(path).orElseThrow(() -> new IllegalStateException("not in this jar: " + path));
    }

    /** Empty where there is none. */
    static Optional<String> find(String path) {
        try (InputStream stream = Resource.class.getResourceAsStream(path)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
