package dev.tinywright.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.tensor.Quantization;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputProgramTest {
    private static final List<Reading> AB = List.of(new Reading("a", ""), new Reading("b", "cm"));
    private static final float[][] ROWS = rows();

    private static float[][] rows() {
        Random random = new Random(5);
        float[][] rows = new float[501][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = new float[] {(float) (40 + 7 * random.nextGaussian()), (float) Math.exp(random.nextGaussian())};
        }
        return rows;
    }

    private static float[] column(int index) {
        float[] column = new float[ROWS.length];
        for (int r = 0; r < column.length; r++) {
            column[r] = ROWS[r][index];
        }
        return column;
    }

    private static double percentile(float[] values, double percent) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(percent / 100 * (sorted.length - 1))]; // 500 gaps: quartiles fall on values
    }

    /** Fixed point has 2^-26 of the largest reading; dividing by a deviation 6 times smaller leaves 1e-6 of a deviation. */
    @Test
    void scalesAsTheFormulasSay() {
        InputProgram standard = InputProgram.fit(AB, ROWS, List.of(new InputStep.Standardize()));
        InputProgram minMax = InputProgram.fit(AB, ROWS, List.of(new InputStep.MinMax()));
        InputProgram robust = InputProgram.fit(AB, ROWS, List.of(new InputStep.RobustScale()));
        for (int c = 0; c < 2; c++) {
            float[] x = column(c);
            double mean = 0;
            double square = 0;
            for (float v : x) {
                mean += v / (double) x.length;
            }
            for (float v : x) {
                square += (v - mean) * (v - mean) / x.length;
            }
            double min = percentile(x, 0);
            double max = percentile(x, 100);
            double spread = percentile(x, 75) - percentile(x, 25);
            for (float[] row : ROWS) {
                assertThat(standard.features(row)[c])
                        .isCloseTo((float) ((row[c] - mean) / Math.sqrt(square)), within(2e-6f));
                assertThat(minMax.features(row)[c]).isCloseTo((float) ((row[c] - min) / (max - min)), within(2e-6f));
                assertThat(robust.features(row)[c])
                        .isCloseTo((float) ((row[c] - percentile(x, 50)) / spread), within(4e-6f));
            }
        }
    }

    /** 23 digits after the point, and 23 squarings whose truncations add up to a few of the last. */
    @Test
    void logarithmsAndProductsAreThoseOfRealNumbers() {
        InputProgram program = InputProgram.fit(
                AB, ROWS, List.of(new InputStep.Pairs(List.of("a", "b")), new InputStep.Log(List.of("b"))));
        double smallest = percentile(column(1), 0);
        assertThat(program.featureNames()).containsExactly("a", "b", "a^2", "a*b", "b^2");
        for (float[] row : ROWS) {
            float[] features = program.features(row);
            double log = Math.log(1 + row[1] - smallest) / Math.log(2);
            assertThat((double) features[1]).isCloseTo(log, within(2e-6));
            assertThat((double) features[3]).isCloseTo(row[0] * (double) row[1], within(2e-5));
        }
    }

    @Test
    void logarithmsAreRightAtEveryPoint() {
        Random random = new Random(8);
        for (int n = 0; n < 20_000; n++) {
            int point = random.nextInt(-101, 120);
            int x = random.nextInt() >> random.nextInt(31);
            int smallest = random.nextInt(4) == 0 ? random.nextInt() : 0;
            double distance = Math.min(Math.max((double) x - smallest, 0), point > 40 ? Integer.MAX_VALUE : 0x1p32);
            double expected = Math.log1p(Math.scalb(distance, -point)) / Math.log(2);
            double actual = Math.scalb((double) Fixed.log2(x, smallest, point), -Fixed.pointOfLog(point));
            // below a point of -30 the 1 is left out: of one step, 2^31, that is 2^-31 of a digit
            assertThat(actual)
                    .isCloseTo(expected, within(point > 40 ? expected * 1e-3 + Math.scalb(1.0, 1 - point) : 1e-6));
        }
    }

    @Test
    void readingsBecomeFixedPointToTheNearest() {
        Random random = new Random(9);
        for (int n = 0; n < 100_000; n++) {
            float x = Float.intBitsToFloat(random.nextInt());
            int point = random.nextInt(-110, 180);
            if (!Float.isNaN(x)) {
                double real = Math.clamp(Math.scalb((double) x, point), -Integer.MAX_VALUE, Integer.MAX_VALUE);
                assertThat(Math.abs(Fixed.fromFloat(x, point) - real)).isLessThanOrEqualTo(0.5);
            }
        }
    }

    @Test
    void missingReadingsCountAsTheMedianOrWhatImputeSays() {
        float[][] rows = {{1, 4}, {2, Float.NaN}, {9, 4}, {Float.NaN, 7}};
        InputProgram plain = InputProgram.fit(AB, rows, List.of());
        InputProgram mean = InputProgram.fit(AB, rows, List.of(new InputStep.Impute(InputStep.Fill.MEAN)));
        InputProgram zero = InputProgram.fit(AB, rows, List.of(new InputStep.Impute(InputStep.Fill.ZERO)));
        float[] nothing = {Float.NaN, Float.NaN};
        assertThat(plain.features(nothing)).containsExactly(2, 4);
        assertThat(mean.features(nothing)).containsExactly(4, 5);
        assertThat(zero.features(nothing)).containsExactly(0, 0);
    }

    @Test
    void constantColumnsBecomeZeroWhateverTheReading() {
        float[][] rows = {{3, 1}, {3, 2}, {3, 5}};
        for (InputStep step :
                List.of(new InputStep.Standardize(), new InputStep.MinMax(), new InputStep.RobustScale())) {
            InputProgram program = InputProgram.fit(AB, rows, List.of(step));
            assertThat(program.features(new float[] {3, 1})[0]).isZero();
            assertThat(program.features(new float[] {1e30f, 1})[0]).isZero();
        }
    }

    @Test
    void everyReadingHasADefinedFeature() {
        InputProgram program =
                InputProgram.fit(AB, ROWS, List.of(new InputStep.Derive("q", "a / b"), new InputStep.Standardize()));
        Random random = new Random(6);
        for (int n = 0; n < 10_000; n++) {
            float[] row = {Float.intBitsToFloat(random.nextInt()), Float.intBitsToFloat(random.nextInt())};
            for (float feature : program.features(row)) {
                assertThat(feature).isFinite();
            }
            assertThat(program.networkInput(row, new Quantization(0.05f, 3))).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "10 - 4 - 3, 3",
        "16 / 4 / 2, 2",
        "-a * -`b`, 200",
        "--a, 10",
        "1.5e1 + .5, 15.5",
        "a/b, 0.5"
    })
    void formulasReadAsInSchool(String text, float expected) {
        assertThat(Expression.parse(text, List.of("a", "b")).evaluate(new float[] {10, 20}))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a +, character 4",
        "(a, character 3",
        "a b, character 3",
        "a $ b, character 3",
        "`a, character 1",
        "1e99, character 1",
        "alpha, did you mean \"a\"",
        "'', character 1"
    })
    void whatCannotBeReadIsNamedWithItsPlace(String text, String expected) {
        assertThatThrownBy(() -> Expression.parse(text, List.of("a", "b"))).hasMessageContaining(expected);
    }

    @Test
    void describesEachStepWithItsNumbers() {
        InputProgram program = InputProgram.fit(
                AB,
                new float[][] {{0, 2}, {10, 4}},
                List.of(new InputStep.Impute(InputStep.Fill.MEDIAN), new InputStep.MinMax()));
        assertThat(program.describe()).hasSize(2);
        assertThat(program.describe().getLast()).contains("a smallest 0, range 10", "b smallest 2, range 2");
    }

    @Test
    void aFunctionInAnExpressionIsNotTakenForAColumn() {
        assertThatThrownBy(() -> Expression.parse("1 + sqrt(Red)", List.of("Red")))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("there are no functions here, and 'sqrt(' would be one");
    }
}
