package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StandInsTest {
    private static final List<Reading> TWO = List.of(new Reading("x", "g"), new Reading("y", "g"));
    private static final InputFormat WINDOW = new InputFormat.Window(TWO, 64, 100, InputFormat.Element.FLOAT32);

    @Test
    void eachKindChangesEveryWindowAndTheSameSeedGivesTheSame() {
        Examples normal = Examples.of(rows(20, 128));
        List<StandIns.Kind> kinds = StandIns.of(WINDOW, normal, 3);
        List<StandIns.Kind> again = StandIns.of(WINDOW, normal, 3);
        assertThat(kinds)
                .extracting(StandIns.Kind::name)
                .doesNotHaveDuplicates()
                .contains("noise", "channels exchanged");
        for (int k = 0; k < kinds.size(); k++) {
            assertThat(kinds.get(k).examples().size()).isEqualTo(20);
            for (int i = 0; i < 20; i++) {
                float[] changed = kinds.get(k).examples().get(i);
                assertThat(changed)
                        .hasSize(128)
                        .isNotEqualTo(normal.get(i))
                        .isEqualTo(again.get(k).examples().get(i));
            }
        }
    }

    @Test
    void widerSwingsKeepTheMeanOfEachChannel() {
        float[] window = rows(1, 128)[0];
        float[] wider = kind("wider swings", StandIns.of(WINDOW, Examples.of(new float[][] {window}), 1));
        double before = 0;
        double after = 0;
        for (int i = 0; i < 128; i += 2) {
            before += window[i] / 64;
            after += wider[i] / 64;
        }
        assertThat(after).isCloseTo(before, within(1e-5));
    }

    @Test
    void readingsOfDifferentRowsAreNormalOneByOne() {
        float[][] rows = rows(50, 3);
        InputFormat format = new InputFormat.Readings(List.of(TWO.getFirst(), TWO.getLast(), new Reading("z", "g")));
        float[] mixed = kind("readings of different rows", StandIns.of(format, Examples.of(rows), 1));
        for (int c = 0; c < 3; c++) {
            int column = c;
            assertThat(List.of(rows)).anySatisfy(row -> assertThat(row[column]).isEqualTo(mixed[column]));
        }
    }

    private static float[] kind(String name, List<StandIns.Kind> kinds) {
        return kinds.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow()
                .examples()
                .get(0);
    }

    private static float[][] rows(int count, int values) {
        SplittableRandom random = new SplittableRandom(8);
        float[][] rows = new float[count][values];
        for (float[] row : rows) {
            for (int i = 0; i < values; i++) {
                row[i] = (float) (i % 2 + random.nextGaussian());
            }
        }
        return rows;
    }

    @Test
    void picturesAreChangedInPlacesAndStayPictures() {
        InputFormat format = new InputFormat.Picture(16, 24, 3);
        float[][] pictures = new float[12][16 * 24 * 3];
        SplittableRandom random = new SplittableRandom(4);
        for (float[] picture : pictures) {
            for (int i = 0; i < picture.length; i++) {
                picture[i] = random.nextInt(256);
            }
        }
        Examples normal = Examples.of(pictures);

        List<StandIns.Kind> kinds = StandIns.of(format, normal, 5);

        assertThat(kinds)
                .extracting(StandIns.Kind::name)
                .containsExactly("a spot", "a scratch", "a patch from elsewhere", "turned", "colours exchanged");
        List<StandIns.Kind> again = StandIns.of(format, normal, 5);
        for (int k = 0; k < kinds.size(); k++) {
            for (int i = 0; i < pictures.length; i++) {
                float[] changed = kinds.get(k).examples().get(i);
                assertThat(changed)
                        .isNotEqualTo(pictures[i])
                        .isEqualTo(again.get(k).examples().get(i));
                for (float value : changed) {
                    assertThat(value).isBetween(0f, 255f).isEqualTo((float) Math.rint(value));
                }
                if (k < 3) {
                    assertThat(differing(changed, pictures[i])).isLessThan(changed.length / 4);
                }
            }
        }
    }

    @Test
    void greyPicturesHaveNoColoursToExchange() {
        float[][] grey = new float[2][8 * 8 * 3];
        java.util.Arrays.fill(grey[0], 100);
        assertThat(StandIns.of(new InputFormat.Picture(8, 8, 3), Examples.of(grey), 1))
                .extracting(StandIns.Kind::name)
                .doesNotContain("colours exchanged");
    }

    private static int differing(float[] a, float[] b) {
        int differing = 0;
        for (int i = 0; i < a.length; i++) {
            differing += a[i] == b[i] ? 0 : 1;
        }
        return differing;
    }
}
