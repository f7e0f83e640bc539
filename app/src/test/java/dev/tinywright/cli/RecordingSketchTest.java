package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of recordings becomes a sketch that reads the board's sensor, and is shown the test recordings. */
class RecordingSketchTest {
    private static final List<String> MOVES = List.of("shake", "still", "turn");
    private static final int RECORDINGS = 10;
    private static final int FRAMES = 100;

    private static final String TASK = """
            version: 1
            ask: "Tell shake, still and turn apart by acceleration at 50 Hz on an Arduino Nano 33 BLE Sense."
            kind: classification
            data: {path: "../data"}
            board: arduino-nano-33-ble-sense
            sensor: accelerometer
            application: print the class and light the built-in LED for shake
            """;

    private static final String PLAN = """
            version: 1
            data: []
            window: {length: 1, stride: 0.5, rate: 50}
            split: {by: recording, test: 20 %, validation: 20 %, seed: 7}
            features:
              - {uses: statistics, of: [mean, deviation]}
              - uses: standardize
            model:
              - dense: {units: 3}
            train: {epochs: 60, batchSize: 8, optimizer: adam, learningRate: 0.02, seed: 7}
            quantize: {scheme: int8}
            """;

    @Test
    void theSketchIsWrittenProvenAndProvenAgain(@TempDir Path folder) throws IOException {
        record(folder.resolve("data"));
        Path project = folder.resolve("moves");
        Files.createDirectories(project);
        Cli.write(project.resolve("task.yaml"), TASK);
        Cli.write(project.resolve("plan.yaml"), PLAN);
        Cli.run("build", project).succeeded().outContains("The sketch did what it should on all 6\u00a0recordings");
        JsonNode application = Cli.report(project).at("/application");
        assertThat(application.at("/passed").asBoolean()).isTrue();
        assertThat(application.at("/thing").asText()).isEqualTo("recording");
        assertThat(application.at("/right").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(application.at("/inputs").asText()).contains("LSM9DS1");
        assertThat(Cli.read(project.resolve("app/moves_sketch/moves_sketch.ino")))
                .contains("FRAME_US = 20000;", "9.80665f * accelX", "moves_push_samples(frame, 1);");
        Cli.run("verify", project).succeeded().outContains("6 rows or recordings shown to the sketch");
    }

    /** A device held in another way, turned, or shaken at some 4 Hz; m/s². */
    private static void record(Path data) throws IOException {
        Random random = new Random(3);
        for (String move : MOVES) {
            Path folder = Files.createDirectories(data.resolve(move));
            for (int r = 0; r < RECORDINGS; r++) {
                StringBuilder csv = new StringBuilder("time (s),acc_x (m/s2),acc_y (m/s2),acc_z (m/s2)\n");
                double phase = random.nextDouble() * 6;
                for (int f = 0; f < FRAMES; f++) {
                    double shake = move.equals("shake") ? 6 * Math.sin(f * 0.5 + phase) : 0;
                    double turn = move.equals("turn") ? 0.03 * f + 0.2 * phase : 0;
                    csv.append(String.format(
                            Locale.ROOT,
                            "%.2f,%.4f,%.4f,%.4f%n",
                            f / 50.0,
                            shake + 0.1 * random.nextGaussian(),
                            9.8 * Math.sin(turn) + 0.1 * random.nextGaussian(),
                            9.8 * Math.cos(turn) + 0.1 * random.nextGaussian()));
                }
                Cli.write(folder.resolve("take" + r + ".csv"), csv.toString());
            }
        }
    }
}
