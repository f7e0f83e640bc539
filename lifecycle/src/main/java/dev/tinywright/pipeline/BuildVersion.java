package dev.tinywright.pipeline;

import dev.tinywright.diag.Diagnosis;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Which build of Tinywright this is, as part of cache keys: another build's results are not this one's. */
final class BuildVersion {
    /** Hash of the program's own code. */
    static final String TEXT = ContentHash.of(
            List.of(Diagnosis.class, BuildVersion.class).stream() // one class of each module that a result depends on
                    .map(type -> ContentHash.ofFiles(code(type)))
                    .toList());

    private BuildVersion() {}

    /** Returns the jar or class folder that a class was loaded from. */
    private static Path code(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot find the program's own code", e);
        }
    }
}
