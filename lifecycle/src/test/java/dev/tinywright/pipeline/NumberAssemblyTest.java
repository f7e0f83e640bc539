package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Preparation;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.data.StepRunner;
import dev.tinywright.report.NumberResult;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of a predicted number. */
class NumberAssemblyTest {
    @TempDir
    Path folder;

    @Test
    void theWorstComeFirstAndOnlyRowsOfATableShowTheirReadings() throws IOException {
        Dataset.Part test = dataset().test();
        float[] got = test.numbers().clone();
        got[3] += 5;
        got[1] -= 2;

        List<NumberResult.Row> rows = NumberAssembly.worst(test, true, got);
        assertThat(rows.getFirst().source()).isEqualTo(test.origin(3));
        assertThat(rows.get(1).source()).isEqualTo(test.origin(1));
        assertThat(rows.getFirst().readings()).containsExactly(test.rows()[3][0]);

        assertThat(NumberAssembly.worst(test, false, got))
                .allSatisfy(row -> assertThat(row.readings()).isEmpty());
    }

    private Dataset dataset() throws IOException {
        Path file = folder.resolve("rows.csv");
        String rows = IntStream.range(0, 100)
                .mapToObj(row -> row % 13 + "," + (row * 7 % 50) + "\n")
                .collect(Collectors.joining());
        Files.writeString(file, "a,y\n" + rows);
        DataSource data = new DataSource(file, Optional.of("y"), List.of(), Optional.empty());
        return Preparation.prepare(
                DataLoader.load(data, new DataHints(List.of(), "y", List.of(), true, false)),
                List.of(),
                new SplitSettings(SplitSettings.By.ROW, 0.2, 0.2, 7),
                StepRunner.NONE);
    }
}
