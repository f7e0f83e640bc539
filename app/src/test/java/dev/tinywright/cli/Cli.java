package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Runs the program in this process and says what came of it. */
final class Cli {
    private final Optional<Person> person;

    private Cli(Optional<Person> person) {
        this.person = person;
    }

    /** Runs a command where nobody can be asked. */
    static Outcome run(Object... words) {
        return new Cli(Optional.empty()).with(words);
    }

    /** Returns a terminal at which somebody gives these answers, one after the other, and then ends the input. */
    static Cli answering(String... answers) {
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        return new Cli(Optional.of(question -> Optional.ofNullable(left.poll())));
    }

    Outcome with(Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                person,
                interrupt -> {});
        String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        int exitCode = Main.run(terminal, args);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What a command left behind; the checks can be chained. */
    record Outcome(int exitCode, String out, String err) {
        Outcome succeeded() {
            return exited(0);
        }

        Outcome exited(int code) {
            assertThat(exitCode).as("exit code; stderr: %s", err).isEqualTo(code);
            return noTrace();
        }

        /** A clear message and nothing of the program's inside. */
        Outcome failedWith(int code, String... texts) {
            exited(code);
            assertThat(err).contains("error: ").contains(texts);
            return this;
        }

        Outcome outContains(String... texts) {
            assertThat(out).contains(texts);
            return this;
        }

        Outcome outLacks(String... texts) {
            assertThat(out).doesNotContain(texts);
            return this;
        }

        Outcome errContains(String... texts) {
            assertThat(err).contains(texts);
            return this;
        }

        Outcome errLacks(String... texts) {
            assertThat(err).doesNotContain(texts);
            return this;
        }

        Outcome noTrace() {
            assertThat(out + err)
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception")
                    .doesNotContain("tinywright has a fault");
            return this;
        }

        JsonNode json() {
            return Cli.json(out);
        }
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper()
                    .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    static JsonNode report(Path project) {
        return json(read(project.resolve("out/report.json")));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a text file as a person with an editor would; what is to be replaced must be there. */
    static void edit(Path file, String from, String to) {
        String text = read(file);
        assertThat(text).contains(from);
        write(file, text.replace(from, to));
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
