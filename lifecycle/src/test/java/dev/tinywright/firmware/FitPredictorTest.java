package dev.tinywright.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.features.InputStep;
import dev.tinywright.firmware.FitPredictor.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions against linked images, for the four cores. */
class FitPredictorTest {
    private static final InputStep STANDARDIZE = new InputStep.Standardize();
    private static final InputStep CLIP = new InputStep.ClipOutliers(1, 99);
    private static final InputStep IMPUTE = new InputStep.Impute(InputStep.Fill.MEDIAN);

    private static Stream<Arguments> models() {
        return Stream.of("pico", "arduino-nano-33-ble", "nucleo-h743zi", "nrf5340-dk")
                .flatMap(board -> Stream.of(
                        Arguments.of(board, 3, List.of(), new Integer[] {3}),
                        Arguments.of(board, 5, List.of(IMPUTE, CLIP, STANDARDIZE), new Integer[] {96, 48, 7}),
                        Arguments.of(
                                board,
                                20,
                                List.of(new InputStep.Log(List.of()), new InputStep.RobustScale()),
                                new Integer[] {24, 12, 5}),
                        Arguments.of(
                                board,
                                9,
                                List.of(STANDARDIZE, new InputStep.Pairs(List.of()), new InputStep.MinMax()),
                                new Integer[] {10, 2}),
                        Arguments.of(
                                board,
                                4,
                                List.of(
                                        CLIP,
                                        new InputStep.Derive("share", "`reading 0` / (`reading 1` + 2.5)"),
                                        new InputStep.Log(List.of("reading 2")),
                                        new InputStep.Pairs(List.of("reading 0", "share")),
                                        STANDARDIZE),
                                new Integer[] {16, 20}),
                        Arguments.of(board, 60, List.of(STANDARDIZE), new Integer[] {32, 16, 10})));
    }

    @ParameterizedTest
    @MethodSource("models")
    void isNearTheLinkedImage(String id, int readings, List<InputStep> steps, Integer[] units, @TempDir Path folder) {
        Board board = RandomModel.board(id);
        RandomModel model = RandomModel.of(7, readings, steps, units);
        boolean twinOfM4 =
                id.equals("nucleo-h743zi") || id.equals("nrf5340-dk"); // its sizes are the M4's, give or take 40
        for (boolean forSize : twinOfM4 ? new boolean[] {false} : new boolean[] {false, true}) {
            MemoryUse memory = FirmwareBuilder.build(model.source(), readings, model.classes(), board, forSize, folder)
                    .memory();
            Prediction predicted = FitPredictor.predict(board, readings, steps, List.of(units), forSize);
            assertThat(predicted.staticRamBytes()).isEqualTo(memory.ramBytes());
            assertThat(predicted.ramBytes() - predicted.staticRamBytes()).isEqualTo(200);
            assertThat((double) predicted.flashBytes())
                    .isCloseTo((double) memory.flashBytes(), within(100 + memory.flashBytes() / 50.0));
            assertThat(predicted.flashError()).isBetween(400L, 400 + memory.flashBytes() / 40);
        }
    }

    @Test
    void aSecondStepOfAKindReusesItsKernel() {
        Board board = Boards.builtIn().byId("pico").orElseThrow();
        long none = flash(board, List.of());
        long one = flash(board, List.of(STANDARDIZE));
        long two = flash(board, List.of(STANDARDIZE, new InputStep.MinMax()));
        long same = flash(board, List.of(STANDARDIZE, STANDARDIZE));
        assertThat(one - none).isGreaterThan(200);
        assertThat(two - one).isLessThan(100);
        assertThat(same).isEqualTo(two);
    }

    private static long flash(Board board, List<InputStep> steps) {
        return FitPredictor.predict(board, 3, steps, List.of(3), false).flashBytes();
    }
}
