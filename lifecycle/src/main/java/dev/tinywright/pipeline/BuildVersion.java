package dev.tinywright.pipeline;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Which build of Tinywright this is, as part of cache keys: another build's results are not this one's. */
final class BuildVersion {
    /** The program's own jars or class folders, by name, size and time. */
    static final String TEXT = describe();

    private BuildVersion() {}

    private static String describe() {
        try {
            Path code = Path.of(BuildVersion.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(code)) {
                return ContentHash.ofFiles(code);
            }
            try (Stream<Path> jars = Files.list(code.getParent())) {
                StringBuilder text = new StringBuilder();
                for (Path jar : jars.filter(
                                file -> file.getFileName().toString().startsWith("tinywright"))
                        .sorted()
                        .toList()) {
                    text.append(jar.getFileName()).append(ContentHash.ofFiles(jar));
                }
                return ContentHash.of(text);
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("cannot read the program's own code", e);
        }
    }
}
