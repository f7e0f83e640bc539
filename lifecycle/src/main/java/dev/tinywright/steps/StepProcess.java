package dev.tinywright.steps;

import dev.tinywright.data.StepRows;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Sandbox;
import dev.tinywright.process.Sandbox.Limits;
import dev.tinywright.process.Sandbox.Mount;
import dev.tinywright.process.SandboxResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of a program or of the compiler in the sandbox. */
final class StepProcess {
    /** What a program prints goes to standard error; standard output carries the file that it wrote. */
    private static final String RUN =
            "in=$1; shift; \"$@\" \"$in\" out.csv >&2; code=$?; [ -f out.csv ] && cat out.csv; exit $code";

    static final int NOT_COMPILED = 97;
    private static final String COMPILE = "mkdir classes && \"$1/bin/javac\" %s -cp api -d classes \"$2\" >&2"
            .formatted("-J-Xmx256m -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -J-XX:ReservedCodeCacheSize=64m"
                    + " -J-XX:CompressedClassSpaceSize=128m -proc:none -implicit:none -encoding UTF-8 -Xmaxerrs 5");
    private static final String START =
            "\"$1/bin/java\" %s -cp api dev.tinywright.step.StepMain classes in.csv out.csv >&2"
                    .formatted("-Xmx512m -Xss1m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=64m"
                            + " -XX:CompressedClassSpaceSize=128m -XX:-UsePerfData");
    private static final String COMPILE_AND_RUN =
            "{ %s; } || exit %d; %s; code=$?; [ -f out.csv ] && cat out.csv; exit $code"
                    .formatted(COMPILE, NOT_COMPILED, START);

    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_CSV = 64 * MEBIBYTE;
    private static final Limits LIMITS =
            new Limits(Duration.ofMinutes(2), 120, 3072 * MEBIBYTE, 64, 128 * MEBIBYTE, 256 * MEBIBYTE, 2 * MOST_CSV);

    private StepProcess() {}

    static SandboxResult compile(StepProgram program, Sandbox sandbox) {
        try (Scratch scratch = new Scratch()) {
            List<Mount> shown = new ArrayList<>(java(scratch, program));
            return sandbox.run(List.of("sh", "-c", COMPILE, "sh", home(), program.name()), shown, LIMITS);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Returns the CSV that the program wrote, as it is.
     *
     * @throws TinywrightException where it does not compile, fails or writes nothing
     */
    static byte[] run(StepProgram program, StepRows rows, Sandbox sandbox) {
        try (Scratch scratch = new Scratch()) {
            byte[] csv = StepCsv.text(rows).getBytes(StandardCharsets.UTF_8);
            if (csv.length > MOST_CSV) {
                throw TinywrightException.failed(
                        "the rows for " + program.path() + " are more than " + MOST_CSV / MEBIBYTE + " MiB of CSV",
                        program.path(),
                        "use blocks of the plan, or less data");
            }
            List<Mount> shown = new ArrayList<>();
            shown.add(scratch.file("in.csv", csv, "in.csv"));
            SandboxResult result = program.isJava()
                    ? runJava(scratch, program, shown, sandbox)
                    : runOther(scratch, program, shown, sandbox);
            return output(program, result);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static SandboxResult runJava(Scratch scratch, StepProgram program, List<Mount> shown, Sandbox sandbox)
            throws IOException {
        shown.addAll(java(scratch, program));
        return sandbox.run(List.of("sh", "-c", COMPILE_AND_RUN, "sh", home(), program.name()), shown, LIMITS);
    }

    private static SandboxResult runOther(Scratch scratch, StepProgram program, List<Mount> shown, Sandbox sandbox)
            throws IOException {
        Mount file = scratch.file("program", program.content(), "step/" + program.name());
        if (!file.outside().toFile().setExecutable(true, false)) {
            throw new IOException("cannot make the program executable");
        }
        shown.add(file);
        return sandbox.run(List.of("sh", "-c", RUN, "sh", "in.csv", "./step/" + program.name()), shown, LIMITS);
    }

    private static List<Mount> java(Scratch scratch, StepProgram program) throws IOException {
        List<Mount> shown = new ArrayList<>();
        Path home = Path.of(home());
        if (!Files.isExecutable(home.resolve("bin/javac"))) {
            throw TinywrightException.failed(
                    "this Java has no compiler: " + home,
                    program.path(),
                    "start tinywright with a JDK 25, not a runtime alone");
        }
        if (!home.startsWith("/usr")) {
            shown.add(Mount.same(home));
        }
        shown.add(scratch.file("source", program.content(), program.name()));
        shown.add(new Mount(StepApi.copyTo(scratch.folder().resolve("api")), Sandbox.WORK + "/api"));
        return shown;
    }

    private static String home() {
        return System.getProperty("java.home");
    }

    private static byte[] output(StepProgram program, SandboxResult result) {
        if (result.succeeded() && result.bytes().length > 0) {
            return result.bytes();
        }
        Diagnosis d = result.exitCode() == NOT_COMPILED && program.isJava()
                ? StepErrors.ofCompiler(program, result)
                : StepErrors.ofRun(program, result);
        throw TinywrightException.failed(d.what(), d.where(), d.hint());
    }

    private static TinywrightException unwritable(IOException e) {
        return TinywrightException.failed(
                "cannot hand the rows to a step: " + e.getMessage(),
                System.getProperty("java.io.tmpdir"),
                "free some space there");
    }
}
