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

/** From a sentence and recordings whose folders are numbers to a proven image that predicts the number of a window. */
class MeasureTest {
    private static final String PLAN = """
            version: 1
            data: []
            window: {length: 1, stride: 0.5}
            split: {by: recording, test: 20 %, validation: 20 %, seed: 7}
            features:
              - {uses: statistics, of: [deviation, peak-to-peak, zero-crossings]}
              - uses: standardize
            model:
              - tree: {depth: 5, leaves: 12}
            train: {epochs: 1}
            quantize: {scheme: int8, ranges: chosen}
            codegen: {optimize: speed}
            """;

    @Test
    void predictsTheNumberThatFoldersAreCalledBy(@TempDir Path folder) throws IOException {
        Path project = folder.resolve("motor");
        String sentence =
                "Predict the rpm of the motor from vibration on a Raspberry Pi Pico, mean error under 100 rpm";
        Cli.run("new", sentence, "--data", motors(folder.resolve("data")), "--out", project)
                .succeeded()
                .errContains("rpm", "number: the name of the folder");
        Files.writeString(project.resolve("plan.yaml"), PLAN);
        Cli.run("build", project).succeeded().outContains("rpm on average", "mae", "met");
        JsonNode report =
                new ObjectMapper().readTree(project.resolve("out/report.json").toFile());
        assertThat(report.at("/device/mae").asDouble()).isBetween(0.0, 100.0);
        assertThat(report.at("/device/mismatches").asInt()).isZero();
        assertThat(Files.readString(project.resolve("out/library/motor.h")))
                .contains(
                        "float motor_predict(const float samples[MOTOR_SAMPLES]);", "float motor_predict_window(void);")
                .doesNotContain("classify");
        assertThat(Files.readString(project.resolve("out/report.html")))
                .contains("Predicted against actual", "What low and high look like", "Furthest off, to look at")
                .doesNotContain("Misclassified", "per class", "taken for");
    }

    /** Five recordings of each of five speeds. */
    private static Path motors(Path folder) {
        SplittableRandom random = new SplittableRandom(3);
        for (int rpm = 600; rpm <= 1800; rpm += 300) {
            for (int take = 0; take < 5; take++) {
                StringBuilder csv = new StringBuilder("time,x (g)\n");
                double phase = 6 * random.nextDouble();
                for (int i = 0; i < 250; i++) {
                    double x = Math.sin(2 * Math.PI * rpm / 60 * i / 100 + phase) + 0.1 * random.nextGaussian();
                    csv.append(String.format(Locale.ROOT, "%.2f,%.4f%n", i / 100.0, x));
                }
                Cli.write(folder.resolve(rpm + "rpm/t" + take + ".csv"), csv.toString());
            }
        }
        return folder;
    }
}
