package dev.tinywright.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.packaging.CheckRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of a model on its board, against a board that answers, lies, stammers, is silent or goes away. */
class BoardCheckTest {
    private static final BoardCheck.Patience SHORT =
            new BoardCheck.Patience(Duration.ofSeconds(2), Duration.ofMillis(300));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"check", "slow", "garbage"})
    void anHonestBoardAnswersEveryRowAlike(String mode) throws Exception {
        BoardCheck.Result result = check("abcd1234", mode, "abcd1234", "2");
        assertThat(result.rows()).isEqualTo(10);
        assertThat(result.mismatches()).as(result.first()).isZero();
        assertThat(result.medianMicros()).isEqualTo(121);
    }

    @Test
    void oneWrongScoreIsNamed() throws Exception {
        BoardCheck.Result result = check("abcd1234", "wrong", "abcd1234", "2");
        assertThat(result.mismatches()).isEqualTo(1);
        assertThat(result.first()).isEqualTo("row 3: expected [2, 3], the board says [3, 3]");
    }

    @Test
    void anotherModelIsNamed() {
        assertFails("its contract is 00000000, this project's is abcd1234", "check", "00000000", "2");
    }

    @Test
    void aSilentBoardIsReported() {
        assertFails("does not answer on its serial port", "silent", "abcd1234", "2");
    }

    @Test
    void unpluggingSaysHowFarItCame() {
        assertFails("went away after 4 of 10 rows", "unplug", "abcd1234", "2", "4");
    }

    @Test
    void rowsKeepEveryBitInTheirFile() throws Exception {
        float[][] readings = {{0.1f, Float.MIN_VALUE}, {1e30f / 3, -0.0f}, {Float.NaN, 16777215f}};
        byte[][] scores = {{-128, 127}, {0, 1}, {5, -5}};
        Path file = folder.resolve("check.csv");
        new CheckRows(readings, scores).write(file);
        CheckRows back = CheckRows.read(file);
        assertThat(Arrays.deepEquals(back.readings(), readings)).isTrue(); // NaN is like itself
        assertThat(back.scores()).isDeepEqualTo(scores);
        Files.writeString(file, "readings=2 scores=2\n1,2,3\n");
        assertThatThrownBy(() -> CheckRows.read(file)).hasMessageContaining("line 2 has 3 values");
    }

    private void assertFails(String message, String... words) {
        assertThatThrownBy(() -> check("abcd1234", words))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((TinywrightException) e).exitCode()).isEqualTo(1));
    }

    private BoardCheck.Result check(String contract, String... words) throws Exception {
        float[][] readings = new float[10][];
        byte[][] scores = new byte[10][];
        for (int i = 0; i < 10; i++) {
            readings[i] = new float[] {i, 0.1f, 0.2f};
            scores[i] = new byte[] {(byte) i, (byte) (i + 1)};
        }
        try (PtyBoard board = PtyBoard.start(folder, words);
                SerialLink link = SerialLink.open(board.port(), SerialLink.BAUD)) {
            return BoardCheck.run(link, board.port(), contract, new CheckRows(readings, scores), SHORT);
        }
    }
}
