package dev.tinywright.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Table;
import dev.tinywright.mind.Prompt;
import dev.tinywright.mind.ScriptedMind;
import dev.tinywright.process.Command;
import dev.tinywright.process.Confinement;
import dev.tinywright.spec.DataSource;
import dev.tinywright.steps.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps that the scripted mind writes are right: they compile against the real API and do what they say. */
class MindStepTest {
    private static final String PROMPT = """
            # Job: step
            ## Purpose
            readings of Red above 1 are glitches
            ## Data
            40 rows
            - "Red": 0.1 to 99
            - "Green": 0.1 to 0.5
            ## Rules
            - One file, one public class named RemoveGlitches that implements Step.
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path project;

    @BeforeEach
    void bubblewrapIsThere() {
        assumeTrue(Command.find("bwrap").isPresent(), "bubblewrap is not installed: steps are not run");
    }

    private Table table() throws IOException {
        StringBuilder csv = new StringBuilder("fruit,Red,Green\n");
        for (int i = 0; i < 40; i++) {
            String red = i == 7 ? "99" : "0." + (100 + i);
            csv.append(i % 2 == 0 ? "apple," : "banana,")
                    .append(red)
                    .append(",0.")
                    .append(200 + i)
                    .append('\n');
        }
        Path file = Files.writeString(project.resolve("fruit.csv"), csv);
        return DataLoader.load(new DataSource(file, Optional.empty(), List.of(), Optional.empty()), DataHints.none());
    }

    private String step(String code) throws IOException {
        Files.createDirectories(project.resolve("steps"));
        Files.writeString(project.resolve("steps/RemoveGlitches.java"), code);
        return "steps/RemoveGlitches.java";
    }

    private static String right() {
        String answer = new ScriptedMind().answer(Prompt.of(PROMPT));
        return answer.substring(answer.indexOf('\n') + 1, answer.lastIndexOf("```"));
    }

    @Test
    void dropsTheGlitchAndNothingElse() throws IOException {
        Table table = table();
        Steps steps = Steps.in(project, Confinement.REQUIRED);
        String path = step(right());

        assertThat(steps.compile(path)).isEmpty();
        assertThat(steps.sample(path, table).rows()).isEqualTo(39);
    }
}
