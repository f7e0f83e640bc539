package dev.tinywright.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Boards;
import dev.tinywright.data.Framing;
import dev.tinywright.plan.Situation.DataFacts;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Sentence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a window is: as the sentence says, as the recordings are, and never more than the RAM holds. */
class CaptureFramingTest {
    private static final String ASK = "tell idle from shaking on an Arduino Uno";

    @ParameterizedTest
    @CsvSource({
        "'', 2", // recordings of one length are examples whole
        "' in 0.5 s windows', 0.5",
        "' in half-second windows', 0.5",
        "' in windows of one second', 1",
        "' in 9 s windows', 2" // there is no more in a recording
    })
    void aWindowIsAsLongAsTheSentenceSays(String said, double seconds) {
        assertThat(window(ASK + said, 256 << 10).seconds()).isEqualTo(seconds);
    }

    @Test
    void aSmallBoardHasRoomForMoreThanTheWindow() {
        Framing.Window window = window(ASK, 2048);
        double bytesTwice = 2 * Short.BYTES * 3 * 100 * window.seconds();
        assertThat(bytesTwice).isBetween(512.0, 1024.0);
        assertThat(window.strideSeconds()).isEqualTo(window.seconds() / 2);
    }

    @Test
    void aBoardWithoutRoomGetsTheShortestWindowThereIs() {
        assertThat(window(ASK, 512).seconds()).isEqualTo(0.16);
    }

    private static Framing.Window window(String sentence, long ramBytes) {
        CaptureFacts facts = new CaptureFacts(CaptureFacts.Kind.SIGNALS, 36, 3, 100, 2, 2, 2, 0, 0, ramBytes, false);
        var task = Sentence.understand(sentence, Boards.builtIn())
                .task(new DataSource(Path.of("data"), Optional.empty(), List.of(), Optional.empty()));
        DataFacts data = new DataFacts(36, 2, List.of("x", "y", "z"), false, false, 0, false, 1, List.of());
        return new CaptureFraming(new Situation(task, data, plan -> Optional.empty(), 8, Optional.of(facts)), facts)
                .window();
    }
}
