package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.arduino.World;
import dev.tinywright.sensor.Binding;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldMakerTest {
    private static final float[][] ROWS = Fruit.rows(60, 3);

    private static World world() {
        return WorldMaker.of(ROWS, Fruit.contract(), Fruit.binding(), Fruit.printed(), 9);
    }

    @Test
    void givesCountsWhoseSharesAreTheRows() {
        World world = world();
        assertThat(world.channels()).containsExactly("color.r", "color.g", "color.b", "color.c");
        for (int r = 0; r < ROWS.length; r++) {
            float[] counts = world.rows()[r];
            float sum = counts[0] + counts[1] + counts[2];
            for (int c = 0; c < 3; c++) {
                assertThat(counts[c]).isEqualTo((float) Math.rint(counts[c])).isBetween(0f, 4097f);
                assertThat(counts[c] / sum).isCloseTo(ROWS[r][c], within(0.004f));
            }
            assertThat(counts[3]).isEqualTo(sum);
        }
    }

    @Test
    void everyRowHasItsOwnLight() {
        float[] sums = sums(world());
        Arrays.sort(sums);
        assertThat(sums[sums.length - 1] / sums[0]).isGreaterThan(2.5f);
        assertThat(world().noise()).containsExactly(2, 2, 2, 2);
    }

    private static float[] sums(World world) {
        float[] sums = new float[world.rows().length];
        for (int r = 0; r < sums.length; r++) {
            sums[r] = world.rows()[r][3];
        }
        return sums;
    }

    @Test
    void sameSeedSameWorld() {
        assertThat(world().rows()).isDeepEqualTo(world().rows());
        assertThat(sums(WorldMaker.of(ROWS, Fruit.contract(), Fruit.binding(), Fruit.printed(), 10)))
                .isNotEqualTo(sums(world()));
    }

    @Test
    void showsEachRowForWholePeriodsAfterItHasSettled() {
        assertThat(world().dwell()).isEqualTo(Duration.ofSeconds(5));
        assertThat(world().start()).isEqualTo(Duration.ofMillis(4500));
        assertThat(world().lineEvery()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void serialLinesCarryTheRowsAsTheyAre() {
        Binding serial = new Binding(Binding.Origin.SERIAL_LINES, List.of(), List.of());
        World world = WorldMaker.of(ROWS, Fruit.contract(), serial, Fruit.printed(), 9);
        assertThat(world.channels()).containsExactly("serial.0", "serial.1", "serial.2");
        assertThat(world.rows()).isDeepEqualTo(ROWS);
    }

    @Test
    void aMissingShareIsWhatTheOthersLeave() {
        Binding serial = new Binding(Binding.Origin.SERIAL_LINES, List.of(), List.of());
        float[][] rows = {{Float.NaN, 0.3f, 0.2f}};
        World world = WorldMaker.of(rows, Fruit.contract(), serial, Fruit.printed(), 9);
        assertThat(world.rows()[0][0]).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void neighboursAreOfDifferentClasses() {
        int[] classes = IntStream.range(0, 90).map(i -> i / 30).toArray();
        int[] chosen = RowChoice.of(classes, 60, 3);
        assertThat(chosen).hasSize(60).doesNotHaveDuplicates();
        long same = IntStream.range(1, 60)
                .filter(i -> classes[chosen[i]] == classes[chosen[i - 1]])
                .count();
        assertThat(same).isLessThan(6);
    }
}
