package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyModelTest {
    private static Board board(String id) {
        return Boards.builtIn().byId(id).orElseThrow();
    }

    /** Another board of the same core at another clock. */
    private static Board board(String id, long megahertz) {
        Board is = board(id);
        return new Board(
                is.id(),
                is.name(),
                is.names(),
                is.chip(),
                is.core(),
                megahertz * 1_000_000,
                is.flashBytes(),
                is.ramBytes(),
                is.source(),
                is.build(),
                is.emulator());
    }

    @Test
    void isInstructionsTimesCyclesOverTheClock() {
        Latency latency = LatencyModel.estimate(board("arduino-nano-33-ble"), 64_000);
        assertThat(latency.millis()).isCloseTo(1.6, within(1e-9));
        assertThat(latency.lowMillis()).isCloseTo(1.2, within(1e-9));
        assertThat(latency.highMillis()).isCloseTo(2.0, within(1e-9));
        assertThat(latency.basis())
                .isEqualTo("estimate: 64000 executed instructions x 1.60 cycles each (1.20 to 2.00 on a Cortex-M4F, "
                        + "from published int8 benchmarks) at 64 MHz; no board was measured");
    }

    /**
     * Instructions of LiteRT for Microcontrollers with CMSIS-NN; latency of microTVM with CMSIS-NN in MLPerf Tiny v1.1
     * (NUCLEO-L4R5ZI at 120 MHz, nRF5340 at 128 MHz).
     */
    @ParameterizedTest
    @CsvSource({
        "nucleo-f446re, 120, 7.698e6, 99.8",
        "nucleo-f446re, 120, 29.864e6, 389.6",
        "nucleo-f446re, 120, 24.102e6, 300.8",
        "nucleo-f446re, 120, 0.583e6, 8.61",
        "nrf5340-dk, 128, 7.698e6, 76.5",
        "nrf5340-dk, 128, 29.864e6, 317.9",
        "nrf5340-dk, 128, 24.102e6, 233.3",
        "nrf5340-dk, 128, 0.583e6, 6.29",
    })
    void publishedLatenciesAreWithinATenthAndInTheRange(String id, long megahertz, double instructions, double millis) {
        Latency latency = LatencyModel.estimate(board(id, megahertz), instructions);
        assertThat(latency.millis()).isCloseTo(millis, Percentage.withPercentage(10));
        assertThat(millis).isBetween(latency.lowMillis(), latency.highMillis());
    }

    /** Millions of cycles of one engine on both cores, MLPerf Tiny v1.1 (Plumerai) and v1.2 (X-CUBE-AI 9, HALE). */
    @ParameterizedTest
    @CsvSource({
        "5.18, 3.17",
        "19.82, 11.44",
        "10.67, 6.67",
        "0.631, 0.343",
        "7.22, 4.11",
        "21.67, 12.84",
        "21.66, 12.25",
        "0.700, 0.381",
        "5.73, 3.88",
        "20.13, 14.26",
        "11.85, 7.51",
        "0.486, 0.377",
    })
    void anM7IsAsMuchFasterThanAnM4AsPublished(double onM4, double onM7) {
        Latency m4 = LatencyModel.estimate(board("nucleo-f446re", 100), 1e6);
        Latency m7 = LatencyModel.estimate(board("nucleo-h743zi", 100), 1e6);
        double expected = m4.millis() * onM7 / onM4;
        assertThat(m7.millis()).isCloseTo(expected, Percentage.withPercentage(25));
        assertThat(expected).isBetween(m7.lowMillis(), m7.highMillis());
    }

    @Test
    void saysWhereTheCyclesAreFrom() {
        assertThat(LatencyModel.estimate(board("pico"), 1).basis())
                .contains("Cortex-M0+, from the core's instruction timing");
        assertThat(LatencyModel.estimate(board("nucleo-h743zi"), 1).basis()).contains("scaled from published");
        assertThat(LatencyModel.estimate(board("esp32"), 1).basis())
                .contains("Xtensa LX6, a guess: the instructions are another core's");
    }

    @Test
    void everyRangeHoldsItsMiddle() {
        for (Board board : Boards.builtIn().all()) {
            Latency latency = LatencyModel.estimate(board, 1000);
            assertThat(latency.millis()).isBetween(latency.lowMillis(), latency.highMillis());
        }
    }
}
