package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.contract.Acquisition;
import dev.tinywright.features.Reading;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What data alone tells: shares of a total, ranges, the rate, and the unit of acceleration. */
class AcquisitionsTest {
    private static final int ROWS = 60;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Returns a table of two classes in turn with these columns. */
    private Table table(String header, IntFunction<String> cells) {
        StringBuilder text = new StringBuilder(header + ",label\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(cells.apply(i)).append(i % 2 == 0 ? ",apple\n" : ",banana\n");
        }
        return Csv.load(folder, text.toString());
    }

    private static Acquisition of(Table table) {
        return Acquisitions.of(Preparation.prepare(table, List.of(), Csv.BY_ROW), table.rateHz());
    }

    private static double[] shares(SplittableRandom random) {
        double r = random.nextDouble(100, 4000);
        double g = random.nextDouble(100, 4000);
        double b = random.nextDouble(100, 4000);
        double sum = r + g + b;
        return new double[] {r / sum, g / sum, b / sum};
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7})
    void findsSharesThatWereRounded(int decimals) {
        SplittableRandom random = new SplittableRandom(1);
        String format = "%." + decimals + "f,%." + decimals + "f,%." + decimals + "f";
        Acquisition found = of(table("Red,Green,Blue", i -> {
            double[] s = shares(random);
            return String.format(Locale.ROOT, format, s[0], s[1], s[2]);
        }));
        assertThat(found.shares()).containsExactly(List.of(0, 1, 2));
        assertThat(Acquisitions.notes(
                        found, List.of(new Reading("Red", ""), new Reading("Green", ""), new Reading("Blue", ""))))
                .containsExactly(
                        "Red, Green and Blue sum to 1 in every row: shares of a total, so the device must divide "
                                + "raw values by their sum");
    }

    @Test
    void findsSharesAmongOtherReadings() {
        SplittableRandom random = new SplittableRandom(2);
        Acquisition found = of(table("light,r,humidity,g,b", i -> {
            double[] s = shares(random);
            return String.format(
                    Locale.ROOT, "%d,%.4f,%.3f,%.4f,%.4f", random.nextInt(900), s[0], random.nextDouble(), s[1], s[2]);
        }));
        assertThat(found.shares()).containsExactly(List.of(1, 3, 4));
    }

    @Test
    void oneRowThatDoesNotSumToOneIsEnoughToRefuse() {
        SplittableRandom random = new SplittableRandom(3);
        Acquisition found = of(table("Red,Green,Blue", i -> {
            double[] s = shares(random);
            return String.format(Locale.ROOT, "%.4f,%.4f,%.4f", s[0] * (i % 7 == 0 ? 0.9 : 1), s[1], s[2]);
        }));
        assertThat(found.shares()).isEmpty();
    }

    @Test
    void noiseThatSumsToAboutOneIsNoShare() {
        SplittableRandom random = new SplittableRandom(4);
        Acquisition found = of(table("a1,b1,c1", i -> {
            double[] s = shares(random);
            double level = random.nextDouble(0.75, 1.24);
            return String.format(Locale.ROOT, "%.4f,%.4f,%.4f", s[0] * level, s[1] * level, s[2] * level);
        }));
        assertThat(found.shares()).isEmpty();
    }

    @Test
    void percentagesCountsAndSwitchesAreNoShares() {
        SplittableRandom random = new SplittableRandom(5);
        assertThat(of(table("Red,Green,Blue", i -> {
                            double[] s = shares(random);
                            return String.format(Locale.ROOT, "%.2f,%.2f,%.2f", 100 * s[0], 100 * s[1], 100 * s[2]);
                        }))
                        .shares())
                .isEmpty();
        assertThat(of(table("open,shut,level", i -> {
                            int open = random.nextInt(2);
                            return open + "," + (1 - open) + "," + random.nextInt(500);
                        }))
                        .shares())
                .isEmpty();
    }

    /** Lengths and masses, acids and sulphates: nothing of a total. */
    @Test
    void penguinsAndWineHaveNoShares() {
        SplittableRandom random = new SplittableRandom(6);
        assertThat(of(table(
                                "bill_length_mm,bill_depth_mm,body_mass_g",
                                i -> String.format(
                                        Locale.ROOT,
                                        "%.1f,%.1f,%d",
                                        random.nextDouble(32, 60),
                                        random.nextDouble(13, 22),
                                        random.nextInt(2700, 6300))))
                        .shares())
                .isEmpty();
        assertThat(of(table(
                                "volatile acidity,citric acid,chlorides,sulphates",
                                i -> String.format(
                                        Locale.ROOT,
                                        "%.2f,%.2f,%.3f,%.2f",
                                        random.nextDouble(0.1, 0.9),
                                        random.nextDouble(0, 0.8),
                                        random.nextDouble(0.01, 0.1),
                                        random.nextDouble(0.3, 0.9))))
                        .shares())
                .isEmpty();
    }

    @Test
    void rangesAreThoseOfTheTrainingRows() {
        Table table = table("a1,b1", i -> i * 37 % 101 + 0.5 + "," + (i % 3 == 0 ? "" : Integer.toString(-i * i)));
        Dataset dataset = Preparation.prepare(
                table,
                List.of(new DataStep.OnDevice(
                        new dev.tinywright.features.InputStep.Impute(dev.tinywright.features.InputStep.Fill.MEDIAN))),
                Csv.BY_ROW);
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float[] row : dataset.training().rows()) {
            low = Math.min(low, row[0]);
            high = Math.max(high, row[0]);
        }
        Acquisition found = Acquisitions.of(dataset, table.rateHz());
        assertThat(found.ranges().getFirst()).isEqualTo(new Acquisition.Range(low, high));
        assertThat(found.ranges().get(1).high()).isLessThan(0);
    }

    @ParameterizedTest
    @CsvSource({
        "time [ms],        20,     0,    50",
        "time_ms,          20,     0,    50",
        "timestamp,        0.02,   0,    50",
        "timestamp (s),    1,      0,    1",
        "timestamp,        20,     1.6e12, 50",
        "timestamp,        1,      1.6e9, 1",
        "timestamp,        10000,  1.6e15, 100",
        "time (us),        10000,  0,    100",
        "time seconds,     60,     0,    0.0166667",
    })
    void readsTheRateFromATimeColumn(String header, double step, double start, double rate) {
        SplittableRandom random = new SplittableRandom(7);
        Table table = table(
                header + ",level",
                i -> new java.math.BigDecimal(start + i * step + (i == 30 ? 40 * step : 0)).toPlainString() + ","
                        + random.nextInt(1000));
        assertThat(table.readings()).hasSize(1);
        assertThat(of(table).rateHz().orElse(0)).isCloseTo(rate, within(rate * 1e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd'T'HH:mm:ss.SSS, 100, 10",
        "yyyy-MM-dd HH:mm:ss,     60000, 0.0166667",
        "yyyy-MM-dd'T'HH:mm:ss'Z', 1000, 1",
        "yyyy-MM-dd HH:mm,       600000, 0.00166667",
        "HH:mm:ss,                 2000, 0.5"
    })
    void readsTheRateFromDates(String format, int millis, double rate) {
        SplittableRandom random = new SplittableRandom(8);
        LocalDateTime start = LocalDateTime.of(2026, 3, 4, 8, 30);
        Table table = table(
                "time,level",
                i -> start.plus(java.time.Duration.ofMillis((long) i * millis))
                                .format(java.time.format.DateTimeFormatter.ofPattern(format, Locale.ROOT))
                        + "," + random.nextInt(1000));
        assertThat(of(table).rateHz().orElse(0)).isCloseTo(rate, within(rate * 1e-4));
    }

    @Test
    void saysNoRateWhereTheUnitOrTheStepsLeaveItOpen() {
        SplittableRandom random = new SplittableRandom(9);
        assertThat(of(table("timestamp,level", i -> 20 * i + "," + random.nextInt(1000)))
                        .rateHz())
                .isEmpty();
        int[] at = {0};
        assertThat(of(table(
                                "time [s],level",
                                i -> (at[0] += (int) Math.pow(2, random.nextInt(12))) + "," + random.nextInt(1000)))
                        .rateHz())
                .isEmpty();
        assertThat(of(table("other,level", i -> i * i + "," + random.nextInt(1000)))
                        .rateHz())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'acc_x,acc_y,acc_z',            1,    g",
        "'ax,ay,az',                     9.81, m/s²",
        "'accX,accY,accZ',               9.7,  m/s²",
        "'Accelerometer X,Accelerometer Y,Accelerometer Z', 1.02, g",
        "'acc_x,acc_y,acc_z',            1000, ''",
        "'acc_x,acc_y,acc_z',            3.3,  ''",
        "'gyro_x,gyro_y,gyro_z',         1,    ''",
        "'x,y,z',                        1,    ''",
        "'acc_x [m/s2],acc_y [m/s2],acc_z [m/s2]', 1, m/s2"
    })
    void tellsTheUnitOfAccelerationFromGravity(String header, double length, String unit) {
        SplittableRandom random = new SplittableRandom(10);
        Table table = table(header, i -> {
            double a = random.nextDouble(0.1, 1.5);
            double b = random.nextDouble(0.1, 1.5);
            double size = length * random.nextDouble(0.9, 1.1);
            return String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%.4f",
                    size * Math.sin(a) * Math.cos(b),
                    size * Math.sin(a) * Math.sin(b),
                    size * Math.cos(a));
        });
        assertThat(table.readings().stream().map(Reading::unit)).containsOnly(unit);
        assertThat(table.notes().stream()
                        .filter(note -> note.startsWith("unit:"))
                        .count())
                .isEqualTo(!unit.isEmpty() && !header.contains("[") ? 1 : 0);
    }
}
