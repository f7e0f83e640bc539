package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.spec.DataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number to predict: which column it is, what is wrong with it, how rows are divided by it. */
class NumberTargetTest {
    private static final SplitSettings BY_TIME = new SplitSettings(SplitSettings.By.TIME, 0.2, 0.2, 7);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theColumnIsTheOneTheSentenceSharesWordsWith() {
        Table table = load(
                "sound_pressure_level,speed,chord",
                row -> (100 + row % 40) + "," + row * 7 % 13 + "," + row % 5,
                "noise level");
        assertThat(table.target()).isEqualTo(new Target.Quantity("sound_pressure_level", ""));
        assertThat(table.readings()).extracting(Reading::name).containsExactly("speed", "chord");
        assertThat(table.labels()).hasSize(5);
    }

    @Test
    void withoutAHintItIsTheLastColumnOfNumbers() {
        Table table =
                load("AT,V,PE,site", row -> row % 7 + "," + row * 3 % 11 + "," + (400 + row * 7 % 60) + ",x", "output");
        assertThat(table.target()).isEqualTo(new Target.Quantity("PE", ""));
        assertThat(table.notes()).anyMatch(note -> note.contains("last column of numbers"));
    }

    @Test
    void theBriefSpeaksOfRangesOfTheNumberInFewDigits() {
        Table table = load("a,y", row -> row % 9 + "," + (100.1234f + row * 7 % 50), "y");
        assertThat(Profile.of(table).brief())
                .anyMatch(line -> line.endsWith("of the variance lies between ranges of the number"))
                .noneMatch(line -> line.contains("the classes"));
        assertThat(table.labels()).allMatch(label -> label.matches("[a-z0-9. ]{1,15}"));
    }

    @Test
    void rowsWithoutTheNumberAreCountedUnderTheirReason() {
        Table table = load(
                "a,y",
                row -> row % 9 + "," + (row == 3 ? "NA" : row == 4 ? "inf" : row == 5 ? "much" : "" + row % 50),
                "y");
        assertThat(table.account().dropped())
                .containsEntry("the number to predict is missing", 2)
                .containsEntry("the number to predict is not a number", 1);
        assertThat(table.rowCount()).isEqualTo(97);
    }

    @Test
    void wordsOrOneValueCannotBePredicted() {
        assertThatThrownBy(() -> load("a,y", row -> row + ",red", "y"))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("words such as \"red\"");
        assertThatThrownBy(() -> load("a,y", row -> row % 9 + ",4", "y"))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the same in every row");
    }

    @Test
    void oneRowIsTooFew() {
        Path file = Csv.write(folder, "one.csv", "a,y\n1,2\n");
        assertThatThrownBy(() -> DataLoader.load(Csv.source(file), hints("y")))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("1 row");
    }

    @Test
    void fewWholeNumbersArePredictedAndMentioned() {
        Table table = load("a,grade", row -> row * 7 % 23 + "," + row % 3, "grade");
        assertThat(table.labels()).containsExactly("0", "1", "2");
        assertThat(table.warnings()).anyMatch(w -> w.contains("only 3 different whole numbers"));
    }

    @Test
    void aColumnThatIsTheNumberOnAnotherScaleIsLeftOut() {
        Table table = load("a,f,y", row -> row * 7 % 23 + "," + (32 + row % 50 * 1.8) + "," + row % 50, "y");
        assertThat(table.readings()).extracting(Reading::name).containsExactly("a");
        assertThat(table.warnings()).anyMatch(w -> w.contains("'f'") && w.contains("the number to predict itself"));
    }

    @Test
    void eachPartHasLowNumbersAndHighOnes() {
        SplittableRandom random = new SplittableRandom(3);
        Table table = load("a,y", row -> random.nextInt(1000) + "," + random.nextInt(1000), "y");
        Dataset dataset = Preparation.prepare(table, List.of(), Csv.BY_ROW);
        for (Dataset.Part part : List.of(dataset.training(), dataset.validation(), dataset.test())) {
            assertThat(part.numbers()).hasSize(part.size());
            assertThat(part.classCounts(5)).doesNotContain(0);
        }
    }

    @Test
    void equalReadingsWithOtherNumbersAreNoDuplicates() {
        Table table = load("a,y", row -> row / 2 + "," + (row % 4 == 3 ? row - 1 : row), "y");
        Dataset dataset = Preparation.prepare(table, List.of(new DataStep.DropDuplicates()), Csv.BY_ROW);
        assertThat(dataset.account().dropped()).containsEntry("a duplicate of another row", 25);
    }

    @Test
    void theNextRowIsPredictedFromThisOneAndThoseBefore() {
        Path file =
                Csv.write(folder, "hours.csv", csv("dust,wind", row -> (row == 50 ? "NA" : "" + row) + "," + row % 7));
        Table table = DataLoader.load(
                new DataSource(file, Optional.of("dust"), List.of(), Optional.empty(), Optional.of("ug/m3"), true),
                hints(""));
        List<DataStep> steps = List.of(new DataStep.PredictAhead(1), new DataStep.Lag(List.of("dust"), 2));
        Dataset dataset = Preparation.prepare(
                table,
                List.of(
                        steps.get(0),
                        steps.get(1),
                        new DataStep.OnDevice(new dev.tinywright.features.InputStep.Impute(
                                dev.tinywright.features.InputStep.Fill.MEDIAN))),
                BY_TIME);
        assertThat(dataset.readings())
                .extracting(Reading::name)
                .containsExactly("wind", "dust", "dust 1 before", "dust 2 before");
        assertThat(dataset.account().dropped()).containsEntry("the number to predict is missing", 2);
        float[] row = dataset.test().rows()[0];
        float next = dataset.test().numbers()[0];
        assertThat(row[1]).isEqualTo(next - 1);
        assertThat(row[2]).isEqualTo(next - 2);
        assertThat(row[3]).isEqualTo(next - 3);
        assertThat(max(dataset.training().numbers()))
                .isLessThan(min(dataset.validation().numbers()));
        assertThat(max(dataset.validation().numbers()))
                .isLessThan(min(dataset.test().numbers()));
    }

    @Test
    void filesForTrainingAndTestingAreTheSplit() {
        Csv.write(
                folder, "power_train.csv", csv("season,h0", row -> (row % 2 == 0 ? "cold" : "warm") + "," + row * 0.5));
        Csv.write(
                folder,
                "power_test.csv",
                csv("season,h0", row -> (row % 2 == 0 ? "cold" : "warm") + "," + (row + 0.25)));
        Table table = DataLoader.load(Csv.source(folder), DataHints.none());
        Dataset dataset = Preparation.prepare(table, List.of(), Csv.BY_ROW);
        assertThat(dataset.test().size()).isEqualTo(100);
        assertThat(IntStream.range(0, 100).mapToObj(dataset.test()::origin))
                .allMatch(o -> o.startsWith("power_test.csv"));
        assertThat(dataset.validation().size()).isEqualTo(20);
        assertThat(dataset.training().size()).isEqualTo(80);
    }

    private interface Line {
        String of(int row);
    }

    private static String csv(String header, Line line) {
        StringBuilder csv = new StringBuilder(header).append('\n');
        for (int row = 0; row < 100; row++) {
            csv.append(String.format(Locale.ROOT, "%s%n", line.of(row)));
        }
        return csv.toString();
    }

    private Table load(String header, Line line, String phrase) {
        Path file = Csv.write(folder, "rows.csv", csv(header, line));
        return DataLoader.load(Csv.source(file), hints(phrase));
    }

    private static DataHints hints(String phrase) {
        return new DataHints(List.of(), phrase, List.of(), true);
    }

    private static float max(float[] of) {
        float max = of[0];
        for (float value : of) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static float min(float[] of) {
        float min = of[0];
        for (float value : of) {
            min = Math.min(min, value);
        }
        return min;
    }
}
