package dev.tinywright.pipeline;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The folder {@code app/}: a sketch in a folder of its name, and {@code expect.yaml}. Knows the person's files from those the
 * rules wrote by keeping the hash of each that the rules wrote; a run can be killed between any two writes without a file
 * of the rules being taken for a person's.
 */
record AppFolder(Project project) {
    static final String EXPECT = "expect.yaml";

    /** Where the sketch of {@code name} lies. */
    Path sketch(String name) {
        return project.app().resolve(name);
    }

    Path expectations() {
        return project.app().resolve(EXPECT);
    }

    /**
     * Returns the folder of the sketch that a person wrote or changed, where there is one.
     *
     * @throws TinywrightException (usage) where there are several
     */
    Optional<Path> personsSketch() {
        Set<String> ours = written();
        List<Path> theirs = sketches().stream()
                .filter(folder -> files(folder).stream().anyMatch(file -> !isOurs(file, ours)))
                .toList();
        if (theirs.size() > 1) {
            throw TinywrightException.usage(
                    "more than one sketch: "
                            + String.join(
                                    ", ",
                                    theirs.stream()
                                            .map(folder -> folder.getFileName().toString())
                                            .toList()),
                    project.app().toString(),
                    "keep one of them there");
        }
        return theirs.stream().findFirst();
    }

    /** Returns the expect.yaml that a person wrote or changed, where there is one. */
    Optional<Path> personsExpectations() {
        return Files.isRegularFile(expectations()) && !isOurs(expectations(), written())
                ? Optional.of(expectations())
                : Optional.empty();
    }

    /** Returns the sketch that is there, whoever wrote it, where there is just one. */
    Optional<Path> anySketch() {
        return sketches().size() == 1 ? Optional.of(sketches().getFirst()) : Optional.empty();
    }

    /** Returns the expect.yaml that is there, whoever wrote it. */
    Optional<Path> anyExpectations() {
        return Optional.of(expectations()).filter(Files::isRegularFile);
    }

    /**
     * Writes files of the rules. Their hashes are noted first, and stay noted: a person who takes a change back has the rules'
     * sketch again.
     *
     * @param texts by path below {@code app/}
     */
    void write(SortedMap<String, String> texts) {
        SortedSet<String> hashes = new TreeSet<>(written());
        texts.values().forEach(text -> hashes.add(hash(text)));
        Project.write(register(), (String.join("\n", hashes) + "\n").getBytes(StandardCharsets.UTF_8));
        texts.forEach(
                (path, text) -> Project.write(project.app().resolve(path), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A folder with a main tab of its own name. */
    private List<Path> sketches() {
        if (!Files.isDirectory(project.app())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(project.app())) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(folder.getFileName() + ".ino")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path file, Set<String> ours) {
        return ours.contains(hash(file));
    }

    private static String hash(String text) {
        return ContentHash.of(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash(Path file) {
        try {
            return ContentHash.of(HexFormat.of().formatHex(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> written() {
        try {
            return Files.isRegularFile(register()) ? new HashSet<>(Files.readAllLines(register())) : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One hash a line: of each file that the rules ever wrote here. */
    private Path register() {
        return project.state().resolve("app-written");
    }
}
