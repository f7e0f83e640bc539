package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.firmware.SampleCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyModelTest {
    private static Board board(String id) {
        return Boards.builtIn().byId(id).orElseThrow();
    }

    /**
     * Two networks set two constants, so that both are met: worked out by hand from millions of instructions, weights in MB and
     * published inferences a second.
     */
    @ParameterizedTest
    @CsvSource({
        "Cortex-M4,  120, 7.698, 10.019, 0.583, 116.212",
        "Cortex-M33, 128, 7.698, 13.143, 0.583, 159.579",
        "Cortex-M85, 480, 1.814, 288.611, 0.150, 1884.138"
    })
    void theConstantsAreThoseOfTwoPublishedTimes(
            String core, double megahertz, double kws, double kwsPerSecond, double ad, double adPerSecond) {
        double kwsCycles = megahertz / kwsPerSecond;
        double adCycles = megahertz / adPerSecond;
        double determinant = kws * 0.270880 - ad * 0.024376;
        CycleModel model = Calibration.of(core).orElseThrow();
        assertThat(model.perInstruction())
                .isCloseTo((kwsCycles * 0.270880 - adCycles * 0.024376) / determinant, within(1e-9));
        assertThat(model.perWeightByte()).isCloseTo((kws * adCycles - ad * kwsCycles) / determinant, within(1e-9));
    }

    /** The geometric mean of the ratios of three engines on two networks. */
    @Test
    void anM7TakesAShareOfAnM4sCycles() {
        double product = (280 / 88.356) / (120 / 23.155);
        product *= (280 / 816.004) / (120 / 190.086);
        product *= (280 / 68.083) / (120 / 16.623);
        product *= (280 / 735.615) / (120 / 171.375);
        product *= (280 / 72.141) / (120 / 20.929);
        product *= (280 / 742.001) / (120 / 246.814);
        double share = Math.pow(product, 1 / 6.0);
        assertThat(share).isCloseTo(0.615, within(0.001));
        CycleModel m4 = Calibration.of("Cortex-M4").orElseThrow();
        CycleModel m7 = Calibration.of("Cortex-M7").orElseThrow();
        assertThat(m7.perInstruction()).isCloseTo(share * m4.perInstruction(), within(1e-9));
        assertThat(m7.perWeightByte()).isCloseTo(share * m4.perWeightByte(), within(1e-9));
    }

    @Test
    void theLeastRelativeErrorIsTheFit() {
        // 2 a + b = 3 and a + 3 b = 4 hold for a = 1, b = 1; a third point that agrees changes nothing
        assertThat(CycleModel.fit(List.of(
                        new CycleModel.Point(2, 1, 3), new CycleModel.Point(1, 3, 4), new CycleModel.Point(5, 5, 10))))
                .satisfies(model -> {
                    assertThat(model.perInstruction()).isCloseTo(1, within(1e-9));
                    assertThat(model.perWeightByte()).isCloseTo(1, within(1e-9));
                });
    }

    /** The bar: a quarter of what was published, where the instructions of the kernels are known. */
    @Test
    void heldOutTimesOfCountedKernelsAreWithinAQuarter() {
        List<HeldOut> counted =
                Calibration.heldOut().stream().filter(HeldOut::isCounted).toList();
        assertThat(counted).hasSize(10).allSatisfy(it -> assertThat(Math.abs(it.error()))
                .as(it.run().toString())
                .isLessThan(0.25));
        assertThat(counted.stream()
                        .mapToDouble(it -> Math.abs(it.error()))
                        .average()
                        .orElseThrow())
                .isCloseTo(0.076, within(0.001));
    }

    /** ResNet-8 on the EK-RA6M4: 200 MHz, 4.062 inferences a second. */
    @Test
    void anErrorIsOfWhatWasPublished() {
        HeldOut worst = Calibration.heldOut().stream()
                .filter(it -> it.run().board().equals("EK-RA6M4")
                        && it.run().network().equals("ic"))
                .findFirst()
                .orElseThrow();
        assertThat(worst.published()).isCloseTo(200e6 / 4.062, within(1.0));
        assertThat(worst.error()).isCloseTo(-0.233, within(0.001));
    }

    @Test
    void nothingIsBothFittedAndCheckedAndEveryRowHasAUse() {
        List<String> uses = List.of("fit", "check", "pair-base", "pair-fit", "pair-check", "power-fit", "power-check");
        assertThat(uses.stream().mapToInt(use -> PublishedRun.of(use).size()).sum())
                .isEqualTo(PublishedRun.Table.rows("mlperf-tiny.csv").size());
        assertThat(PublishedRun.of("check").stream().map(LatencyModelTest::what))
                .doesNotContainAnyElementsOf(PublishedRun.of("fit").stream()
                        .map(LatencyModelTest::what)
                        .toList());
        assertThat(PublishedRun.of("pair-check").stream().map(LatencyModelTest::what))
                .doesNotContainAnyElementsOf(PublishedRun.of("pair-fit").stream()
                        .map(LatencyModelTest::what)
                        .toList());
    }

    private static List<String> what(PublishedRun run) {
        return List.of(run.round(), run.engine(), run.board(), run.network());
    }

    /** What a report says of a board holds all that was published of its core. */
    @ParameterizedTest
    @CsvSource({"Cortex-M4, nucleo-l4r5zi", "Cortex-M7, nucleo-h743zi", "Cortex-M33, nucleo-u575zi-q"})
    void everyHeldOutTimeIsInTheRange(String core, String id) {
        Latency estimate = LatencyModel.estimate(board(id), 1_000_000, 0);
        assertThat(Calibration.heldOut(core)).isNotEmpty().allSatisfy(it -> assertThat(
                        it.published() / it.predicted() * estimate.millis())
                .as(it.run().toString())
                .isBetween(estimate.lowMillis() * (1 - 1e-9), estimate.highMillis() * (1 + 1e-9)));
    }

    @Test
    void timeIsOfInstructionsAndOfWeightsThatAreFetched() {
        Latency none = LatencyModel.estimate(board("nucleo-l4r5zi"), 1_200_000, 0);
        Latency some = LatencyModel.estimate(board("nucleo-l4r5zi"), 1_200_000, 120_000);
        assertThat(none.millis()).isCloseTo(10 * 1.5544, within(0.001));
        assertThat(some.millis() - none.millis()).isCloseTo(0.4665, within(0.001));
        assertThat(LatencyModel.cycles(board("nucleo-l4r5zi"), 1_200_000, 120_000))
                .isCloseTo(some.millis() * 120_000, within(1e-3));
    }

    @Test
    void theRangeEndsWithTheWorstHeldOutTimesOfTheCore() {
        Latency latency = LatencyModel.estimate(board("nucleo-l4r5zi"), 1e6, 0);
        assertThat(latency.highMillis() / latency.millis()).isCloseTo(8.109 / 5.734, within(0.001));
        assertThat(latency.lowMillis() / latency.millis()).isCloseTo(36.145 / 37.567, within(0.001));
        assertThat(latency.basis())
                .contains("-4 to +41 %", "at worst 29 % off on 10 others", "this board was not measured");
    }

    @Test
    void saysThatItIsAnEstimateAndFromWhat() {
        Latency latency = LatencyModel.estimate(SampleCode.board("pico"), 10_000, 0);
        assertThat(latency.basis())
                .contains(
                        "estimate", "10000 executed instructions", "125 MHz", "was not measured", "Arm's cycle counts");
        assertThat(latency.millis()).isCloseTo(0.12, within(1e-9));
        assertThat(latency.millis()).isBetween(latency.lowMillis(), latency.highMillis());
        assertThat(LatencyModel.estimate(SampleCode.board("esp32"), 10_000, 0).basis())
                .contains("another architecture");
        assertThat(LatencyModel.estimate(board("corstone-300"), 10_000, 0).basis())
                .contains("a guess: no time of an M55 is published");
    }

    @ParameterizedTest
    @CsvSource({"nucleo-l4r5zi, 22.5", "nucleo-u575zi-q, 13.0"})
    void aBoardsCurrentIsThePublishedOne(String id, double milliamps) {
        Board board = board(id);
        double milliwatts = PublishedRun.of("power-fit").stream()
                .filter(run -> run.board().equalsIgnoreCase(id))
                .mapToDouble(run -> run.microjoules().orElseThrow() * run.perSecond() / 1000)
                .average()
                .orElseThrow();
        assertThat(board.current().orElseThrow().volts()).isEqualTo(1.8);
        assertThat(board.current().orElseThrow().milliamps()).isEqualTo(milliamps);
        assertThat(milliwatts / 1.8).isCloseTo(milliamps, within(0.05));
    }

    @Test
    void energyIsVoltsTimesMilliampsTimesMillis() {
        Latency latency = new Latency(10, 8, 13, "");
        Energy energy = EnergyModel.estimate(board("nucleo-l4r5zi"), latency).orElseThrow();
        assertThat(energy.microjoules()).isCloseTo(405, within(1e-9));
        assertThat(energy.lowMicrojoules()).isCloseTo(324, within(1e-9));
        assertThat(energy.highMicrojoules()).isCloseTo(526.5, within(1e-9));
        assertThat(energy.basis()).contains("estimate", "22.5 mA at 1.8 V", "MLPerf Tiny v1.2");
        assertThat(EnergyModel.estimate(board("pico"), latency)).isEmpty();
    }

    @Test
    void publishedEnergiesOfOtherEnginesAreWithinAQuarter() {
        List<HeldOut> heldOut = EnergyModel.heldOut(
                Map.of("NUCLEO-L4R5ZI", board("nucleo-l4r5zi"), "NUCLEO-U575ZI-Q", board("nucleo-u575zi-q")));
        assertThat(heldOut).hasSize(24).allSatisfy(it -> assertThat(Math.abs(it.error()))
                .isLessThan(0.25));
        assertThat(EnergyModel.heldOut(Map.of("NUCLEO-L4R5ZI", board("pico")))).isEmpty();
    }

    /** 22.5 mA at 1.8 V for 29.864 million instructions and 78,752 bytes of weights at 120 MHz. */
    @Test
    void anEnergyIsOffByTheErrorsOfTimeAndPowerTogether() {
        HeldOut energy = EnergyModel.heldOutEnergies(Map.of("NUCLEO-L4R5ZI", board("nucleo-l4r5zi"))).stream()
                .filter(it -> it.run().network().equals("ic"))
                .findFirst()
                .orElseThrow();
        assertThat(energy.published()).isEqualTo(20236.298);
        assertThat(energy.predicted())
                .isCloseTo((29.864e6 * 1.55441 + 78_752 * 0.46653) / 120e6 * 40.5 * 1000, within(1.0));
        assertThat(energy.error()).isCloseTo(-0.225, within(0.001));
    }
}
