package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The sketch beside the model: written, run with its sensors, judged, and the person's where the person wants. */
class ApplicationTest {
    private static final String FRUIT =
            "Tell apples, bananas, oranges and grapes apart by colour on an Arduino Nano 33 BLE Sense, at least 85 % "
                    + "accurate, and print the fruit once a second";

    static Path folder;
    static Path made;

    Path project;

    @BeforeAll
    static void make(@TempDir Path scratch) {
        folder = scratch;
        made = folder.resolve("once/fruit");
        Cli.run("make", FRUIT, "--data", Data.fruit(), "--out", made)
                .succeeded()
                .outContains("The sketch did what it should on all 159\u00a0rows", "sketch", "fruit-arduino.zip");
    }

    @BeforeEach
    void copy(TestInfo test) {
        project = folder.resolve(test.getTestMethod().orElseThrow().getName()).resolve("fruit");
        Copy.folder(made, project);
    }

    @Test
    void theMainJobEndsWithSketchLibraryAndVerdict() throws IOException {
        assertThat(Data.names(project.resolve("app"))).containsExactly("expect.yaml", "fruit_sketch");
        assertThat(Cli.read(sketch()))
                .contains("#include <fruit.h>", "Arduino_APDS9960.h", "fruit_classify", "Serial.println");
        try (ZipFile zip = new ZipFile(project.resolve("out/fruit-arduino.zip").toFile())) {
            assertThat(zip.stream().map(Object::toString))
                    .anyMatch(name -> name.endsWith("library.properties"))
                    .anyMatch(name -> name.endsWith("src/fruit.h"))
                    .anyMatch(name -> name.endsWith(".ino"));
        }
        JsonNode application = Cli.report(project).at("/application");
        assertThat(application.at("/passed").asBoolean()).isTrue();
        assertThat(application.at("/rows").asInt()).isEqualTo(159);
        assertThat(application.at("/right").asInt()).isGreaterThan(140);
        assertThat(application.at("/ranOn").asText()).contains("Cortex-M4");
        assertThat(application.at("/inputs").asText()).contains("APDS9960");
        assertThat(Cli.report(project).at("/contract/shares/0")).hasSize(3);
        assertThat(Cli.report(project).at("/packages")).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void theContractIsTheSameInHeaderSketchAndReport() {
        String id = Cli.report(project).at("/contract/id").asText();
        assertThat(Cli.read(project.resolve("out/library/fruit.h"))).contains("\"" + id + "\"");
        assertThat(Cli.read(project.resolve("out/report.html"))).contains(id);
    }

    @Test
    void aSketchThatForgetsTheTransformFailsAndIsKept() {
        String right = Cli.read(sketch());
        Cli.write(sketch(), right.replaceAll("readings\\[\\d] /= total;", ""));
        assertThat(Cli.read(sketch())).isNotEqualTo(right);
        Cli.run("build", project)
                .exited(1)
                .outContains("but its sketch fails", "most probably", "share")
                .errContains("the sketch is yours");
        JsonNode application = Cli.report(project).at("/application");
        assertThat(application.at("/passed").asBoolean()).isFalse();
        assertThat(application.at("/own").asBoolean()).isTrue();
        assertThat(application.at("/cause").asText()).contains("share");
        assertThat(application.at("/failures/0/source").asText()).contains("fruit.csv");
        assertThat(Cli.report(project).at("/device/mismatches").asInt(-1)).isZero();
        Cli.write(sketch(), right);
        Cli.run("build", project).succeeded().errLacks("the sketch is yours");
    }

    @Test
    void aSketchThatDoesNotCompileNamesTheLineAndKeepsTheModel() {
        Cli.edit(sketch(), "fruit_classify(", "fruit_clasify(");
        Cli.run("build", project).exited(1).outContains("fruit_clasify", "The sketch does not build");
        assertThat(Cli.report(project).at("/application/passed").asBoolean()).isFalse();
        assertThat(project.resolve("out/firmware/firmware.elf")).exists();
    }

    @Test
    void whatIsExpectedCanBeThePersonsOwn() {
        Cli.edit(project.resolve("app/expect.yaml"), "line: \"banana\"", "line: \"Banane\"");
        Cli.run("build", project).exited(1);
        assertThat(Cli.report(project).at("/application/failed").asInt()).isPositive();
    }

    @Test
    void aDeletedSketchIsWrittenAgain() throws IOException {
        String before = Cli.read(sketch());
        Files.delete(sketch());
        Cli.run("build", project).succeeded();
        assertThat(sketch()).hasContent(before);
    }

    @Test
    void anotherWishGivesAnotherSketch() {
        Cli.run("refine", "print JSON lines every 2 seconds", project, "--yes").succeeded();
        assertThat(Cli.read(sketch())).contains("{\\\"");
        assertThat(Cli.report(project).at("/application/passed").asBoolean()).isTrue();
    }

    @Test
    void onAnUnoTheReadingsComeAsLinesAndTheRealCoreRunsTheSketch() {
        Path uno = folder.resolve("uno/fruit");
        Cli.run("make", FRUIT.replace("Nano 33 BLE Sense", "Uno"), "--data", Data.fruit(), "--out", uno)
                .succeeded()
                .errContains("serial");
        JsonNode report = Cli.report(uno);
        assertThat(report.at("/board/id").asText()).isEqualTo("arduino-uno-r3");
        assertThat(report.at("/device/mismatches").asInt(-1)).isZero();
        assertThat(report.at("/device/testRows").asInt()).isEqualTo(159);
        assertThat(report.at("/application/passed").asBoolean()).isTrue();
        assertThat(report.at("/application/ranOn").asText()).contains("simavr");
        assertThat(report.at("/application/flashBytes").asLong()).isBetween(3_000L, 32_256L);
        assertThat(report.at("/application/ramBytes").asLong()).isBetween(100L, 2_048L);
    }

    private Path sketch() {
        return project.resolve("app/fruit_sketch/fruit_sketch.ino");
    }
}
