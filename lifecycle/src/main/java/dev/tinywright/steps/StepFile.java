package dev.tinywright.steps;

import dev.tinywright.data.DataStep;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program's file below the folder {@code steps/} of a project: where it may be, and its content. */
public final class StepFile {
    /** The only folder that programs are taken from. */
    public static final String FOLDER = "steps/";

    private static final long MOST_BYTES = 1 << 20;
    private static final String FORM = "write: - run: steps/Name.java, or steps/name.sh";

    private StepFile() {}

    /** Returns what is wrong with a path as it stands in a plan; empty where it may name a program. */
    public static Optional<Diagnosis> problem(String path) {
        if (path.length() > 200 || !path.matches("steps/[A-Za-z0-9_.][A-Za-z0-9_./ -]*")) {
            return Optional.of(new Diagnosis("'" + shown(path) + "' is no program below steps/", "", FORM));
        }
        boolean climbs = Stream.of(path.split("/", -1)).anyMatch(part -> part.isEmpty() || part.matches("\\.+"));
        return climbs ? Optional.of(new Diagnosis("'" + path + "' leads elsewhere", "", FORM)) : Optional.empty();
    }

    private static String shown(String path) {
        String plain = path.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }

    /**
     * Returns the step that runs the program at {@code path}, with its content's hash.
     *
     * @param project the project's folder
     * @throws TinywrightException (usage) where there is no such file, it is too large or lies elsewhere; the hint names the
     *     nearest one there is
     */
    public static DataStep.Run step(Path project, String path) {
        return new DataStep.Run(path, sha256(content(project, path)));
    }

    /** Returns the file of a step; the same errors as {@link #step}. */
    static Path find(Path project, String path) {
        problem(path).ifPresent(d -> {
            throw TinywrightException.usage(d.what(), d.where(), d.hint());
        });
        Path file = project.resolve(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw TinywrightException.usage("there is no file " + path, project.toString(), nearest(project, path));
        }
        try {
            boolean inside = file.toRealPath().startsWith(project.toRealPath().resolve("steps"));
            if (!inside || !Files.isRegularFile(file)) {
                throw TinywrightException.usage(
                        path + (inside ? " is no file" : " is a link to a place outside of steps/"),
                        project.toString(),
                        FORM);
            }
            if (Files.size(file) > MOST_BYTES) {
                throw TinywrightException.usage(
                        path + " is larger than " + MOST_BYTES + " bytes",
                        project.toString(),
                        "a step is a small program");
            }
            return file;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static byte[] content(Path project, String path) {
        Path file = find(project, path);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static TinywrightException unreadable(Path file, IOException e) {
        return TinywrightException.failed(
                "cannot read the program: " + e.getClass().getSimpleName(), file.toString(), "make it readable");
    }

    private static String nearest(Path project, String path) {
        List<String> there = programs(project);
        return Nearest.of(path, there)
                .map(near -> "did you mean " + near + "?")
                .orElse(
                        there.isEmpty()
                                ? "put it into the folder steps/ of the project"
                                : "there is " + String.join(", ", there));
    }

    private static List<String> programs(Path project) {
        try (Stream<Path> files = Files.walk(project.resolve("steps"), 3)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> project.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .limit(20)
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
