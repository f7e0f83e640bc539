package dev.tinywright.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The drive that a UF2 bootloader shows: it has a file INFO_UF2.TXT at its top. Format: Microsoft's UF2 specification. */
final class Uf2Drive {
    private static final int DEPTH = 2;
    private static final List<Path> MOUNTS = List.of(Path.of("/media"), Path.of("/run/media"), Path.of("/Volumes"));

    private Uf2Drive() {}

    static Optional<Path> find() {
        return find(MOUNTS);
    }

    /** Returns the first such drive at most {@value #DEPTH} folders below one of {@code mounts}. */
    static Optional<Path> find(List<Path> mounts) {
        return mounts.stream()
                .filter(Files::isDirectory)
                .flatMap(Uf2Drive::below)
                .findFirst();
    }

    private static Stream<Path> below(Path mount) {
        try (Stream<Path> folders = Files.walk(mount, DEPTH)) {
            return folders
                    .filter(folder -> Files.isRegularFile(folder.resolve("INFO_UF2.TXT")))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return Stream.empty();
        }
    }
}
