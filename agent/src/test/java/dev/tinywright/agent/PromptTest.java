package dev.tinywright.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.llm.Tokens;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {
    private static final Prompt TWO = new Prompt("two", 3, "# Job: two\n{{facts}}\n\n## Rows\n{{rows}}");

    @ParameterizedTest
    @ValueSource(strings = {"system", "task", "plan", "next", "step", "sketch", "repair", "again"})
    void everyPromptFileHasAVersion(String name) {
        assertThat(Prompt.load(name).version()).isPositive();
        assertThat(Prompt.load(name).id())
                .isEqualTo(name + "@" + Prompt.load(name).version());
    }

    @Test
    void fillsItsHoles() {
        assertThat(TWO.fill(Map.of("facts", Hole.of("$1 \\ {{rows}}"), "rows", Hole.of("1, 2")), 1000))
                .hasValueSatisfying(filled -> {
                    assertThat(filled.text()).isEqualTo("# Job: two\n$1 \\ {{rows}}\n\n## Rows\n1, 2");
                    assertThat(filled.shortened()).isEmpty();
                });
    }

    @Test
    void aHoleWithoutAValueAndAValueWithoutAHoleAreFaults() {
        assertThatThrownBy(() -> TWO.fill(Map.of("facts", Hole.of("")), 1000)).hasMessageContaining("rows");
        assertThatThrownBy(
                        () -> TWO.fill(Map.of("facts", Hole.of(""), "rows", Hole.of(""), "other", Hole.of("")), 1000))
                .hasMessageContaining("other");
    }

    @Test
    void whatDoesNotFitIsShortenedByRuleAndSaysSo() {
        String rows = "0.51, 0.27, 0.22\n".repeat(200);
        Map<String, Hole> holes =
                Map.of("facts", Hole.of("three columns"), "rows", Hole.of(rows, "(200 rows left out)"));
        assertThat(TWO.fill(holes, 100)).hasValueSatisfying(filled -> {
            assertThat(filled.text())
                    .contains("three columns", "(200 rows left out)")
                    .doesNotContain("0.51");
            assertThat(filled.shortened()).containsExactly("rows");
            assertThat(Tokens.count(filled.text())).isLessThanOrEqualTo(100);
        });
    }

    @Test
    void isRefusedWhereEvenTheShortestIsTooLong() {
        assertThat(TWO.fill(Map.of("facts", Hole.of("word ".repeat(500)), "rows", Hole.of("")), 100))
                .isEmpty();
    }
}
