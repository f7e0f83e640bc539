package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which labels mean the same, and which only look alike. */
class LabelVariantsTest {
    @ParameterizedTest
    @CsvSource({
        "'Apple ', apple",
        "APPLES, apple",
        "berries, berry",
        "peaches, peach",
        "boxes, Box",
        "tomatoes, tomato",
        "Rosé, rose",
        "apple., apple",
        "left-turn, left turn",
        "left_turn, Left  Turn",
        "1.0, 1",
        "ﬁg, fig",
        "Straße, strasse"
    })
    void meanTheSame(String one, String other) {
        assertThat(LabelVariants.key(one)).isEqualTo(LabelVariants.key(other));
    }

    @ParameterizedTest
    @CsvSource({
        "apple, maple",
        "gas, ga",
        "glass, glas",
        "bus, bu",
        "1, 10",
        "1.5, 15",
        "か, が",
        "species, specie",
        "-1, 1"
    })
    void meanSomethingElse(String one, String other) {
        assertThat(LabelVariants.key(one)).isNotEqualTo(LabelVariants.key(other));
    }

    @Test
    void mergesIntoTheMostFrequentSpelling() {
        assertThat(LabelVariants.find(List.of("Apple", "apple", "pear", "apples"), new int[] {3, 9, 5, 4}))
                .containsExactly(new LabelVariants.Merge("apple", List.of("apples", "Apple")));
    }
}
