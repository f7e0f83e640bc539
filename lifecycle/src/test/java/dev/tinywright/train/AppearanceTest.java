package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bars that lie or stand, anywhere in a picture: no pixel tells which, the direction of their edges does. */
class AppearanceTest {
    private static final int SIDE = 20;
    private static final List<Integer> SHAPE = List.of(SIDE, SIDE, 1);
    private static final int[] CLASSES = IntStream.range(0, 60).map(i -> i % 2).toArray();

    @Test
    void findsWhatStandsAnywhere() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] bars =
                IntStream.of(CLASSES).mapToObj(c -> bar(c == 0, random)).toArray(float[][]::new);
        assertThat(SignalTest.test(bars, CLASSES, 1).found()).isFalse();
        assertThat(SignalTest.test(Appearance.of(bars, SHAPE), CLASSES, 1).found())
                .isTrue();
    }

    @Test
    void findsNothingInNoise() {
        SplittableRandom random = new SplittableRandom(4);
        float[][] noise = IntStream.of(CLASSES).mapToObj(c -> random(random)).toArray(float[][]::new);
        assertThat(SignalTest.test(Appearance.of(noise, SHAPE), CLASSES, 1).found())
                .isFalse();
    }

    @Test
    void isMeanDeviationAndEdges() {
        float[] ramp = new float[SIDE * SIDE];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i % SIDE;
        }
        float[] seen = Appearance.of(new float[][] {ramp}, SHAPE)[0];
        assertThat(seen).hasSize(10);
        assertThat(seen[0]).isEqualTo(9.5f);
        assertThat(seen[1]).isCloseTo((float) Math.sqrt((SIDE * SIDE - 1) / 12.0), within(1e-4f));
        assertThat(seen[2]).isCloseTo(2f * 18 * 18 / (SIDE * SIDE), within(1e-4f)); // all edges stand
        assertThat(seen).endsWith(0, 0, 0, 0, 0, 0, 0);
    }

    private static float[] bar(boolean lies, SplittableRandom random) {
        float[] picture = random(random);
        int height = lies ? 2 : 8;
        int width = lies ? 8 : 2;
        int y = random.nextInt(1, SIDE - height);
        int x = random.nextInt(1, SIDE - width);
        int brightness = random.nextBoolean() ? 1 : -1;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                picture[(y + i) * SIDE + x + j] += brightness;
            }
        }
        return picture;
    }

    private static float[] random(SplittableRandom random) {
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = 0.2f * random.nextFloat();
        }
        return picture;
    }
}
