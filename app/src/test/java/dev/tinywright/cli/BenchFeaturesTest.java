package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tinywright bench features}. */
class BenchFeaturesTest {
    @TempDir
    Path folder;

    @Test
    void everyRowOfATableIsComparedOnEachCoreAndTheTableWritten() throws IOException {
        Path table = Data.colours(folder);
        Cli.write(folder.resolve("task.txt"), Data.COLOURS);
        Path page = Cli.write(folder.resolve("page.md"), "# Page\n");
        Cli.run("bench", "features", table, "--write", page, "--no-install")
                .succeeded()
                .outContains("differ on Cortex-M0+", "differ on Cortex-M33", "3 readings to 3 columns and 3 features")
                .outContains("| 120 | 7,200 | 0 | 0 | 0 | 0 |");
        assertThat(Files.readString(page)).contains("# Page", "<!-- features -->", "| 120 | 7,200 |");
    }

    @Test
    void ofAPlanItIsThePlansStepsThatAreProven() throws IOException {
        Path plan = Cli.write(folder.resolve("plan.yaml"), """
                version: 1
                features:
                  - uses: pairs
                  - uses: standardize
                model:
                  - dense: {units: 2}
                """);
        Cli.Outcome outcome = Cli.run(
                        "bench",
                        "features",
                        Data.colours(folder),
                        "--sentence",
                        Data.COLOURS,
                        "--plan",
                        plan,
                        "--json",
                        "--no-install")
                .succeeded();
        JsonNode cores = outcome.json().path(0).path("proofs").path(0).path("cores");
        assertThat(cores).hasSize(4);
        assertThat(cores.path(1).path("core").asText()).isEqualTo("Cortex-M4");
        assertThat(cores.path(1).path("bytes").asLong()).isEqualTo(120 * 5 * 9);
        assertThat(cores.path(1).path("mismatches").asInt(-1)).isZero();
    }

    @Test
    void withoutASentenceItSaysWhereOneWouldStand() {
        Cli.run("bench", "features", Data.colours(folder), "--no-install").failedWith(2, "task.txt", "--sentence");
    }
}
