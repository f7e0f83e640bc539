package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.data.Dataset.Part;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TapeTest {
    private static final InputFormat.Window SOUND =
            new InputFormat.Window(List.of(new Reading("sound", "")), 100, 1000, Element.INT16);
    private static final InputFormat.Window MOTION =
            new InputFormat.Window(List.of(new Reading("x", "g"), new Reading("y", "g")), 100, 50, Element.FLOAT32);

    @Test
    void longRecordingsAreReadOneByOne() {
        List<Tape> tapes = Tape.of(part(1, 500, 700, 60), SOUND, 7, 100_000);
        assertThat(tapes).hasSize(2).allMatch(tape -> !tape.isJoined());
        assertThat(Tape.frames(tapes)).isEqualTo(1200);
        assertThat(tapes.getFirst().windows(100, 50)).isIn(9, 13);
    }

    @Test
    void shortSoundsAreJoinedInManyOrdersWithQuietBetween() {
        Tape tape = Tape.of(part(1, 80, 90, 100), SOUND, 7, 100_000).getFirst();
        assertThat(tape.events(List.of())).isEqualTo(24);
        assertThat(tape.stretches()).hasSize(49);
        assertThat(tape.isOnce()).isTrue();
        float[] quiet = tape.read(0, (int) tape.stretches().getFirst().frames());
        assertThat(quiet).hasSizeBetween(50, 150);
        for (float sample : quiet) {
            assertThat(sample).isBetween(-8f, 8f);
        }
        assertThat(Tape.of(part(1, 80, 90, 100), SOUND, 7, 1000).getFirst().frames())
                .isBetween(1000L, 1500L);
    }

    @Test
    void betweenGesturesASensorGoesFromTheOneToTheOther() {
        Tape tape = Tape.of(part(2, 100, 100), MOTION, 7, 300, true).getFirst();
        assertThat(tape.stretches()).extracting(Stretch::label).containsExactly(-1, 0, -1, 1, -1);
        assertThat(tape.isOnce()).isTrue();
        long pause = tape.stretches().get(0).frames() + 100;
        int length = (int) tape.stretches().get(2).frames();
        float[] samples = tape.read(pause, length);
        assertThat(samples[0]).isBetween(90f, 102f);
        assertThat(samples[2 * length - 1]).isBetween(-4f, 10f);
    }

    @Test
    void statesAreJoinedClassByClassAndHeardOnce() {
        List<Tape> tapes = Tape.ofEach(part(2, 100, 110, 120), MOTION, 7, 100_000);
        assertThat(tapes)
                .hasSize(3)
                .allMatch(tape -> !tape.isOnce() && tape.stretches().size() == 1);
    }

    @Test
    void aSignalShorterThanAWindowStaysAtItsLastSample() {
        Tape tape = Tape.of(part(2, 40, 50), MOTION, 7, 150).getFirst();
        int first = (int) tape.stretches().getFirst().frames();
        assertThat(first).isEqualTo(100);
        float[] end = tape.read(50, 50);
        assertThat(end[98]).isEqualTo(end[0]).isIn(39f, 49f);
    }

    @Test
    void readsAcrossBordersAndSaysWhatItHeard() {
        Tape tape = new Tape(1, part(1, 10, 20, 30).stretches(), true, true);
        assertThat(tape.read(8, 4)).containsExactly(8, 9, 0, 1);
        assertThat(tape.between(8, 12)).containsExactly(0, 1);
        assertThat(tape.between(10, 30)).containsExactly(1);
        assertThat(tape.frames()).isEqualTo(60);
    }

    /** Recordings that count their frames. */
    private static Part part(int channels, int... frames) {
        List<Stretch> stretches = IntStream.range(0, frames.length)
                .mapToObj(i -> new Stretch("r" + i, i, frames[i], (from, count) -> {
                    float[] samples = new float[count * channels];
                    for (int s = 0; s < samples.length; s++) {
                        samples[s] = from + s / channels;
                    }
                    return samples;
                }))
                .toList();
        int[] none = {};
        return Part.ofExamples(Examples.of(new float[0][]), none, none, i -> Arrays.toString(none))
                .withStretches(stretches);
    }
}
