package dev.tinywright.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Table;
import dev.tinywright.spec.DataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording from a board that sends lines in pieces and is unplugged at the end. */
class CollectTest {
    @TempDir
    Path folder;

    @Test
    void whatIsRecordedCanBeLearntFrom() throws Exception {
        Path file = folder.resolve("fruit.csv");
        assertThat(collect("lines", file, "apple", 30).rows()).isEqualTo(30);
        collect("lines", file, "banana", 30);
        assertThat(Files.readAllLines(file)).hasSize(61).contains("Red,Green,Blue,label", "0.100,0.5,0.25,apple");
        Table table = DataLoader.load(
                new DataSource(file, Optional.of("label"), List.of(), Optional.empty()), DataHints.none());
        assertThat(table.rowCount()).isEqualTo(60);
        assertThat(table.labels()).containsExactlyInAnyOrder("apple", "banana");
    }

    @Test
    void unpluggingKeepsEveryRow() throws Exception {
        Path file = folder.resolve("fruit.csv");
        Collect.Outcome outcome = collect("lines", file, "apple", 1000);
        assertThat(outcome.lost()).isNotEmpty();
        assertThat(Files.readAllLines(file)).hasSize((int) outcome.rows() + 1);
        assertThat(Files.readString(file)).endsWith("\n");
        assertThat(outcome.rows()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void badLinesAreCountedAndLeftOut() throws Exception {
        Path file = folder.resolve("fruit.csv");
        Collect.Outcome outcome = collect("broken", file, "apple", 20);
        assertThat(outcome.badLines()).isEqualTo(4);
        assertThat(Files.readString(file)).doesNotContain("oops");
    }

    @Test
    void aFileWithOtherColumnsIsLeftAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("other.csv"), "x,label\n1,a\n");
        assertThatThrownBy(() -> collect("lines", file, "apple", 5))
                .hasMessageContaining("the file has the columns x,label");
        assertThat(Files.readString(file)).isEqualTo("x,label\n1,a\n");
    }

    @Test
    void aSilentBoardIsReported() {
        assertThatThrownBy(() -> collect("silent", folder.resolve("none.csv"), "apple", 5))
                .hasMessageContaining("the board sent no row of numbers");
        assertThat(folder.resolve("none.csv")).doesNotExist();
    }

    private Collect.Outcome collect(String mode, Path file, String label, long rows) throws Exception {
        Collect.Options options = new Collect.Options(
                file, label, OptionalDouble.of(100), Duration.ofSeconds(3), rows, Duration.ofMillis(300));
        try (PtyBoard board = PtyBoard.start(folder, mode, "abcd1234", "2", "45")) {
            return Collect.run(() -> SerialLink.open(board.port(), SerialLink.BAUD), options, () -> false, row -> {});
        }
    }
}
