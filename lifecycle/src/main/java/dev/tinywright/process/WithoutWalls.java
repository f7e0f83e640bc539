package dev.tinywright.process;

import dev.tinywright.process.Sandbox.Limits;
import dev.tinywright.process.Sandbox.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a program as ourselves in a folder of its own that goes afterwards. Only time and output are limited. What is shown below
 * {@link Sandbox#WORK} is copied to the folder, so a program that names it by relative paths finds it; the rest is there anyway.
 */
final class WithoutWalls {
    private WithoutWalls() {}

    static SandboxResult run(List<String> words, List<Mount> shown, Limits limits) throws IOException {
        Path folder = Files.createTempDirectory("tinywright-work");
        try {
            for (Mount mount : shown) {
                copy(mount, folder);
            }
            ProcessBuilder builder = new ProcessBuilder(deafToInterrupts(words))
                    .directory(folder.toFile())
                    .redirectInput(Command.nothing());
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
            builder.environment().clear();
            builder.environment().put("PATH", path);
            builder.environment().put("HOME", folder.toString());
            builder.environment().put("TMPDIR", folder.toString());
            builder.environment().put("LC_ALL", "C.UTF-8");
            return Confined.await(builder.start(), limits);
        } finally {
            delete(folder);
        }
    }

    private static List<String> deafToInterrupts(List<String> words) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        all.addAll(words);
        return all;
    }

    private static void copy(Mount mount, Path folder) throws IOException {
        String below = Sandbox.WORK + "/";
        if (!mount.inside().startsWith(below)) {
            return;
        }
        Path from = mount.outside();
        Path to = folder.resolve(mount.inside().substring(below.length()));
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = file.equals(from)
                        ? to
                        : to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
