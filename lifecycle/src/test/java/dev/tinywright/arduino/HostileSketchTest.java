package dev.tinywright.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputStep;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.process.Command;
import dev.tinywright.process.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sketches that reach for this computer, through the compiler or through the emulator. */
@Timeout(300)
class HostileSketchTest {
    private static final CSource MODEL =
            SampleCode.source(SampleCode.deployable(2, 3, List.of(new InputStep.Standardize()), List.of(4, 3)));
    private static final World WORLD = new World(
            List.of("a0", "a1"),
            new float[2],
            new float[][] {{1, 2}},
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ZERO,
            1);
    private static final Path CACHE = Path.of("target", "arduino-cores");
    private static final Board BLE =
            Boards.builtIn().byId("arduino-nano-33-ble").orElseThrow();
    private static final String ENDS = "\nvoid setup() {}\nvoid loop() {}\n";

    @TempDir
    Path folder = Path.of("");

    @TempDir
    Path elsewhere = Path.of("");

    @BeforeAll
    static void bubblewrapIsThere() {
        assumeTrue(Command.find("bwrap").isPresent(), "bubblewrap is not installed: sketches are not confined");
    }

    private static Sketch sketch(String text) {
        return new Sketch("s", new TreeMap<>(Map.of("s.ino", text)));
    }

    private Trace onHost(String text, Confinement confinement) {
        return Emulation.onHost(CACHE, confinement).run(sketch(text), MODEL, WORLD, folder);
    }

    private Trace onBoard(String text, Confinement confinement) {
        return Emulation.forBoard(BLE, CACHE, confinement).run(sketch(text), MODEL, WORLD, folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#include \"%s\"",
                "#include <%s>",
                "asm(\".include \\\"%s\\\"\");",
                "asm(\".incbin \\\"%s\\\"\");"
            })
    void aFileOfThisComputerIsNotThereForTheCompiler(String include) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "precious things\n");
        for (Object file : List.of(secret, "/etc/passwd")) {
            assertThatThrownBy(() -> onHost(include.replace("%s", file.toString()) + ENDS, Confinement.REQUIRED))
                    .isInstanceOf(TinywrightException.class)
                    .hasMessageContaining("does not compile")
                    .hasMessageNotContaining("precious")
                    .hasMessageNotContaining("root:");
        }
    }

    @Test
    void aSketchForAvrMeetsTheSameCompiler() throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "precious things\n");
        AvrCore core = AvrCore.forBoard(Boards.builtIn().byId("arduino-uno-r3").orElseThrow(), Confinement.REQUIRED);

        assertThatThrownBy(() -> core.build(sketch("#include \"" + secret + "\"" + ENDS), MODEL, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the sketch does not compile")
                .hasMessageContaining("No such file")
                .hasMessageNotContaining("precious");
        assertThat(core.build(sketch(ENDS), MODEL, folder).flashBytes()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Confinement.class)
    void aProcessOfThisComputerCallsNoProgramsInTheSandbox(Confinement confinement) {
        Path touched = elsewhere.resolve("touched");

        Trace trace = onHost("""
                #include <stdlib.h>
                void setup() { Serial.begin(9600); Serial.println(system("touch '%s'") == 0 ? "done" : "not done"); }
                void loop() { delay(10); }
                """.formatted(touched), confinement);

        boolean walls = confinement != Confinement.NONE;
        assertThat(Files.exists(touched)).isNotEqualTo(walls);
        assertThat(lines(trace)).containsExactly(walls ? "not done" : "done");
        assertThat(trace.ending()).isEqualTo(Trace.Ending.DONE);
    }

    @ParameterizedTest
    @EnumSource(Confinement.class)
    void semihostingCallsNoProgramsInTheSandbox(Confinement confinement) {
        Path touched = elsewhere.resolve("touched");

        Trace trace = onBoard("""
                static const char command[] = "touch '%s'";
                static int host(int operation, const void *arguments) {
                  register int r0 asm("r0") = operation;
                  register const void *r1 asm("r1") = arguments;
                  asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
                  return r0;
                }
                void setup() {
                  Serial.begin(9600);
                  const void *arguments[] = {command, (const void *)(sizeof command - 1)};
                  Serial.println(host(0x12, arguments) == 0 ? "done" : "not done");
                }
                void loop() { delay(10); }
                """.formatted(touched), confinement);

        boolean walls = confinement != Confinement.NONE;
        assertThat(Files.exists(touched)).isNotEqualTo(walls);
        assertThat(lines(trace)).containsExactly(walls ? "not done" : "done");
    }

    @Test
    void whatItWritesStaysInTheSandbox() throws IOException {
        onHost("""
                #include <stdio.h>
                void setup() {
                  FILE *file = fopen("world.bin", "wb");
                  Serial.begin(9600);
                  Serial.println(file == nullptr ? "world kept" : "world changed");
                  file = fopen("left-behind", "wb");
                  if (file != nullptr) { fputs("x", file); fclose(file); }
                }
                void loop() { delay(10); }
                """, Confinement.REQUIRED);

        assertThat(folder.resolve("left-behind")).doesNotExist();
        assertThat(Files.readString(folder.resolve("trace.txt"))).contains("world kept");
    }

    private static List<String> lines(Trace trace) {
        return trace.events().stream()
                .filter(Trace.Event.Line.class::isInstance)
                .map(line -> ((Trace.Event.Line) line).text())
                .toList();
    }
}
