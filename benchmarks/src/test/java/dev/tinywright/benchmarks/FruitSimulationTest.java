package dev.tinywright.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.DataStep;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Preparation;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.data.Table;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's data: made by its generator, with flaws that are found, and neither trivial nor hopeless. */
class FruitSimulationTest {
    private static Dataset dataset(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("fruit.csv"), FruitSimulation.csv());
        DataHints hints = new DataHints(List.of("apples", "bananas", "oranges", "grapes"), "", List.of("colour"));
        Table table = DataLoader.load(new DataSource(file, Optional.empty(), List.of(), Optional.empty()), hints);
        return Preparation.prepare(
                table,
                List.of(new DataStep.NormalizeLabels(), new DataStep.DropDuplicates()),
                new SplitSettings(SplitSettings.By.ROW, 0.2, 0.2, 7));
    }

    @Test
    void theFileOfTheExampleIsWhatTheGeneratorMakes() throws IOException {
        assertThat(Path.of("..", "examples", "fruit", "fruit.csv")).hasContent(FruitSimulation.csv());
    }

    @Test
    void itsFlawsAreCleanedAndCounted(@TempDir Path folder) throws IOException {
        Dataset dataset = dataset(folder);
        assertThat(dataset.labels()).containsExactly("apple", "banana", "grape", "orange");
        assertThat(dataset.account().rowsRead()).isEqualTo(803);
        assertThat(dataset.account().dropped()).containsKeys("a reading is missing", "a duplicate of another row");
        assertThat(dataset.notes()).hasSize(1);
    }

    @Test
    void nearestNeighboursAreRightOnMostRowsButNotAll(@TempDir Path folder) throws IOException {
        Dataset dataset = dataset(folder);
        int right = 0;
        for (int i = 0; i < dataset.test().size(); i++) {
            right += vote(dataset, dataset.test().rows()[i]) == dataset.test().classes()[i] ? 1 : 0;
        }
        assertThat((double) right / dataset.test().size()).isBetween(0.90, 0.98);
    }

    /** Returns the most frequent class of the nine training rows nearest to {@code row}. */
    private static int vote(Dataset dataset, float[] row) {
        float[][] training = dataset.training().rows();
        int[] votes = new int[dataset.labels().size()];
        IntStream.range(0, training.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distance(training[i], row)))
                .limit(9)
                .forEach(i -> votes[dataset.training().classes()[i]]++);
        return IntStream.range(0, votes.length)
                .boxed()
                .max(Comparator.comparingInt(c -> votes[c]))
                .orElseThrow();
    }

    private static double distance(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(c -> (a[c] - b[c]) * (a[c] - b[c]))
                .sum();
    }
}
