package dev.tinywright.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.verify.Calibration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ModelErrorTest {
    @Test
    void saysWhichErrorIsAboveTheBarAndHowManyAre() {
        List<String> lines = ModelError.lines();
        assertThat(lines)
                .contains("| TFLM with CMSIS-NN, v0.7 | EK-RA6M4 | Cortex-M33 | ic | 49.237 | 37.778 | -23.3 % |")
                .anyMatch(line -> line.contains("7.6 % in the mean, 23.3 % at worst, none of 10 above 25 %."))
                .anyMatch(line -> line.contains("11.3 % in the mean, 35.7 % at worst, 5 of 34 above 25 %."))
                .anyMatch(line -> line.contains("at worst, none of 24 above 25 %."));
    }

    @Test
    void everyHeldOutTimeIsARow() {
        assertThat(ModelError.lines().stream()
                        .filter(line -> line.startsWith("| ") && line.contains(" | Cortex-M"))
                        .count())
                .isEqualTo(Calibration.heldOut().size());
    }

    /** The instructions that the constants are set by are those that the comparison shows. */
    @Test
    void theInstructionsAreThoseOfTheComparison() throws IOException {
        Map<String, LiteRtMicro> counted = LiteRtMicro.all();
        List<String> rows;
        try (var in = Objects.requireNonNull(Calibration.class.getResourceAsStream("networks.csv"))) {
            rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .toList();
        }
        assertThat(rows).hasSize(4).allSatisfy(line -> {
            String[] cells = line.split(",", -1);
            LiteRtMicro network = Objects.requireNonNull(counted.get(cells[0] + "01_int8"));
            assertThat(network.instructions("cortex-m4"))
                    .isEqualTo(OptionalDouble.of(Double.parseDouble(cells[2]) * 1e6));
            assertThat(network.instructions("cortex-m55"))
                    .isEqualTo(OptionalDouble.of(Double.parseDouble(cells[3]) * 1e6));
        });
    }
}
