package dev.tinywright.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Preparation;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forest that devices are compared with learns what can be learned, and no more. */
class ForestYardstickTest {
    @TempDir
    Path folder;

    @Test
    void tellsApartWhatLiesApart() throws IOException {
        assertThat(ForestYardstick.accuracy(rows(3), 1)).isGreaterThan(0.97);
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        assertThat(ForestYardstick.accuracy(rows(0), 1)).isBetween(0.3, 0.7);
    }

    @Test
    void theSameSeedGrowsTheSameForest() throws IOException {
        Dataset rows = rows(0.5);

        assertThat(ForestYardstick.accuracy(rows, 1)).isEqualTo(ForestYardstick.accuracy(rows, 1));
    }

    @Test
    void theStandardErrorIsThatOfTheMean() {
        DeviceBenchmark.Spread spread = DeviceBenchmark.Spread.of(DoubleStream.of(1, 2, 3, 4));

        assertThat(spread.mean()).isEqualTo(2.5);
        assertThat(spread.standardError()).isCloseTo(Math.sqrt(5.0 / 3 / 4), within(1e-12));
        assertThat(spread.least()).isEqualTo(1);
        assertThat(spread.most()).isEqualTo(4);
    }

    /** 300 rows of two classes, {@code apart} standard deviations apart in one of three columns. */
    private Dataset rows(double apart) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder csv = new StringBuilder("a,b,c,kind\n");
        for (int i = 0; i < 300; i++) {
            double shift = i % 2 == 0 ? apart : -apart;
            csv.append(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%.4f,%s%n",
                    random.nextGaussian(),
                    random.nextGaussian() + shift,
                    random.nextGaussian(),
                    i % 2 == 0 ? "even" : "odd"));
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), csv);
        var source = new DataSource(file, Optional.of("kind"), List.of(), Optional.empty());
        return Preparation.prepare(
                DataLoader.load(source, DataHints.none()),
                List.of(),
                new SplitSettings(SplitSettings.By.ROW, 0.2, 0.2, 7));
    }
}
