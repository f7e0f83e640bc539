package dev.tinywright.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.arduino.Trace.Ending;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    @TempDir
    Path folder = Path.of("");

    private Trace read(String text) throws IOException {
        return TraceFile.read(Files.writeString(folder.resolve("trace.txt"), text), "here", "cut off");
    }

    @Test
    void readsEveryEvent() throws IOException {
        Trace trace = read("""
                1000 row 0
                1500 read color 12 34.5 nan
                1600 infer 0.25 -inf 1e-07 : 127 -128
                1700 line a\\\\b\\xc3\\xa4 c\\n
                1800 line\s
                1900 pin 13 1
                2000 pwm 9 128
                4000000000 end done all rows shown
                """);
        assertThat(trace.events())
                .containsExactly(
                        new Event.Row(1000, 0),
                        new Event.Read(1500, "color", List.of(12f, 34.5f, Float.NaN)),
                        new Event.Inference(1600, List.of(0.25f, Float.NEGATIVE_INFINITY, 1e-7f), List.of(127, -128)),
                        new Event.Line(1700, "a\\bä c\n"),
                        new Event.Line(1800, ""),
                        new Event.Pin(1900, 13, true),
                        new Event.Pwm(2000, 9, 128));
        assertThat(trace.ending()).isEqualTo(Ending.DONE);
        assertThat(trace.detail()).isEqualTo("all rows shown");
        assertThat(trace.seesInside()).isTrue();
    }

    @Test
    void aRunThatWasCutOffIsBlocked() throws IOException {
        Trace trace = read("10 row 0\n20 line x\n30 infer 0.");
        assertThat(trace.events()).hasSize(2);
        assertThat(trace.ending()).isEqualTo(Ending.BLOCKED);
        assertThat(trace.detail()).contains("cut off").contains("20 us");
        assertThat(read("").ending()).isEqualTo(Ending.BLOCKED);
    }

    @Test
    void refusesWhatIsNoTrace() {
        assertThatThrownBy(() -> read("hello\n10 row 0\n"))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("cannot be read: 'hello'");
        assertThatThrownBy(() -> TraceFile.read(folder.resolve("none"), "", ""))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("no record of the run");
    }

    @Test
    void writesWorldsAsTheEmulationReadsThem() {
        World world = new World(
                List.of("color.r", "temperature"),
                new float[] {2, 0.5f},
                new float[][] {{1, 2}, {3, 4}, {5, 6}},
                Duration.ofMillis(4500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                -7);
        ByteBuffer bytes = ByteBuffer.wrap(WorldFile.bytes(world)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(28 + 2 * 28 + 3 * 2 * 4);
        assertThat(bytes.getInt()).isEqualTo('T' | 'W' << 8 | 'W' << 16 | '1' << 24);
        assertThat(new int[] {
                    bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt()
                })
                .containsExactly(3, 2, 4_500_000, 5_000_000, 1_000_000, -7);
        byte[] name = new byte[24];
        bytes.get(name);
        assertThat(new String(name, java.nio.charset.StandardCharsets.US_ASCII)).startsWith("color.r\0\0");
        assertThat(bytes.getFloat()).isEqualTo(2);
        bytes.position(28 + 56);
        assertThat(bytes.getFloat()).isEqualTo(1);
    }
}
