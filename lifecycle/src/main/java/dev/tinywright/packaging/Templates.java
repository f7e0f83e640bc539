package dev.tinywright.packaging;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The template files of this package. */
final class Templates {
    private Templates() {}

    /** Fails on a hole without a value. */
    static String render(String template, Map<String, Object> values) {
        return Mustache.compiler()
                .escapeHTML(false)
                .strictSections(true)
                .compile(resource("/dev/tinywright/packaging/" + template))
                .execute(values);
    }

    /** The Apache License, which the kernels are under. */
    static String apacheLicense() {
        return resource("/dev/tinywright/LICENSE");
    }

    private static String resource(String path) {
        try (InputStream in = Templates.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not in this jar: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
