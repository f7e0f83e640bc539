package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped, whichever way, costs nothing but the rest of it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "uses POSIX signals")
class InterruptionTest {
    Path folder;

    @BeforeEach
    void folder(@TempDir Path scratch) {
        folder = scratch;
    }

    @Test
    void aKilledMakeGoesOnToTheSameResult() throws Exception {
        Path data = Data.colours(folder.resolve("killed"));
        Path undisturbed = folder.resolve("killed/a/colours");
        Cli.run("make", Data.COLOURS, "--data", data, "--out", undisturbed).succeeded();
        Path killed = folder.resolve("killed/b/colours");
        Object[] make = {"make", Data.COLOURS, "--data", data, "--out", killed};
        for (String moment : List.of("rows read", "trying", "   1  net", "verifying")) {
            Child child = Child.start(folder, make).awaitErr(moment).kill();
            child.end();
        }
        for (long millis : new long[] {150, 450, 750}) { // wherever that is
            Child.start(folder, make).awaitMillis(1000 + millis).kill().end();
        }
        Cli.run(make).succeeded().errContains("reused: ").errLacks("is yours");
        for (String file : List.of(
                "plan.yaml",
                "task.yaml",
                "out/report.html",
                "out/report.json",
                "out/model.tflite",
                "out/firmware/firmware.elf")) {
            assertThat(killed.resolve(file)).hasSameBinaryContentAs(undisturbed.resolve(file));
        }
    }

    @Test
    void theSecondInOneFolderSaysSo() throws Exception {
        Path data = Data.colours(folder.resolve("two"));
        Path project = folder.resolve("two/colours");
        Child first = Child.start(folder, "make", Data.COLOURS, "--data", data, "--out", project)
                .awaitErr("rows read, ");
        Cli.run("build", project).failedWith(1, "another tinywright is at work in this folder");
        first.kill().end();
    }

    @Test
    void ctrlCWhileTrainingFinishesWithTheBestSoFar() throws Exception {
        Path data = Data.colours(folder.resolve("interrupted"), 2000, 0.2);
        Path project = folder.resolve("interrupted/colours");
        Cli.run("new", Data.COLOURS, "--data", data, "--out", project).succeeded();
        Cli.write(project.resolve("plan.yaml"), """
                version: 1
                features: [{uses: standardize}]
                model:
                  - dense: {units: 64, activation: relu}
                  - dense: {units: 2}
                train: {epochs: 10000, batchSize: 4, patience: 0}
                """);
        Child child = Child.start(folder, "build", project).awaitErr("training: ");
        List<ProcessHandle> workers = child.descendants();
        assertThat(workers).isNotEmpty();
        Cli.Outcome outcome = child.interrupt().end();
        outcome.exited(130)
                .errContains("stopping: finishing with the best so far")
                .outContains("Runs on", "report.html");
        assertThat(Cli.report(project).at("/device/mismatches").asInt(-1)).isZero();
        for (ProcessHandle worker : workers) {
            worker.onExit().get(10, TimeUnit.SECONDS); // none outlives the program
        }
    }

    @Test
    void ctrlCBeforeTrainingEndsAndLosesNothing() throws Exception {
        Path data = Data.colours(folder.resolve("early"));
        Path project = folder.resolve("early/colours");
        Child child = Child.start(folder, "make", Data.COLOURS, "--data", data, "--out", project)
                .awaitErr("project folder");
        child.interrupt().end().exited(130);
        assertThat(project.resolve("task.yaml")).exists();
    }
}
