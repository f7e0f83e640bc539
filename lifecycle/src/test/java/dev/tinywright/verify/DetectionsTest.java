package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.codegen.Smoother;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.data.Stretch;
import dev.tinywright.data.Tape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Windows of 10 frames, 5 apart, on a tape of quiet, a word of class 0, quiet, and a word of class 1, 20 frames each. */
class DetectionsTest {
    private static final Streaming PLAIN = new Streaming(5, 1, 128, 0, List.of());

    @Test
    void reportsOfEachWordAreRight() {
        assertThat(heard(true, PLAIN, 5, 0, 13, 1)).isEqualTo(new Detections(2, 0, 0));
    }

    @Test
    void aWordThatIsNeverReportedIsAMiss() {
        Detections detections = heard(true, PLAIN, 5, 0);
        assertThat(detections).isEqualTo(new Detections(2, 1, 0));
        assertThat(detections.missRate()).isEqualTo(0.5);
    }

    @Test
    void aReportInQuietOrOfAnotherWordIsAFalseAlarm() {
        assertThat(heard(true, PLAIN, 0, 0, 5, 1)).isEqualTo(new Detections(2, 2, 2));
        assertThat(new Detections(2, 2, 2).falseAlarmsPerHour(0.5)).isEqualTo(4);
    }

    @Test
    void aWordIsReportedOnceAndAStateMayBeAgain() {
        assertThat(heard(true, PLAIN, 4, 0, 6, 0)).isEqualTo(new Detections(2, 1, 1));
        assertThat(heard(false, PLAIN, 4, 0, 6, 0)).isEqualTo(new Detections(2, 1, 0));
    }

    @Test
    void aStateThatGoesOnIntoItsNextRecordingIsKnownThere() {
        Tape tape = new Tape(1, List.of(stretch(0), stretch(0)), true, false);
        List<Smoother.Decision> on = IntStream.range(0, tape.windows(10, 5))
                .mapToObj(window -> new Smoother.Decision(0, 200, window == 1, window > 0))
                .toList();
        assertThat(Detections.of(tape, 10, PLAIN, on)).isEqualTo(new Detections(2, 0, 0));
        Tape words = new Tape(1, tape.stretches(), true, true);
        assertThat(Detections.of(words, 10, PLAIN, on)).isEqualTo(new Detections(2, 1, 0));
    }

    /** The mean over three windows reaches 10 frames further back. */
    @Test
    void whatWasAveragedCountsAsHeard() {
        assertThat(heard(true, PLAIN, 9, 0).falseAlarms()).isOne();
        Streaming average = new Streaming(5, 3, 128, 0, List.of());
        assertThat(heard(true, average, 9, 0).falseAlarms()).isZero();
    }

    @Test
    void quietClassesAreNoEvents() {
        assertThat(heard(true, new Streaming(5, 1, 128, 0, List.of(1)), 5, 0)).isEqualTo(new Detections(1, 0, 0));
    }

    /** @param reports window and class, in turn */
    private static Detections heard(boolean once, Streaming streaming, int... reports) {
        Tape tape = new Tape(
                1, List.of(stretch(Stretch.QUIET), stretch(0), stretch(Stretch.QUIET), stretch(1)), true, once);
        List<Smoother.Decision> decisions = IntStream.range(0, tape.windows(10, 5))
                .mapToObj(window -> decision(window, reports))
                .toList();
        return Detections.of(tape, 10, streaming, decisions);
    }

    private static Smoother.Decision decision(int window, int... reports) {
        for (int i = 0; i < reports.length; i += 2) {
            if (reports[i] == window) {
                return new Smoother.Decision(reports[i + 1], 200, true, true);
            }
        }
        return new Smoother.Decision(0, 10, false, false);
    }

    private static Stretch stretch(int label) {
        return new Stretch("", label, 20, (from, count) -> new float[count]);
    }
}
