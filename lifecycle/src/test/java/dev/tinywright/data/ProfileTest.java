package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the person is shown of the data. */
class ProfileTest {
    private static final String TEXT = "Fruit,Red,Code\n"
            + "apple,1,7.5\napple,2,7.5\nbanana,3,8.5\nbanana,4,8.5\n".repeat(5)
            + "Apple ,,7.5\nbanana,1,7.5\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Profile profile() {
        return Profile.of(Csv.load(folder, TEXT));
    }

    @Test
    void describesEachColumn() {
        ColumnProfile red = profile().columns().getFirst();
        assertThat(red.missing()).isEqualTo(1);
        assertThat(red.min()).isEqualTo(1);
        assertThat(red.max()).isEqualTo(4);
        assertThat(red.mean()).isCloseTo(51.0 / 21, within(1e-9));
        assertThat(red.median()).isEqualTo(2);
        assertThat(red.firstQuartile()).isEqualTo(1);
        assertThat(red.thirdQuartile()).isEqualTo(3);
        assertThat(red.deviation()).isCloseTo(Math.sqrt(151.0 / 21 - Math.pow(51.0 / 21, 2)), within(1e-9));
        assertThat(red.separation()).isBetween(0.6, 0.8);
        assertThat(red.histogram().counts().getFirst())
                .hasSize(24)
                .startsWith(5)
                .contains(5);
    }

    @Test
    void countsDuplicatesContradictionsAndGaps() {
        Profile profile = profile();
        assertThat(profile.duplicates()).isEqualTo(16);
        assertThat(profile.contradictions()).isEqualTo(6);
        assertThat(profile.incompleteRows()).isEqualTo(1);
        assertThat(profile.variants()).containsExactly(new LabelVariants.Merge("apple", java.util.List.of("Apple ")));
    }

    @Test
    void saysItInAFewLines() {
        assertThat(profile().brief())
                .contains(
                        "22 rows read, 22 kept",
                        "classes: apple 10, \"Apple \" 1, banana 11",
                        "2 readings, 16 rows repeat another, 1 rows lack a reading",
                        "warning: labels that look the same: \"Apple \" read as \"apple\"?",
                        "warning: 6 rows have readings that also come with another label");
    }
}
