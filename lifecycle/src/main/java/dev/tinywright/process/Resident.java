package dev.tinywright.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that a process and all below it hold at this moment, as the kernel shows it. */
final class Resident {
    private static final String LINE = "VmRSS:";

    private Resident() {}

    /** Returns bytes; memory that processes share counts for each. */
    static long bytes(Process process) {
        return process.descendants()
                .mapToLong(child -> bytes(Path.of("/proc", Long.toString(child.pid()), "status")))
                .sum();
    }

    private static long bytes(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(LINE))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0;
        }
    }
}
