package dev.tinywright.steps;

import dev.tinywright.step.Step;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The compiled classes that a step is written against, taken from Tinywright's own jar or class folder. */
final class StepApi {
    private static final String PACKAGE = Step.class.getPackageName().replace('.', '/');

    private StepApi() {}

    /** Copies the classes into {@code folder}, which is made, and returns it. */
    static Path copyTo(Path folder) throws IOException {
        try {
            Path code = Path.of(Step.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(code)) {
                copy(code.resolve(PACKAGE), folder);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(code)) {
                    copy(jar.getPath(PACKAGE), folder);
                }
            }
            return folder;
        } catch (URISyntaxException e) {
            throw new IOException("cannot find the classes for steps", e);
        }
    }

    private static void copy(Path from, Path folder) throws IOException {
        Path to = Files.createDirectories(folder.resolve(PACKAGE));
        try (Stream<Path> classes = Files.list(from)) {
            for (Path file : (Iterable<Path>) classes::iterator) {
                if (file.toString().endsWith(".class")) {
                    Files.copy(file, to.resolve(file.getFileName().toString()));
                }
            }
        }
    }
}
