package dev.tinywright.steps;

import dev.tinywright.process.Sandbox;
import dev.tinywright.process.Sandbox.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for what a program is handed; gone when the run is over. */
record Scratch(Path folder) implements AutoCloseable {
    Scratch() throws IOException {
        this(Files.createTempDirectory("tinywright-step"));
    }

    /** @param inside path below {@link Sandbox#WORK} */
    Mount file(String name, byte[] content, String inside) throws IOException {
        return new Mount(Files.write(folder.resolve(name), content), Sandbox.WORK + "/" + inside);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
