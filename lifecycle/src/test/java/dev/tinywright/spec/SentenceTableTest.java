package dev.tinywright.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tinywright.board.Boards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** sentences.txt is the table: each sentence with all that must be understood of it, asked and said about it. */
class SentenceTableTest {
    private static final Boards BOARDS = Boards.builtIn();

    @TestFactory
    Stream<DynamicTest> eachSentenceIsUnderstoodAsTheTableSays() throws IOException {
        return cases().stream()
                .map(expected -> dynamicTest(expected.getFirst(), () -> assertThat(said(expected.getFirst()))
                        .isEqualTo(expected)));
    }

    @Test
    void theTableIsLargeEnough() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }

    /** Cases are separated by empty lines: the sentence, then one line per part. */
    private static List<List<String>> cases() throws IOException {
        try (var in = Objects.requireNonNull(SentenceTableTest.class.getResourceAsStream("sentences.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\\s*\n"))
                    .map(block ->
                            block.lines().filter(line -> !line.startsWith("#")).toList())
                    .filter(block -> !block.isEmpty())
                    .toList();
        }
    }

    /** Returns the sentence and what was understood, in the form of the table. */
    static List<String> said(String sentence) {
        Understanding understood = Sentence.understand(sentence, BOARDS);
        List<String> lines = new ArrayList<>(List.of(sentence));
        understood.kind().ifPresent(kind -> add(lines, "kind", kind.name().toLowerCase(Locale.ROOT)));
        add(lines, "labels", String.join(" | ", understood.labels()));
        add(lines, "label", understood.labelHint().orElse(""));
        add(lines, "readings", String.join(" | ", understood.mentionedColumns()));
        add(lines, "sensor", understood.sensor());
        add(lines, "board", understood.board().orElse(""));
        understood.goals().forEach(goal -> add(lines, goal.metric().key(), Goals.text(goal)));
        add(lines, "application", understood.application());
        understood.problems().forEach(problem -> add(lines, "problem", problem.what()));
        understood.missing().forEach(question -> add(lines, "asks", question.question()));
        add(lines, "not used", String.join(", ", understood.unused()));
        return lines;
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "  %-12s %s", name, value));
        }
    }
}
