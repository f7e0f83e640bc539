package dev.tinywright.study;

import dev.tinywright.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A study as lines of text. */
public final class StudyTable {
    private static final String ROW = "%-11s %-7s %4s  %-18s %-18s %-18s %-18s %7s %9s %9s %9s";

    private StudyTable() {}

    public static List<String> lines(StudyResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.model() + ", " + result.data() + ", seed " + result.seed());
        lines.add(ROW.formatted(
                        "stage",
                        "level",
                        "n",
                        "theirs, first",
                        "theirs",
                        "ours, first",
                        "ours",
                        "calls",
                        "tokens",
                        "tok/succ",
                        "$/succ")
                .stripTrailing());
        result.cells().forEach(cell -> lines.add(row(cell)));
        lines.add(
                "per cent of runs with Wilson's 95 % interval; theirs: it ran, it compiled; ours: it met the goals on the"
                        + " device and behaved; first: by the first answer as it came; calls and tokens: mean of a run");
        if (!result.failures().isEmpty()) {
            lines.add("failures, in runs: "
                    + result.failures().entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue())
                            .collect(Collectors.joining(", ")));
        }
        if (!result.ended().isEmpty()) {
            lines.add("ended early: " + result.ended());
        }
        return lines;
    }

    private static String row(StudyResult.Cell cell) {
        double n = cell.runs().size();
        return String.format(
                        Locale.ROOT,
                        ROW,
                        cell.stage().id(),
                        cell.level().id(),
                        cell.runs().size(),
                        share(cell, StudyRun.Outcome::theirsFirst),
                        share(cell, StudyRun.Outcome::theirs),
                        share(cell, StudyRun.Outcome::first),
                        share(cell, StudyRun.Outcome::ours),
                        String.format(Locale.ROOT, "%.1f", cell.total().calls() / n),
                        String.format(Locale.ROOT, "%.0f", cell.total().tokens() / n),
                        number("%.0f", cell.tokensPerSuccess()),
                        number("%.4f", cell.dollarsPerSuccess()))
                .stripTrailing();
    }

    static String share(StudyResult.Cell cell, Predicate<StudyRun.Outcome> success) {
        Statistics.Estimate share = cell.share(success);
        return String.format(
                Locale.ROOT, "%.0f %% (%.0f-%.0f)", 100 * share.value(), 100 * share.low(), 100 * share.high());
    }

    static String number(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}
