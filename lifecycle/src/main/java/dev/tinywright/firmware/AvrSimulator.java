package dev.tinywright.firmware;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The program that runs AVR images: {@code runtime/simavr/simulator.c} on the simavr library, compiled once for each run of
 * tinywright.
 */
public final class AvrSimulator {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final class Holder {
        static final Path PROGRAM = compile();
    }

    private AvrSimulator() {}

    /**
     * Returns the program.
     *
     * @throws TinywrightException where it cannot be compiled
     */
    public static Path program() {
        if (!Toolchain.isUsable("cc") || !Toolchain.isUsable("simavr")) {
            throw TinywrightException.failed(
                    "the simavr library or a C compiler is missing",
                    "tools",
                    Toolchain.howToGet(Toolchain.packages(List.of("simavr", "cc"))));
        }
        return Holder.PROGRAM;
    }

    private static Path compile() {
        try {
            Path folder = Files.createTempDirectory("tinywright-simavr-");
            Path source = folder.resolve("simulator.c");
            Path program = folder.resolve("simulator");
            List.of(folder, source, program).forEach(file -> file.toFile().deleteOnExit());
            try (InputStream in =
                    AvrSimulator.class.getResourceAsStream("/dev/tinywright/runtime/simavr/simulator.c")) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks runtime/simavr/simulator.c");
                }
                Files.write(source, in.readAllBytes());
            }
            CommandResult result = Command.run(
                    List.of("cc", "-std=gnu99", "-O2", "-o", "simulator", "simulator.c", "-lsimavr"), folder, LIMIT);
            if (!result.succeeded()) {
                throw TinywrightException.failed(
                        "the AVR simulator does not compile: "
                                + result.stderr().lines().findFirst().orElse("no message"),
                        "tools",
                        "it is for the library of simavr 1.6: "
                                + Toolchain.howToGet(Toolchain.packages(List.of("simavr"))));
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its name and version, "simavr 1.6". */
    public static String version() {
        return "simavr"
                + Toolchain.simavrVersion().map(version -> " " + version).orElse("");
    }
}
