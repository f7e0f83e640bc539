package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Board;
import dev.tinywright.firmware.SampleCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyModelTest {
    /**
     * Millions of instructions that LiteRT for Microcontrollers with CMSIS-NN executes on an emulated M4, and milliseconds
     * that microTVM with CMSIS-NN took on a board: MLPerf Tiny, closed division (L4R5ZI v1.0, nRF5340 v1.1).
     */
    @ParameterizedTest
    @CsvSource({
        "Cortex-M4F, 120, keyword spotting,   7.698,  99.8",
        "Cortex-M4F, 120, image,             29.864, 389.6",
        "Cortex-M4F, 120, person,            24.102, 301.2",
        "Cortex-M4F, 120, anomaly (dense),    0.583,   8.61",
        "Cortex-M33, 128, keyword spotting,   7.698,  76.5",
        "Cortex-M33, 128, image,             29.864, 317.9",
        "Cortex-M33, 128, person,            24.102, 233.3",
        "Cortex-M33, 128, anomaly (dense),    0.583,   6.29",
    })
    void holdsForPublishedTimes(String core, int megahertz, String network, double millions, double millis) {
        Latency latency = LatencyModel.estimate(board(core, megahertz * 1_000_000L), millions * 1e6);
        assertThat(latency.lowMillis()).isLessThan(millis);
        assertThat(latency.highMillis()).isGreaterThan(millis);
        assertThat(latency.millis()).as(network).isCloseTo(millis, within(0.12 * millis));
    }

    @Test
    void saysThatItIsAnEstimateAndFromWhat() {
        Latency latency = LatencyModel.estimate(SampleCode.board("pico"), 10_000);
        assertThat(latency.basis())
                .contains(
                        "estimate", "10000 executed instructions", "125 MHz", "was not measured", "Arm's cycle counts");
        assertThat(latency.millis()).isCloseTo(0.12, within(1e-9));
        assertThat(latency.millis()).isBetween(latency.lowMillis(), latency.highMillis());
        assertThat(LatencyModel.estimate(SampleCode.board("esp32"), 10_000).basis())
                .contains("another architecture");
    }

    private static Board board(String core, long clockHz) {
        Board b = SampleCode.board("nucleo-f446re");
        return new Board(
                b.id(),
                b.name(),
                b.names(),
                b.chip(),
                core,
                clockHz,
                b.flashBytes(),
                b.ramBytes(),
                b.source(),
                b.build(),
                b.emulator());
    }
}
