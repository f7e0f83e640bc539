package dev.tinywright.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.SampleCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sketches on the real Arduino core in simavr. */
class AvrCoreTest {
    /** The larger of two readings wins: scores 1 and 2. */
    private static final CSource MODEL = SampleCode.byHand("""
            void hand_run(const float readings[2], int8_t scores[2]) {
                scores[0] = (int8_t)(readings[0] > readings[1] ? 1 : -1);
                scores[1] = (int8_t)-scores[0];
            }
            """);

    /** Prints which of the two values of a line is larger, and lights the LED for the first. */
    private static final String LARGER = """
            extern "C" {
            #include "hand.h"
            }

            void setup() {
              Serial.begin(115200);
              pinMode(LED_BUILTIN, OUTPUT);
            }

            void loop() {
              if (Serial.available() == 0) return;
              float readings[2];
              readings[0] = Serial.parseFloat();
              readings[1] = Serial.parseFloat();
              Serial.find('\\n');
              tell(readings);
            }

            void tell(const float *readings) {
              int8_t scores[2];
              hand_run(readings, scores);
              digitalWrite(LED_BUILTIN, scores[0] > 0 ? HIGH : LOW);
              Serial.println(scores[0] > 0 ? "first" : "second");
            }
            """;

    @TempDir
    Path folder = Path.of("");

    private static Sketch sketch(String name, String text) {
        return new Sketch(name, new TreeMap<>(Map.of(name + ".ino", text)));
    }

    private static World world(List<String> channels, float[][] rows) {
        return new World(
                channels,
                new float[channels.size()],
                rows,
                Duration.ofMillis(500),
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                7);
    }

    private static <E extends Event> Stream<E> events(Trace trace, Class<E> kind) {
        return trace.events().stream().filter(kind::isInstance).map(kind::cast);
    }

    @ParameterizedTest
    @CsvSource({"arduino-uno-r3, 13, ATmega328P", "arduino-mega-2560, 13, ATmega2560"})
    void readsLinesRunsTheModelPrintsAndLights(String board, int led, String chip) {
        World world = world(List.of("serial.1", "serial.0"), new float[][] {{1, 2.5f}, {7, 0.125f}, {-3, -2}});
        Trace trace = AvrCore.forBoard(SampleCode.board(board)).run(sketch("larger", LARGER), MODEL, world, folder);
        assertThat(trace.ending()).isEqualTo(Trace.Ending.DONE);
        assertThat(trace.ranOn()).startsWith(chip + " in simavr 1.").contains("Arduino AVR core 1.");
        assertThat(events(trace, Event.Line.class).map(Event.Line::text))
                .containsExactly("first", "first", "first", "second", "second", "second", "first", "first", "first");
        assertThat(events(trace, Event.Read.class).map(Event.Read::values).distinct())
                .containsExactly(List.of(2.5f, 1f), List.of(0.125f, 7f), List.of(-2f, -3f));
        assertThat(events(trace, Event.Pin.class).map(pin -> pin.pin() + " " + pin.high()))
                .containsExactly(led + " true", led + " false", led + " true");
        assertThat(events(trace, Event.Row.class).map(Event.Row::micros))
                .containsExactly(500_000L, 800_000L, 1_100_000L);
        // the answer comes after the line, within what the port takes for both
        long answered =
                events(trace, Event.Line.class).findFirst().orElseThrow().micros();
        long sent = events(trace, Event.Read.class).findFirst().orElseThrow().micros();
        assertThat(answered - sent).isBetween(0L, 3_000L);
    }

    @Test
    void readsVoltagesAndLevels() {
        String text = """
                void setup() { Serial.begin(9600); pinMode(4, INPUT); }
                void loop() {
                  Serial.print(analogRead(A1)); Serial.print(' '); Serial.println(digitalRead(4));
                  analogWrite(9, 77);
                  delay(100);
                }
                """;
        World world = world(List.of("analog.1", "pin.4"), new float[][] {{0.25f, 0}, {0.75f, 1}, {1, 0}});
        Trace trace =
                AvrCore.forBoard(SampleCode.board("arduino-uno-r3")).run(sketch("volts", text), MODEL, world, folder);
        assertThat(events(trace, Event.Line.class).map(Event.Line::text).distinct())
                .containsExactly("256 0", "768 1", "1023 0");
        assertThat(events(trace, Event.Read.class)
                        .map(read -> read.device() + read.values())
                        .distinct())
                .contains("analog.1[0.25]", "analog.1[0.75]", "pin.4[1.0]");
        assertThat(events(trace, Event.Pwm.class))
                .contains(new Event.Pwm(
                        events(trace, Event.Pwm.class).findFirst().orElseThrow().micros(), 9, 77));
    }

    @Test
    void namesTabAndLineOfWhatDoesNotCompile() {
        Sketch broken = new Sketch(
                "broken",
                new TreeMap<>(Map.of(
                        "broken.ino", "void setup() {}\nvoid loop() { helper(); }\n",
                        "zz.ino", "void helper() {\n  Serial.printn(1);\n}\n")));
        AvrCore core = AvrCore.forBoard(SampleCode.board("arduino-uno-r3"));
        assertThatThrownBy(() -> core.build(broken, MODEL, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("does not compile: zz.ino:2:")
                .hasMessageContaining("printn");
        assertThatThrownBy(() -> core.build(sketch("nothing", "void setup() {}\n"), MODEL, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("does not link: ")
                .hasMessageContaining("loop");
    }

    @Test
    void saysBySizeWhatAnUnoHas() {
        AvrCore core = AvrCore.forBoard(SampleCode.board("arduino-uno-r3"));
        AvrCore.Size size = core.build(sketch("larger", LARGER), MODEL, folder);
        assertThat(size.flashBytes()).isBetween(3_000L, 8_000L);
        assertThat(size.ramBytes()).isBetween(180L, 400L);
        Sketch large =
                sketch("large", "char big[3000];\nvoid setup() { big[A0] = 1; }\nvoid loop() { PORTB = big[PINB]; }\n");
        assertThatThrownBy(() -> core.build(large, MODEL, folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("bytes of RAM, without stack, and arduino-uno-r3 has 2048: ");
    }

    @Test
    void saysHowASketchEnded() {
        AvrCore core = AvrCore.forBoard(SampleCode.board("arduino-uno-r3"));
        World world = world(List.of("serial.0"), new float[][] {{1}});
        String sleeps = "#include <avr/sleep.h>\nvoid setup() { cli(); sleep_mode(); }\nvoid loop() {}\n";
        assertThat(core.run(sketch("sleeps", sleeps), MODEL, world, folder).ending())
                .isEqualTo(Trace.Ending.BLOCKED);
        String wild = "void setup() { *(volatile byte *)0x6000 = 1; }\nvoid loop() {}\n";
        assertThat(core.run(sketch("wild", wild), MODEL, world, folder).ending())
                .isEqualTo(Trace.Ending.FAULT);
        assertThatThrownBy(() -> core.run(
                        sketch("ok", "void setup() {}\nvoid loop() {}\n"),
                        MODEL,
                        world(List.of("color.r"), new float[][] {{1}}),
                        folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("nothing that measures 'color.r'");
        assertThatThrownBy(() -> AvrCore.forBoard(SampleCode.board("pico")))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("boards that have one: arduino-uno-r3, arduino-mega-2560");
    }
}
