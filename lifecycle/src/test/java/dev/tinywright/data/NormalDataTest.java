package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is normal, found in the data and kept apart from faults: nothing learns from a fault or chooses by one. */
class NormalDataTest {
    private static final DataHints ALARMS = new DataHints(List.of(), "", List.of(), false, true);
    private static final WindowSettings SECOND = WindowSettings.ofSeconds(1, 1, 100, WindowSettings.Placing.SLIDE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            normal, loose, broken      |              | normal
            Fan OK, fan loose          |              | Fan OK
            healthy_1, faulty          |              | healthy_1
            abnormal, normal           |              | normal
            not ok, ok                 |              | ok
            no_fault, inner race       |              | no_fault
            0, 1                       |              | 0
            run_a, run_b               | run_a        | run_a
            idle                       |              | idle
            """)
    void theLabelThatSaysAllIsWellIsFound(String labels, String learned, String normal) {
        List<String> training = learned == null ? List.of() : List.of(learned);
        assertThat(Normality.of(Arrays.asList(labels.split(", ")), training, "data")
                        .label())
                .isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({"red-green, none of the labels", "good-ok, several labels", "faulty, none of the labels"})
    void whereNoLabelSaysSoThePersonIsAsked(String labels, String what) {
        assertThatThrownBy(() -> Normality.of(List.of(labels.split("-")), List.of(), "data"))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(what);
    }

    @Test
    void namesThatAreButNumbersTellNoClasses() {
        List<String> numbered =
                IntStream.range(0, 12).mapToObj(i -> "IMG_" + (100 + i)).toList();
        assertThat(Normality.areNumbers(numbered, 12)).isTrue();
        assertThat(Normality.areNumbers(numbered, 13)).isFalse();
        assertThat(Normality.areNumbers(numbered.subList(0, 9), 9)).isFalse();
        assertThat(Normality.areNumbers(
                        numbered.stream().map(n -> n.replace("IMG", "defect")).toList(), 12))
                .isFalse();
        List<String> mixed = new ArrayList<>(numbered.subList(0, 11));
        mixed.add("broken");
        assertThat(Normality.areNumbers(mixed, 12)).isFalse();
    }

    @Test
    void faultsOfATableAreAllInTheTest() {
        Dataset dataset = dataset(table(true, 300));
        assertThat(dataset.labels()).containsExactly("normal", "anomaly");
        assertThat(dataset.target()).isEqualTo(new Target.Normal());
        assertThat(dataset.training().classCounts(2)).containsExactly(160, 0);
        assertThat(dataset.validation().classCounts(2)).containsExactly(40, 0);
        assertThat(dataset.test().classCounts(2)).containsExactly(50, 50);
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void aTableWithoutLabelsIsNormalThroughout() {
        Dataset dataset = dataset(table(false, 100));
        assertThat(dataset.test().classCounts(2)[1]).isZero();
        assertThat(dataset.warnings()).singleElement().asString().contains("cannot be judged");
    }

    @Test
    void tenRowsAreTooFew() {
        assertThatThrownBy(() -> table(true, 10))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("10 rows");
    }

    @Test
    void aTableOfFaultsAloneIsRefused() {
        String csv = csv(true, 60).replace("normal", "jam");
        assertThatThrownBy(() -> Csv.load(folder, csv, withLabel()))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("none of the labels says what is normal");
    }

    @Test
    void foldersOfRecordingsGiveTheSides() throws IOException {
        Captures captures = fans("train/normal", "test/normal", "test/anomaly");
        Dataset dataset = Windows.cutNormal(captures, SECOND, Made.BY_RECORDING, normality(captures));
        assertThat(dataset.training().classCounts(2)[1] + dataset.validation().classCounts(2)[1])
                .isZero();
        assertThat(dataset.test().classCounts(2)).containsExactly(12, 12);
        assertThat(dataset.test().origin(0)).contains("test");
    }

    /** Faults stand in the folder for training, too: they are for the test all the same. */
    @Test
    void withoutGivenSidesSomeOfWhatIsNormalIsForTheTest() throws IOException {
        Captures captures = fans("normal", "loose", "stuck");
        Dataset dataset = Windows.cutNormal(captures, SECOND, Made.BY_RECORDING, normality(captures));
        assertThat(dataset.training().classCounts(2)[1]).isZero();
        assertThat(dataset.test().classCounts(2)[0]).isPositive();
        assertThat(dataset.test().classCounts(2)[1]).isEqualTo(24);
        assertThat(dataset.notes()).anySatisfy(note -> assertThat(note).contains("loose, stuck are faults"));
    }

    private static Normality normality(Captures captures) {
        return Normality.of(captures.labels(), List.of(), "data");
    }

    private Captures fans(String... folders) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (String name : folders) {
            for (int i = 0; i < 12; i++) {
                Made.write(
                        folder.resolve("fan").resolve(name).resolve(i + ".csv"),
                        Made.sine(2 + random.nextDouble(), 100, 6 * random.nextDouble(), ",", "x (g),y (g)\n"));
            }
        }
        return Made.load(folder.resolve("fan"));
    }

    private Dataset dataset(Table table) {
        return Preparation.prepare(table, List.of(), Csv.BY_ROW);
    }

    private Table table(boolean labels, int rows) {
        return Csv.load(folder, csv(labels, rows), ALARMS);
    }

    private static DataHints withLabel() {
        return new DataHints(List.of("jam", "leak"), "", List.of(), false, true);
    }

    /** Every sixth row is a fault. */
    private static String csv(boolean labels, int rows) {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder csv = new StringBuilder(labels ? "pressure,current,state\n" : "pressure,current\n");
        for (int i = 0; i < rows; i++) {
            String state = labels ? i % 6 == 5 ? ",leak" : ",normal" : "";
            csv.append(
                    String.format(Locale.ROOT, "%.5f,%.5f%s\n", random.nextGaussian(), random.nextGaussian(), state));
        }
        return csv.toString();
    }
}
