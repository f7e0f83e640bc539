package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.data.Dataset.Part;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.Reading;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Words of 60 frames, 48 of them at 1000 or 2000 by their class, in windows of 100 frames. */
class QuietClassTest {
    private static final InputFormat.Window FORMAT =
            new InputFormat.Window(List.of(new Reading("sound", "")), 100, 1000, Element.INT16);

    @Test
    void isTheLastClassAndLeavesTheTestPartAlone() {
        Dataset with = QuietClass.added(dataset(), 7);
        assertThat(with.labels()).containsExactly("yes", "no", "background");
        assertThat(with.ownClasses()).isEqualTo(2);
        assertThat(with.test().size()).isEqualTo(4);
        assertThat(with.training().classCounts(3)[2]).isEqualTo(20);
        assertThat(with.validation().classCounts(3)[2]).isEqualTo(4);
        assertThat(with.validation().size()).isEqualTo(8 + 4);
        assertThat(with.split().classes().getLast()).isEqualTo(new Dataset.ClassCounts("background", 20, 4, 0));
        assertThat(with.notes()).anyMatch(note -> note.contains("background"));
    }

    @Test
    void holdsPausesAndPiecesAndAddsWordsThatAreWhole() {
        Part training = QuietClass.added(dataset(), 7).training();
        assertThat(training.size()).isEqualTo(40 + 40 + 20);
        boolean pieces = false;
        for (int i = 40; i < training.size(); i++) {
            float[] window = training.examples().get(i);
            long loud = loud(window, 500, 3000);
            if (training.classes()[i] == 2) {
                assertThat(loud).as(training.origin(i)).isLessThanOrEqualTo(48);
                pieces |= loud > 0;
            } else {
                int level = training.classes()[i] == 0 ? 1000 : 2000;
                assertThat(loud(window, level - 100, level + 100))
                        .as(training.origin(i))
                        .isBetween(45L, 48L);
            }
        }
        assertThat(pieces).isTrue();
        assertThat(training.examples().get(50)).isEqualTo(training.examples().get(50));
    }

    @Test
    void knowsTheNamesOfWhatIsQuietAlready() {
        assertThat(List.of("Background", "_silence_", "no gesture/idle")).allMatch(QuietClass::isSaidBy);
        assertThat(List.of("yes", "restart", "noisy")).noneMatch(QuietClass::isSaidBy);
    }

    private static long loud(float[] window, float from, float to) {
        return IntStream.range(0, window.length)
                .filter(i -> Math.abs(window[i]) > from && Math.abs(window[i]) < to)
                .count();
    }

    private static Dataset dataset() {
        return new Dataset(
                new Target.Classes(),
                List.of("yes", "no"),
                FORMAT,
                part(40),
                part(8),
                part(4),
                List.of(),
                new RowAccount(52, 52, new LinkedHashMap<>(), Map.of()),
                new Dataset.SplitReport(SplitSettings.By.ROW, 7, List.of(), 52, 0),
                List.of(),
                List.of());
    }

    private static Part part(int words) {
        int[] classes = IntStream.range(0, words).map(i -> i % 2).toArray();
        List<Stretch> stretches = Arrays.stream(classes)
                .mapToObj(c -> new Stretch("w", c, 60, (from, count) -> word(c, (int) from, count)))
                .toList();
        float[][] whole = Arrays.stream(classes).mapToObj(c -> word(c, 0, 100)).toArray(float[][]::new);
        return Part.ofExamples(Examples.of(whole), classes, classes, i -> "w" + i)
                .withStretches(stretches);
    }

    private static float[] word(int label, int from, int count) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = ((from + i) % 2 == 0 ? 1 : -1) * (from + i < 48 ? (label + 1) * 1000f : 4f);
        }
        return samples;
    }
}
