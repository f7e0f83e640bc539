package dev.tinywright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyResultTest {
    /** Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void intervalsAreThePublishedOnes(int hits, int n, double low, double high) {
        Statistics.Estimate share = cell(hits, n).share(StudyRun.Outcome::ours);

        assertThat(share.low()).isCloseTo(low, within(0.00006));
        assertThat(share.high()).isCloseTo(high, within(0.00006));
    }

    @Test
    void failedRunsArePartOfThePriceOfASuccess() {
        StudyResult.Cell cell = cell(2, 5);

        assertThat(cell.tokensPerSuccess()).hasValue(5 * 110.0 / 2);
        assertThat(cell.dollarsPerSuccess()).hasValue(5 * 0.5 / 2);
        assertThat(cell(0, 5).tokensPerSuccess()).isEmpty();
    }

    @Test
    void theMostFrequentFailureIsFirst() {
        assertThat(cell(1, 4).failures().entrySet().iterator().next().getKey()).isEqualTo("wrong-header");
        assertThat(cell(1, 4).failures()).containsEntry("wrong-header", 3).containsEntry("empty", 1);
    }

    @Test
    void pageTableAndJsonTellTheSame() {
        StudyResult result =
                new StudyResult("openai/x <b>", "say \"it\"", "fruit.csv", 1, 30, List.of(cell(3, 10)), "a cap");

        assertThat(StudyTable.lines(result)).anyMatch(line -> line.contains("30 % (11-60)"));
        assertThat(StudyJson.text(result)).contains("\"count\" : 3", "\"ended\" : \"a cap\"", "\"wrong-header\" : 7");
        assertThat(StudyPage.render(result))
                .contains("30 % (11-60)", "openai/x &lt;b&gt;", "3/10", "wrong-header", "a cap", "<svg")
                .doesNotContain("<b>", "http://www.w3.org/1999/xlink", "src=");
    }

    private static StudyResult.Cell cell(int hits, int n) {
        List<StudyRun> runs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean success = i < hits;
            runs.add(new StudyRun(
                    Stage.SKETCH,
                    Level.FULL,
                    i + 1,
                    new StudyRun.Outcome(success, true, success, success, success),
                    new StudyRun.Cost(1, 1, 100, 10, 2, OptionalDouble.of(0.5)),
                    success ? (i == 0 ? List.of("empty") : List.of()) : List.of("wrong-header"),
                    success ? "" : "no answer passed"));
        }
        return new StudyResult.Cell(Stage.SKETCH, Level.FULL, runs);
    }
}
