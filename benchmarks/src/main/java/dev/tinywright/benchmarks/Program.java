package dev.tinywright.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The program as a person starts it: a process of its own, from the launcher in the checkout.
 *
 * @param home the checkout
 */
record Program(Path home) {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What a run left.
     *
     * @param seconds from the command to its end
     * @param report {@code out/report.json}
     */
    record Run(double seconds, JsonNode report) {}

    /** Runs {@code tinywright make} with a sentence, into a new folder. */
    Run make(String sentence, Path data, String board, Path project) {
        return run(
                List.of(
                        "make",
                        sentence,
                        "--data",
                        data.toString(),
                        "--board",
                        board,
                        "--out",
                        project.toString(),
                        "--yes"),
                project);
    }

    /** Runs {@code tinywright build} in a project folder. */
    Run build(Path project) {
        return run(List.of("build", project.toString()), project);
    }

    /** Runs {@code make} where it must refuse, and returns the first line of its error. */
    String refusal(String sentence, Path data, String board, Path project) {
        CommandResult result = start(List.of(
                "make", sentence, "--data", data.toString(), "--board", board, "--out", project.toString(), "--yes"));
        if (result.exitCode() == 0) {
            throw new IllegalStateException(data + " was not refused");
        }
        return result.stderr()
                .lines()
                .filter(line -> line.startsWith("error: "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(result.stderr()));
    }

    private Run run(List<String> words, Path project) {
        long begin = System.nanoTime();
        CommandResult result = start(words);
        double seconds = (System.nanoTime() - begin) / 1e9;
        try {
            return new Run(
                    seconds, JSON.readTree(project.resolve("out/report.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no report from " + words.getFirst() + " in " + project + ": " + result.stderr(), e);
        }
    }

    private CommandResult start(List<String> words) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("tinywright").toString()));
        command.addAll(words);
        return Command.run(command, home, LIMIT);
    }
}
