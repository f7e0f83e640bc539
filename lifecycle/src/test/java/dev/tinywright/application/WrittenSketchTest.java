package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.arduino.Emulation;
import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules write from a wish passes by the expectations that they write from the same wish. */
class WrittenSketchTest {
    @TempDir
    static Path cache = Path.of("");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print the fruit's name on the serial port once a second",
                "print the fruit twice a second and light the built-in LED for apples",
                "print JSON lines every 2 seconds",
                "print the fruit once a second, 3 of 5 decisions must agree",
                "print the fruit once a second, say nothing when below 70 % confidence"
            })
    void passes(String words) {
        Board board = Boards.builtIn().byId("arduino-nano-33-ble").orElseThrow();
        Wish wish = Wish.read(words, Fruit.LABELS);
        float[][] rows = Fruit.rows(Fruit.ROWS, 7);
        ApplicationVerdict verdict = ApplicationCheck.run(
                Emulation.onHost(cache),
                SketchWriter.write(wish, Fruit.contract(), Fruit.binding(), board),
                Fruit.source(),
                ExpectationWriter.write(wish, Fruit.contract(), board),
                Fruit.contract(),
                Fruit.binding(),
                new ApplicationCheck.Rows(rows, Fruit.classes(rows.length), List.of()),
                Fruit::scores,
                folder);
        assertThat(verdict.failures()).as(() -> verdict.summary()).isEmpty();
        assertThat(verdict.rightByLabel()).isEqualTo(Fruit.ROWS);
    }
}
