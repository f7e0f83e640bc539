package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a sentence that asks for a number to a proven image that predicts it. */
class PredictTest {
    @Test
    void predictsANumberOnTheBoardWithItsErrorInItsUnit(@TempDir Path folder) throws IOException {
        Path project = folder.resolve("load");
        Cli.run(
                        "make",
                        "Predict the load in kg from the two strain readings on a Raspberry Pi Pico, under 16 KB flash"
                                + " and 4 KB RAM, mean error under 2 kg",
                        "--data",
                        strain(folder),
                        "--out",
                        project)
                .succeeded()
                .outContains("kg on average", "mae", "<= 2 kg", "met");
        JsonNode report =
                new ObjectMapper().readTree(project.resolve("out/report.json").toFile());
        assertThat(report.at("/device/mae").asDouble()).isBetween(0.0, 2.0);
        assertThat(report.at("/device/r2").asDouble()).isGreaterThan(0.9);
        assertThat(report.at("/device/mismatches").asInt()).isZero();
        assertThat(report.at("/verdict/goals/0/name").asText()).isEqualTo("mae");
        assertThat(report.at("/device/accuracy").isMissingNode()).isTrue();
        String header = Files.readString(project.resolve("out/library/load.h"));
        assertThat(header)
                .contains(
                        "float load_predict(const float readings[LOAD_READINGS]);",
                        "#define LOAD_UNIT \"kg\"",
                        "int32_t load_predict_fixed(")
                .doesNotContain("classify");
        assertThat(Files.readString(project.resolve("out/report.html")))
                .contains("Predicted against actual", "Mean error on device");
        Cli.run("verify", project).succeeded().outContains("0 mismatches", "mean error");
    }

    /** 160 rows of a load that two noisy gauges feel, one of them bent. */
    private static Path strain(Path folder) {
        SplittableRandom random = new SplittableRandom(9);
        StringBuilder csv = new StringBuilder("left,right,load\n");
        for (int i = 0; i < 160; i++) {
            double load = 50 + 40 * random.nextDouble();
            double left = load * 0.02 + random.nextGaussian() * 0.01;
            double right = load * load * 0.0003 + random.nextGaussian() * 0.01;
            csv.append(String.format(Locale.ROOT, "%.4f,%.4f,%.2f%n", left, right, load));
        }
        return Cli.write(folder.resolve("strain.csv"), csv.toString());
    }
}
