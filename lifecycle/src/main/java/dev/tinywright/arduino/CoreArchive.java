package dev.tinywright.arduino;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The emulation's Arduino core, compiled once for each machine and kept: a folder with its headers and {@code core.a}. Its name
 * is a hash of all that goes into it, so a core that has changed is another one.
 *
 * @param folder with the core's headers and {@code core.a}
 */
record CoreArchive(Path folder) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Returns the core in {@code cache}, made there where it is missing. */
    static CoreArchive in(Path cache, Machine machine) {
        Path folder = cache.toAbsolutePath().resolve("core-" + hash(machine));
        if (!Files.exists(folder.resolve("core.a"))) {
            build(folder, machine);
        }
        return new CoreArchive(folder);
    }

    private static void build(Path folder, Machine machine) {
        try {
            Path cache = Files.createDirectories(
                    Optional.ofNullable(folder.getParent()).orElse(folder));
            Path scratch = Files.createTempDirectory(cache, "making-");
            for (var file : machine.core().files().entrySet()) {
                Path target = scratch.resolve(file.getKey());
                Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(scratch));
                Files.writeString(target, file.getValue());
            }
            List<String> objects = new ArrayList<>();
            for (String source : machine.core().sources()) {
                String object = source.replace('/', '_') + ".o";
                List<String> words = new ArrayList<>(machine.compiler(source));
                machine.core().includes().forEach(include -> words.add("-I" + include));
                words.addAll(List.of("-c", source, "-o", object));
                require(Command.run(words, scratch, LIMIT), source);
                objects.add(object);
            }
            List<String> archive = new ArrayList<>(List.of(machine.archiver(), "rcs", "core.a"));
            archive.addAll(objects);
            require(Command.run(archive, scratch, LIMIT), "core.a");
            publish(scratch, folder);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot build the emulation's Arduino core: " + e.getMessage(),
                    folder.toString(),
                    "free some space, or make the folder writable");
        }
    }

    /** Another process may have made the same folder meanwhile: then that one is taken. */
    static void publish(Path scratch, Path folder) throws IOException {
        try {
            Files.move(scratch, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) { // systems differ in the kind of exception
            if (!Files.exists(folder.resolve("core.a"))) {
                throw e;
            }
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void require(CommandResult result, String what) {
        if (!result.succeeded()) {
            throw TinywrightException.failed(
                    "the emulation's Arduino core does not compile: "
                            + result.stderr()
                                    .lines()
                                    .filter(line -> line.contains("error"))
                                    .findFirst()
                                    .orElse(what),
                    what,
                    "this is a fault of tinywright or of the compiler: please report it");
        }
    }

    private static String hash(Machine machine) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            machine.core().files().forEach((name, text) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            digest.update(machine.identity().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
