package dev.tinywright.cli;

import dev.tinywright.pipeline.Build;
import dev.tinywright.pipeline.Texts;
import dev.tinywright.report.Report;
import dev.tinywright.report.ReportFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a build in a few lines: the verdict first, then each goal, then where things are. */
final class Summary {
    private Summary() {}

    static List<String> lines(Build.Result result) {
        ReportFacts facts = result.facts();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(Report.headline(facts));
        facts.goals().forEach(goal -> lines.add(goal(goal)));
        if (!facts.relaxation().isEmpty()) {
            lines.add("what would meet the goals: " + facts.relaxation());
        }
        lines.add("");
        lines.add("report    " + shown(result.out().resolve("report.html")));
        lines.add("firmware  " + shown(result.out().resolve("firmware")));
        lines.add("C code    " + shown(result.out().resolve("library")));
        return lines;
    }

    private static String goal(ReportFacts.GoalResult goal) {
        return String.format(
                Locale.ROOT,
                "  %-8s  wanted %-12s  measured %-12s  %s",
                goal.goal().metric().key(),
                Texts.bound(goal.goal()),
                goal.measured().isPresent()
                        ? Texts.value(goal.goal(), goal.measured().getAsDouble())
                        : "-",
                goal.met().map(met -> met ? "met" : "MISSED").orElse("not judged: " + goal.note()));
    }

    /** Returns the path from here, where that is shorter. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
