package dev.tinywright.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies whole folders. */
final class Copy {
    private Copy() {}

    /** Gives a project that is not made yet what another has trained and measured: where it would do the same, it reuses that. */
    static void cache(Path from, Path to) {
        folder(from.resolve(".tinywright/cache"), to.resolve(".tinywright/cache"));
    }

    static void folder(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
