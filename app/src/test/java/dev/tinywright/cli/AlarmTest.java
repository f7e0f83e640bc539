package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a sentence that asks for an alarm to a proven image that knows what is normal. */
class AlarmTest {
    private static final String PUMP =
            "Learn what is normal for my pump and raise an alarm on anything unusual, on a Raspberry Pi Pico, under 20 KB"
                    + " flash and 8 KB RAM, at most 2 false alarms in 100 checks, at least 90 % of the faults found";

    @Test
    void raisesAlarmsOnTheBoardAtTheWantedRate(@TempDir Path folder) throws IOException {
        Path project = folder.resolve("pump");
        Cli.run("make", PUMP, "--data", pump(folder, true), "--out", project)
                .succeeded()
                .outContains("false alarms at", "faults found", "falseAlarms", "<= 2 %", "detection", "met");
        JsonNode report = Cli.report(project);
        assertThat(report.at("/device/mismatches").asInt(-1)).isZero();
        assertThat(report.at("/device/auc").asDouble()).isGreaterThan(0.95);
        assertThat(report.at("/device/falseAlarmRate").asDouble(1)).isLessThanOrEqualTo(0.02);
        assertThat(report.at("/device/falseAlarmRateInterval")).hasSize(2);
        assertThat(report.at("/device/detectionRate").asDouble()).isGreaterThanOrEqualTo(0.9);
        assertThat(report.at("/device/normalScores")).hasSize(60);
        assertThat(report.at("/verdict/passed").asBoolean()).isTrue();
        assertThat(Files.readString(project.resolve("out/report.html")))
                .contains("ROC", "with the threshold", "Faults found on device");
        assertThat(Files.readString(project.resolve("out/library/pump.h")))
                .contains("PUMP_ANOMALY = 1", "#define PUMP_ALARM_SCORE");
        Cli.run("verify", project).succeeded().outContains("0 mismatches");
        Cli.run("explain", project).succeeded().outContains("Alarm.", "stand-ins");
    }

    @Test
    void withoutFaultsTheVerdictSaysThatTheyCannotBeJudged(@TempDir Path folder) {
        Path project = folder.resolve("pump");
        // whether 60 normal rows raise one alarm or two is luck, and not what this is about
        Cli.run("make", PUMP, "--data", pump(folder, false), "--out", project)
                .outContains("cannot be judged: the data has none", "not judged");
        assertThat(Cli.report(project).at("/device/detectionRate").isNull()).isTrue();
        assertThat(Cli.report(project).at("/device/auc").isNull()).isTrue();
    }

    /** 300 normal rows in which pressure follows temperature; faults, each fifth row more, are normal reading by reading. */
    private static Path pump(Path folder, boolean faults) {
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder csv = new StringBuilder(faults ? "temperature,pressure,state\n" : "temperature,pressure\n");
        for (int i = 0; i < 300; i++) {
            double temperature = 40 + 4 * random.nextGaussian();
            double pressure = 2 + 0.1 * temperature + 0.05 * random.nextGaussian();
            csv.append(row(temperature, pressure, faults ? ",normal" : ""));
            if (faults && i % 5 == 0) {
                csv.append(row(temperature, pressure - 0.5, ",leak"));
            }
        }
        return Cli.write(folder.resolve("pump.csv"), csv.toString());
    }

    private static String row(double temperature, double pressure, String state) {
        return String.format(Locale.ROOT, "%.3f,%.4f%s%n", temperature, pressure, state);
    }
}
