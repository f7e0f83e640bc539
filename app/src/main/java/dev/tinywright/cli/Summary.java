package dev.tinywright.cli;

import dev.tinywright.pipeline.Build;
import dev.tinywright.pipeline.Texts;
import dev.tinywright.report.ApplicationResult;
import dev.tinywright.report.Report;
import dev.tinywright.report.ReportFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

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
        facts.application().ifPresent(application -> lines.addAll(application(application)));
        lines.add("");
        lines.add("report    " + shown(result.out().resolve("report.html")));
        lines.add("firmware  " + shown(result.out().resolve("firmware")));
        lines.add("C code    " + shown(result.out().resolve("library")));
        facts.application()
                .ifPresent(application ->
                        lines.add("sketch    " + shown(project(result).resolve(application.sketch()))));
        facts.packages().stream()
                .findFirst()
                .ifPresent(
                        arduino -> lines.add("library   " + shown(result.out().resolve(arduino.path()))
                                + "   (" + (facts.packages().size() - 1) + " more forms in "
                                + shown(result.out().resolve("packages")) + ")"));
        return lines;
    }

    private static Path project(Build.Result result) {
        return Objects.requireNonNull(result.out().toAbsolutePath().getParent());
    }

    private static List<String> application(ApplicationResult application) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "  %-11s  %-19s  %-21s  %s",
                "sketch",
                application.rows() == 0 ? "not run" : application.rows() + " " + application.thing() + "s shown",
                application.rows() == 0 ? "" : application.right() + " as labelled",
                application.passed() ? "passed" : "FAILED"));
        if (!application.passed()) {
            lines.add("most probably: " + application.cause());
            if (!application.hint().isEmpty()) {
                lines.add("hint: " + application.hint());
            }
            application.failures().stream()
                    .limit(3)
                    .forEach(failure -> lines.add("  " + failure.source() + ", " + failure.reading() + ": expected "
                            + failure.expected() + "; " + failure.got()));
        }
        return lines;
    }

    private static String goal(ReportFacts.GoalResult goal) {
        return String.format(
                Locale.ROOT,
                "  %-11s  wanted %-12s  measured %-12s  %s",
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
