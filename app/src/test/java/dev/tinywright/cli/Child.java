package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the program as a process of its own, for what can only be seen from outside: signals, memory, the environment. */
final class Child {
    private static final long MOST_SECONDS = 180;

    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts the program with this JVM's class path. */
    static Child start(Path folder, Object... words) {
        return start(folder, Map.of(), List.of(), words);
    }

    /**
     * @param folder that the process works in
     * @param environment variables beside this process's own
     * @param jvm options of the virtual machine
     */
    static Child start(Path folder, Map<String, String> environment, List<String> jvm, Object... words) {
        List<String> command = new ArrayList<>(List.of("java", "--enable-native-access=ALL-UNNAMED"));
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add(Main.class.getName());
        Arrays.stream(words).map(Object::toString).forEach(command::add);
        return start(folder, environment, command);
    }

    /** Starts the program from a shell line, in which {@code "$@"} stands for it. */
    static Child startInShell(Path folder, String line, Object... words) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", line, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", Main.class.getName()));
        Arrays.stream(words).map(Object::toString).forEach(command::add);
        return start(folder, Map.of(), command);
    }

    private static Child start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("tinywright-test-", ".out");
            Path err = Files.createTempFile("tinywright-test-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            builder.environment().putAll(environment);
            return new Child(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program has said something on stderr, or has ended. */
    Child awaitErr(String text) throws InterruptedException {
        while (!Cli.read(err).contains(text) && process.isAlive()) {
            Thread.sleep(20);
        }
        assertThat(Cli.read(err)).contains(text);
        return this;
    }

    Child awaitMillis(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        return this;
    }

    /** As Ctrl-C does, to this process alone. */
    Child interrupt() throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** As kill -9 does. */
    Child kill() {
        process.destroyForcibly();
        return this;
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    Cli.Outcome end() throws InterruptedException, IOException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            try (Stream<ProcessHandle> family = process.descendants()) {
                family.forEach(ProcessHandle::destroyForcibly);
            }
            process.destroyForcibly();
            throw new AssertionError("did not end: " + Cli.read(err));
        }
        Cli.Outcome outcome = new Cli.Outcome(process.exitValue(), Cli.read(out), Cli.read(err));
        Files.delete(out);
        Files.delete(err);
        return outcome;
    }
}
