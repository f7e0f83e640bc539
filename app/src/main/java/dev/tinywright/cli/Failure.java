package dev.tinywright.cli;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a command that ended with an exception says to the person. */
record Failure(Diagnosis diagnosis, int exitCode) {
    private static final String KEPT = "run tinywright build to go on; what was done is kept";

    static Failure of(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElseGet(() -> new Failure(fault(thrown), 1));
    }

    private static java.util.Optional<Failure> known(Throwable cause) {
        return java.util.Optional.ofNullable(
                switch (cause) {
                    case TinywrightException e -> new Failure(e.diagnosis(), e.exitCode());
                    case OutOfMemoryError ignored -> new Failure(outOfMemory(), 1);
                    case StackOverflowError ignored ->
                        new Failure(
                                new Diagnosis(
                                        "the input is nested too deeply for tinywright to read",
                                        "",
                                        "look for brackets within brackets in task.yaml and plan.yaml"),
                                1);
                    case IOException e -> new Failure(inputOutput(e), 1);
                    default -> null;
                });
    }

    private static Diagnosis outOfMemory() {
        return new Diagnosis(
                "out of memory: %d MB were not enough"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20),
                "",
                "use fewer columns or rows, or give more with JAVA_TOOL_OPTIONS=-Xmx2g; " + KEPT);
    }

    private static Diagnosis inputOutput(IOException e) {
        String where = e instanceof FileSystemException file && file.getFile() != null ? file.getFile() : "";
        String reason = e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : e.getClass().getSimpleName()
                        + (e.getMessage() == null || where.equals(e.getMessage()) ? "" : ": " + e.getMessage());
        return new Diagnosis(
                "cannot read or write: " + reason, where, "look at that file, its rights and the disk; " + KEPT);
    }

    /** What we did not foresee: named as our fault, its trace in a file to send, nothing of it on the screen. */
    private static Diagnosis fault(Throwable thrown) {
        String what = "tinywright has a fault: "
                + thrown.toString().lines().findFirst().orElse("");
        try {
            Path trace = Files.createTempFile("tinywright-fault-", ".txt");
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(trace, StandardCharsets.UTF_8))) {
                thrown.printStackTrace(writer);
            }
            return new Diagnosis(what, "", "please report it with the file " + trace + "; your files are untouched");
        } catch (IOException cannotWrite) {
            return new Diagnosis(what, "", "its details could not be written: " + cannotWrite.getMessage());
        }
    }
}
