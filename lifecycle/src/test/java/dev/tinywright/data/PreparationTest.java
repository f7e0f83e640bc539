package dev.tinywright.data;

import static dev.tinywright.data.Csv.BY_GROUP;
import static dev.tinywright.data.Csv.BY_ROW;
import static dev.tinywright.data.Csv.fruitRows;
import static dev.tinywright.data.Csv.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.data.Dataset.ClassCounts;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data steps and the split: nothing vanishes silently, nothing leaks. */
class PreparationTest {
    private static final String HEADER = "Fruit,Red,Green\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static IntStream seeds() {
        return IntStream.range(0, 25);
    }

    private Dataset prepare(String text, DataStep... steps) {
        return Preparation.prepare(load(folder, text), List.of(steps), BY_ROW);
    }

    @Test
    void dropsDuplicatesAndCountsThem() {
        Dataset dataset = prepare(
                HEADER + fruitRows(40, 1) + "apple,0.5,0.5\napple,0.50,0.5\nbanana,0.5,0.5\n",
                new DataStep.DropDuplicates());
        assertThat(dataset.account().dropped().toString()).isEqualTo("{a duplicate of another row=1}");
        assertThat(dataset.account().examples().get("a duplicate of another row"))
                .containsExactly("data.csv line 43");
        assertThat(dataset.split().rowsWithTwin()).isEqualTo(2);
    }

    @Test
    void mergesLabelsThatAreWrittenDifferently() {
        Dataset dataset = prepare(
                HEADER + fruitRows(40, 1) + "Apple ,0.1,0.2\nAPPLES,0.3,0.2\nbanana.,0.1,0.3\n",
                new DataStep.NormalizeLabels());
        assertThat(dataset.labels()).containsExactly("apple", "banana");
        assertThat(dataset.notes())
                .containsExactly(
                        "normalize-labels: \"APPLES\" and \"Apple \" read as \"apple\"",
                        "normalize-labels: \"banana.\" read as \"banana\"");
    }

    @Test
    void leavesOutClassesWithTooFewRows() {
        Dataset dataset = prepare(HEADER + fruitRows(40, 1) + "kiwi,0.1,0.2\nApple,0.3,0.4\n");
        assertThat(dataset.labels()).containsExactly("apple", "banana");
        assertThat(dataset.account().dropped().toString()).isEqualTo("{its class has fewer than 3 rows=2}");
        assertThat(dataset.warnings()).hasSize(2);
    }

    @Test
    void dropsRowsWithMissingReadingsUnlessTheyAreImputed() {
        String text = HEADER + fruitRows(40, 1) + "apple,NA,0.2\nbanana,0.5,\nbanana,,\n";
        assertThat(prepare(text).account().dropped().toString())
                .isEqualTo("{every reading is missing=1, a reading is missing=2}");
        DataStep impute = new DataStep.OnDevice(new InputStep.Impute(InputStep.Fill.MEDIAN));
        Dataset imputed = prepare(text, impute);
        assertThat(imputed.account().dropped().toString()).isEqualTo("{every reading is missing=1}");
        assertThat(imputed.inputSteps()).containsExactly(new InputStep.Impute(InputStep.Fill.MEDIAN));
    }

    @Test
    void dropsColumnsAndNamesTheNearestOfAnUnknownOne() {
        Dataset dataset = prepare(HEADER + fruitRows(40, 1), new DataStep.DropColumns(List.of("red")));
        assertThat(dataset.readings()).containsExactly(new Reading("Green", ""));
        assertThat(dataset.training().rows()[0]).hasSize(1);
        assertThatThrownBy(() -> prepare(HEADER + fruitRows(40, 1), new DataStep.DropColumns(List.of("Grene"))))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("did you mean 'Green'?");
    }

    @Test
    void balancesTrainingRowsOnly() {
        String text = HEADER + fruitRows(100, 1).lines().filter(new Thin()).reduce("", (a, b) -> a + b + "\n");
        Dataset plain = prepare(text);
        Dataset balanced = prepare(text, new DataStep.Balance());
        int[] counts = balanced.training().classCounts(2);
        assertThat(counts[0]).isEqualTo(counts[1]);
        assertThat(balanced.test().rows()).isDeepEqualTo(plain.test().rows());
        assertThat(balanced.validation().rows())
                .isDeepEqualTo(plain.validation().rows());
        assertThat(keys(balanced.training()))
                .containsOnly(keys(plain.training()).toArray(String[]::new));
    }

    /** Keeps every apple and one banana in five. */
    private static final class Thin implements java.util.function.Predicate<String> {
        private int bananas;

        @Override
        public boolean test(String line) {
            return line.startsWith("apple") || bananas++ % 5 == 0;
        }
    }

    @Test
    void splitsEveryClassByItsShare() {
        Dataset dataset = prepare(HEADER + fruitRows(100, 1));
        assertThat(dataset.split().classes())
                .containsExactly(new ClassCounts("apple", 32, 8, 10), new ClassCounts("banana", 32, 8, 10));
        assertThat(dataset.split().text()).isEqualTo("64 rows to learn from, 16 to choose by, 20 to test on");
    }

    @Test
    void givesEveryPartARowOfATinyClass() {
        String text = HEADER + fruitRows(40, 1) + "kiwi,0.1,0.2\nkiwi,0.3,0.4\nkiwi,0.5,0.4\n";
        assertThat(prepare(text).split().classes()).contains(new ClassCounts("kiwi", 1, 1, 1));
    }

    @Test
    void refusesWhatIsTooLittle() {
        String text = HEADER + "apple,0.5,0.5\n".repeat(30) + "banana,0.1,0.2\n".repeat(30);
        assertThatThrownBy(() -> prepare(text, new DataStep.DropDuplicates()))
                .hasMessageContaining(
                        "too little is left to learn from: 0 rows of 0 classes (60 rows read, 0 kept; 58 dropped");
    }

    /** Coarse readings repeat often, some under another label, some missing; everything must still add up. */
    @ParameterizedTest
    @MethodSource("seeds")
    void keepsIdenticalRowsOnOneSideAndAccountsForAll(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(HEADER);
        int rows = 60 + random.nextInt(200);
        for (int i = 0; i < rows; i++) {
            String red = random.nextInt(20) == 0 ? "" : String.valueOf(random.nextInt(12));
            text.append(random.nextInt(3) == 0 ? "apple" : "banana").append(',').append(red);
            text.append(',').append(random.nextInt(12)).append(random.nextInt(30) == 0 ? ",1\n" : "\n");
        }
        Dataset dataset = prepare(text.toString());
        int parts = dataset.training().size()
                + dataset.validation().size()
                + dataset.test().size();
        assertThat(dataset.account().rowsRead()).isEqualTo(rows);
        assertThat(dataset.account().kept()).isEqualTo(parts);
        assertDisjoint(keys(dataset.training()), keys(dataset.validation()), keys(dataset.test()));
        assertThat(dataset.test().size()).isBetween(parts / 8, parts / 4 + 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void testRowsDoNotShapeTheRowsThatAreLearnedFrom(int seed) {
        String text = HEADER + fruitRows(60, seed);
        Dataset before = prepare(text, new DataStep.DropDuplicates(), new DataStep.Balance());
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = 0; i < before.test().size(); i++) {
            String origin = before.test().origin(i);
            int line = Integer.parseInt(origin.substring(origin.lastIndexOf(' ') + 1)) - 1;
            lines.set(line, lines.get(line).split(",")[0] + "," + (1000 + i) + "," + (-1e6 - i));
        }
        Dataset after = prepare(String.join("\n", lines), new DataStep.DropDuplicates(), new DataStep.Balance());
        assertThat(after.training().rows()).isDeepEqualTo(before.training().rows());
        assertThat(after.training().classes()).isEqualTo(before.training().classes());
        assertThat(after.validation().rows()).isDeepEqualTo(before.validation().rows());
        assertThat(after.test().rows()[0][0]).isGreaterThanOrEqualTo(1000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsGroupsOnOneSide(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder("label,x,y,subject\n");
        for (int i = 0; i < 300; i++) {
            text.append(random.nextBoolean() ? "sit" : "walk")
                    .append(',')
                    .append(random.nextInt(40))
                    .append(',');
            text.append(random.nextInt(40)).append(",s").append(i / 20).append('\n');
        }
        Table table = load(folder, text.toString());
        Dataset dataset = Preparation.prepare(table, List.of(), BY_GROUP);
        assertDisjoint(groups(dataset.training()), groups(dataset.validation()), groups(dataset.test()));
        assertDisjoint(keys(dataset.training()), keys(dataset.validation()), keys(dataset.test()));
        assertThat(dataset.split().units()).isEqualTo(15);
        assertThat(dataset.test().size()).isBetween(40, 80);
    }

    @Test
    void splitsRecordingsOfOneClassEachByClass() {
        for (String label : List.of("idle", "shake")) {
            for (int n = 0; n < 10; n++) {
                Csv.write(
                        folder,
                        "set/" + label + "/" + n + ".csv",
                        "x,y\n" + fruitRows(12, label.hashCode() + n).replaceAll("(apple|banana),", ""));
            }
        }
        Table table = DataLoader.load(Csv.source(folder.resolve("set")), DataHints.none());
        Dataset dataset = Preparation.prepare(table, List.of(), BY_GROUP);
        assertThat(dataset.split().classes())
                .containsExactly(new ClassCounts("idle", 72, 24, 24), new ClassCounts("shake", 72, 24, 24));
    }

    @Test
    void aSplitByGroupNeedsGroups() {
        Table table = load(folder, HEADER + fruitRows(40, 1));
        assertThatThrownBy(() -> Preparation.prepare(table, List.of(), BY_GROUP))
                .hasMessageContaining("no column that groups rows");
    }

    @Test
    void theSameSeedGivesTheSameSplitAndAnotherSeedAnother() {
        Table table = load(folder, HEADER + fruitRows(60, 1));
        Dataset first = Preparation.prepare(table, List.of(), BY_ROW);
        SplitSettings other = new SplitSettings(SplitSettings.By.ROW, 0.2, 0.2, 8);
        assertThat(keys(Preparation.prepare(table, List.of(), BY_ROW).test())).isEqualTo(keys(first.test()));
        assertThat(keys(Preparation.prepare(table, List.of(), other).test())).isNotEqualTo(keys(first.test()));
    }

    private static Set<String> keys(Dataset.Part part) {
        Set<String> keys = new HashSet<>();
        Arrays.stream(part.rows()).forEach(row -> keys.add(Arrays.toString(row)));
        return keys;
    }

    /** Twenty lines of a group follow one another after the header. */
    private static Set<String> groups(Dataset.Part part) {
        Set<String> groups = new HashSet<>();
        for (int i = 0; i < part.size(); i++) {
            String origin = part.origin(i);
            int line = Integer.parseInt(origin.substring(origin.lastIndexOf(' ') + 1));
            groups.add(String.format(Locale.ROOT, "s%d", (line - 2) / 20));
        }
        return groups;
    }

    @SafeVarargs
    private static void assertDisjoint(Set<String>... sets) {
        Map<String, Integer> seen = new HashMap<>();
        for (int side = 0; side < sets.length; side++) {
            for (String key : sets[side]) {
                Integer before = seen.putIfAbsent(key, side);
                assertThat(before).as("%s is on two sides", key).isNull();
            }
        }
    }
}
