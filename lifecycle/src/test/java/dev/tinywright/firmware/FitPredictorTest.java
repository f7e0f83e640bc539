package dev.tinywright.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.features.InputStep;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions from the architecture alone against linked images. */
class FitPredictorTest {
    private static final List<InputStep> SCALED = List.of(new InputStep.Standardize());
    private static final List<InputStep> ALL = List.of(
            new InputStep.ClipOutliers(1, 99),
            new InputStep.Log(List.of()),
            new InputStep.Pairs(List.of()),
            new InputStep.Standardize());

    record Case(String board, boolean forSize, int readings, List<InputStep> steps, List<Integer> units) {}

    private static final List<InputStep> DERIVED =
            List.of(new InputStep.Derive("q", "(r0 - r1) / (r0 + r1)"), new InputStep.MinMax());

    static Stream<Case> cases() {
        return Stream.of(
                        "pico",
                        "arduino-nano-33-ble",
                        "nucleo-h743zi",
                        "nrf5340-dk",
                        "arduino-uno-r3",
                        "arduino-mega-2560",
                        "arduino-nano-every")
                .flatMap(board -> Stream.of(
                        new Case(board, false, 3, List.of(), List.of(3)),
                        new Case(board, false, 3, SCALED, List.of(8, 5, 3)),
                        new Case(board, true, 3, SCALED, List.of(8, 5, 3)),
                        new Case(board, false, 11, DERIVED, List.of(32, 16, 6)),
                        new Case(board, false, 40, SCALED, List.of(64, 64, 10)),
                        new Case(board, false, 6, ALL, List.of(16, 4)),
                        new Case(board, true, 6, ALL, List.of(16, 4))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isNearTheLinkedImage(Case c, @TempDir Path folder) {
        Board board = SampleCode.board(c.board());
        Deployable model = SampleCode.deployable(1, c.readings(), c.steps(), c.units());
        FitPredictor.Prediction predicted =
                FitPredictor.predict(board, c.readings(), c.steps(), c.units(), c.forSize());
        MemoryUse linked = FirmwareBuilder.build(
                        SampleCode.source(model, board, c.forSize()),
                        c.readings(),
                        c.units().getLast(),
                        board,
                        c.forSize(),
                        folder)
                .memory();
        assertThat((double) linked.flashBytes())
                .isCloseTo((double) predicted.flashBytes(), Offset.offset((double) predicted.flashError()));
        assertThat(linked.ramBytes() + FitPredictor.usualStack(board)).isEqualTo(predicted.ramBytes());
    }

    /** What is said of the error is said where it matters: small, against a budget. */
    @Test
    void errorIsWithinThreePercentOfAModelOfFourteenKilobytes() {
        FitPredictor.Prediction predicted =
                FitPredictor.predict(SampleCode.board("pico"), 40, SCALED, List.of(64, 64, 10), false);
        assertThat(predicted.flashBytes()).isBetween(14_000L, 15_000L);
        assertThat(predicted.flashError()).isLessThan(400);
    }
}
