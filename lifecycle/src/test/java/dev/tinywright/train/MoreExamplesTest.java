package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MoreExamplesTest {
    private static final InputFormat.Window SOUND =
            new InputFormat.Window(List.of(new Reading("sound", "")), 400, 8000, Element.INT16);

    static Stream<RawAugmentation> changes() {
        return Stream.of(
                new RawAugmentation.Shift(0.01),
                new RawAugmentation.Gain(6),
                new RawAugmentation.Speed(0.1),
                new RawAugmentation.Noise(10),
                new RawAugmentation.Background(Examples.of(new float[][] {tone(0.9, 900)}), 0));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void copiesAreChangedAndAlwaysTheSameSamplesOfAConverter(RawAugmentation change) {
        Examples tones = Examples.of(new float[][] {tone(0.1, 400), tone(0.3, 400)});
        MoreExamples more = MoreExamples.of(tones, SOUND, List.of(change), 2, 5);
        assertThat(more.size()).isEqualTo(6);
        assertThat(more.get(1)).isSameAs(tones.get(1));
        for (int i = 2; i < 6; i++) {
            assertThat(more.original(i)).isEqualTo(i % 2);
            assertThat(more.get(i))
                    .isNotEqualTo(tones.get(i % 2))
                    .isEqualTo(more.get(i))
                    .hasSize(400);
            for (float sample : more.get(i)) {
                assertThat(sample).isEqualTo((float) Math.rint(sample)).isBetween(-32768f, 32767f);
            }
        }
        assertThat(more.get(2)).isNotEqualTo(more.get(4));
        assertThat(MoreExamples.of(tones, SOUND, List.of(change), 2, 6).get(2)).isNotEqualTo(more.get(2));
    }

    @Test
    void aPlanSaysHowManyCopiesAndWhichChanges() {
        Examples tones = Examples.of(new float[][] {tone(0.1, 400), tone(0.3, 400)});
        List<Augmentation> augment =
                List.of(new Augmentation(Augmentation.Kind.COPIES, 3), new Augmentation(Augmentation.Kind.RAW_GAIN, 6));
        MoreExamples more = MoreExamples.of(tones, SOUND, augment, tones, 1000, 5);
        assertThat(more.size()).isEqualTo(8);
        assertThat(more.get(7)).isNotEqualTo(more.get(1));
        assertThat(MoreExamples.of(tones, SOUND, augment, tones, 5, 5).size()).isEqualTo(4);
        assertThat(MoreExamples.of(tones, SOUND, augment.subList(0, 1), tones, 1000, 5)
                        .size())
                .isEqualTo(2);
        List<Augmentation> rotate = List.of(new Augmentation(Augmentation.Kind.RAW_ROTATE, 15));
        assertThatThrownBy(() -> MoreExamples.of(tones, SOUND, rotate, tones, 1000, 5))
                .hasMessageContaining("groups of three channels");
    }

    @Test
    void refusesAChangeOfNothing() {
        assertThatThrownBy(() -> new RawAugmentation.Speed(0)).hasMessageContaining("change of speed");
        assertThatThrownBy(() -> new RawAugmentation.Background(Examples.of(new float[0][]), 3))
                .hasMessageContaining("needs sounds");
    }

    private static float[] tone(double step, int samples) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = Math.round(20_000 * Math.sin(step * i));
        }
        return tone;
    }
}
