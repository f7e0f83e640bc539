package dev.tinywright.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.diag.Diagnosis;
import org.junit.jupiter.api.Test;

class DiscreetTest {
    private static final Diagnosis FAILED = new Diagnosis(
            "the sketch passes raw readings where the model takes shares: from the reading Red 2420, the first: row 0 (h.csv line 785)",
            "h.csv line 785: Red 0.51, expected line \"apple\"\nh.csv line 9: Red 0.2",
            "divide each reading by the sum of 3");

    @Test
    void fileNamesAndFoldersAreNotSent() {
        Diagnosis shown = Discreet.ofRows(FAILED, true);
        assertThat(shown.what() + shown.where()).doesNotContain("h.csv").contains("Red 2420", "Red 0.51");
        assertThat(Discreet.withoutFiles("no record (/home/me/fruit/.tinywright/sketch/trace.txt), see /tmp/x/y.c"))
                .doesNotContain("/home", "fruit", "/tmp")
                .contains("…/trace.txt", "…/y.c");
        assertThat(Discreet.withoutFiles("- mistake (at line 4). See 1/2 and app/fruit.ino"))
                .isEqualTo("- mistake (at line 4). See 1/2 and app/fruit.ino");
    }

    @Test
    void ofPrivateRowsNoNumberIsSent() {
        Diagnosis shown = Discreet.ofRows(FAILED, false);
        assertThat(shown.where()).isEmpty();
        assertThat(shown.what() + shown.hint())
                .doesNotContainPattern("\\d")
                .contains("raw readings", "divide each reading");
    }
}
