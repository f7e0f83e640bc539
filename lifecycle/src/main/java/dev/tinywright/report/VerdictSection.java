package dev.tinywright.report;

import dev.tinywright.report.ReportFacts.GoalResult;
import dev.tinywright.report.ReportFacts.Latency;
import java.util.ArrayList;
import java.util.List;

/** The top of the page: what came of it, in one sentence and one table. */
final class VerdictSection {
    private VerdictSection() {}

    static Element render(ReportFacts facts) {
        boolean passed = facts.passed();
        Element verdict = Element.of("p", passed ? "badge passed" : "badge failed")
                .text(passed ? "\u2713 Passed" : "\u2717 Not passed");
        Element header = Element.of("header")
                .add(verdict)
                .add(Element.of("h1").add(Parts.name(facts.name())))
                .add(Element.of("p", "lead").text(headline(facts)));
        if (facts.device().mismatches() > 0) {
            header.add(Parts.callout(
                    Numbers.counted(facts.device().mismatches(), facts.example()) + " differ.",
                    "The device did not compute what the host computed; the other figures cannot be relied on."));
        }
        if (!facts.device().note().isEmpty()) {
            header.add(Parts.callout("Proven on another core.", facts.device().note()));
        }
        header.add(tiles(facts));
        return header.add(goals(facts));
    }

    /** One sentence that a reader who stops here should have read. */
    static String headline(ReportFacts facts) {
        List<String> parts = new ArrayList<>();
        parts.add(facts.device()
                .alarms()
                .map(VerdictSection::alarms)
                .or(() -> facts.number().map(number -> right(facts, number)))
                .orElseGet(() -> right(facts)));
        facts.memory().ifPresent(memory -> parts.add(Numbers.bytes(memory.flashBytes()) + " flash"));
        facts.memory().ifPresent(memory -> parts.add(Numbers.bytes(memory.ramBytes()) + " RAM"));
        facts.latency().ifPresent(latency -> parts.add("about " + Numbers.millis(latency.millis()) + " an inference"));
        String proof = facts.device().note().isEmpty()
                ? ""
                : " Proven on " + facts.device().core() + ", which is not the board's own core.";
        String sketch = facts.application().map(VerdictSection::sketch).orElse("");
        return opening(facts) + String.join(", ", parts) + "." + proof + sketch;
    }

    private static String right(ReportFacts facts) {
        Statistics.Estimate accuracy =
                Statistics.wilson(facts.correct(), facts.test().size());
        return Numbers.percent(accuracy.value()) + " right on "
                + Numbers.counted(facts.test().size(), facts.example()) + " it never saw (95\u00a0% interval "
                + Numbers.interval(accuracy) + ")";
    }

    private static String alarms(AlarmResult alarms) {
        Statistics.Estimate rate = alarms.falseAlarmRate();
        Statistics.Estimate found = alarms.detectionRate();
        String falsely = rate.isDefined()
                ? "false alarms at " + Numbers.percent(rate.value()) + " of "
                        + Numbers.counted(alarms.normal().length, "normal check") + " (95\u00a0% interval "
                        + Numbers.interval(rate) + ")"
                : "false alarms not measured";
        return falsely
                + (found.isDefined()
                        ? ", " + Numbers.percent(found.value()) + " of "
                                + Numbers.counted(alarms.faults().length, "fault") + " found (interval "
                                + Numbers.interval(found) + ")"
                        : ", and whether it finds faults cannot be judged: the data has none");
    }

    private static String right(ReportFacts facts, NumberResult number) {
        return "off by " + number.amount(number.device().mae(), 3) + " on average on "
                + Numbers.counted(facts.test().size(), facts.example()) + " it never saw (R² "
                + Numbers.significant(number.device().r2(), 3) + ")";
    }

    private static String sketch(ApplicationResult application) {
        if (application.passed()) {
            String leftOut = application.leftOut().isEmpty()
                    ? ""
                    : " It leaves out what nothing was made of: " + String.join(", ", application.leftOut()) + ".";
            String named =
                    application.isOfRecordings() ? ", and named the class of " + application.right() + " of them" : "";
            return " The sketch did what it should on all " + Numbers.counted(application.rows(), application.thing())
                    + named
                    + "."
                    + leftOut;
        }
        return application.rows() == 0
                ? " The sketch does not build."
                : " The sketch does not do what it should: " + Numbers.counted(application.failed(), "failure") + " on "
                        + Numbers.counted(application.rows(), application.thing()) + ".";
    }

    private static String opening(ReportFacts facts) {
        String board = facts.board().isHost() ? "this computer" : facts.board().name();
        List<String> missed = facts.goals().stream()
                .filter(goal -> !goal.met().orElse(true))
                .map(goal -> Goals.name(goal.goal().metric()))
                .toList();
        if (!missed.isEmpty()) {
            return "Builds for " + board + " but misses " + (missed.size() == 1 ? "a goal" : missed.size() + " goals")
                    + " (" + String.join(", ", missed) + "): ";
        }
        if (facts.device().mismatches() > 0) {
            return "Builds for " + board + " but is not proven: ";
        }
        if (!facts.details().continuous().map(ContinuousUse::keepsUp).orElse(true)) {
            return "Builds for " + board + ", but in continuous use a window takes longer than the next one is off: ";
        }
        if (!facts.application().map(ApplicationResult::passed).orElse(true)) {
            return "Builds for " + board + ", but its sketch fails: ";
        }
        return facts.device().note().isEmpty() ? "Runs on " + board + ": " : "Built for " + board + ": ";
    }

    private static Element tiles(ReportFacts facts) {
        Element tiles = Element.of("dl", "tiles");
        if (facts.device().alarms().isPresent()) {
            addAlarms(tiles, facts.device().alarms().get());
        } else {
            tiles.add(facts.number().map(VerdictSection::error).orElseGet(() -> accuracy(facts)));
        }
        if (facts.memory().isPresent()) {
            MemoryFacts memory = facts.memory().get();
            tiles.add(tile(
                    "Flash",
                    Numbers.bytes(memory.flashBytes()),
                    "of " + Numbers.bytes(facts.board().flashBytes())));
            tiles.add(tile(
                    "RAM", Numbers.bytes(memory.ramBytes()), "stack " + Numbers.bytes(memory.stackBytes()) + " of it"));
        }
        if (facts.latency().isPresent()) {
            Latency latency = facts.latency().get();
            tiles.add(tile(
                    "Latency, estimated",
                    Numbers.millis(latency.millis()),
                    Numbers.millis(latency.lowMillis()) + " to " + Numbers.millis(latency.highMillis())));
        }
        tiles.add(tile(
                "Mismatches",
                Numbers.count(facts.device().mismatches()),
                Numbers.counted(facts.device().testRows(), facts.example()) + ", bit for bit"));
        facts.application()
                .ifPresent(application -> tiles.add(tile(
                        "Application",
                        application.passed() ? "\u2713 passed" : "\u2717 failed",
                        application.rows() == 0
                                ? "does not build"
                                : Numbers.counted(application.rows(), application.thing()) + " through its sensors")));
        return tiles;
    }

    private static void addAlarms(Element tiles, AlarmResult alarms) {
        tiles.add(tile(
                "False alarms on device",
                shown(alarms.falseAlarmRate()),
                Numbers.count(alarms.falseAlarms()) + " of " + Numbers.counted(alarms.normal().length, "normal row")));
        tiles.add(tile(
                "Faults found on device",
                shown(alarms.detectionRate()),
                alarms.faults().length == 0
                        ? "no example of a fault"
                        : Numbers.count(alarms.found()) + " of " + Numbers.counted(alarms.faults().length, "fault")));
    }

    private static String shown(Statistics.Estimate share) {
        return share.isDefined() ? Numbers.percent(share.value()) : "not judged";
    }

    private static Element accuracy(ReportFacts facts) {
        Statistics.Estimate accuracy =
                Statistics.wilson(facts.correct(), facts.test().size());
        return tile(
                "Accuracy on device",
                Numbers.percent(accuracy.value()),
                Numbers.count(facts.correct()) + " of "
                        + Numbers.counted(facts.test().size(), "test " + facts.example()));
    }

    private static Element error(NumberResult number) {
        return tile(
                "Mean error on device",
                number.amount(number.device().mae(), 3),
                "R² " + Numbers.significant(number.device().r2(), 3) + ", RMSE "
                        + number.amount(number.device().rmse(), 3));
    }

    private static Element tile(String name, String value, String note) {
        return Element.of("div")
                .child("dt", name)
                .add(Element.of("dd", "big").text(value))
                .add(Element.of("dd").text(note));
    }

    private static Element goals(ReportFacts facts) {
        if (facts.goals().isEmpty()) {
            return Parts.note("The task sets no goals, so nothing is judged but the proof on the device.");
        }
        Table table = Table.captioned("Each goal and what was measured")
                .column("Goal")
                .number("Wanted")
                .number("Measured")
                .column("Verdict")
                .number("Margin");
        Element block = Element.of("div");
        for (GoalResult goal : facts.goals()) {
            String name = Goals.name(goal.goal().metric());
            table.row(name, Goals.wanted(goal), Goals.measured(goal), mark(goal), Goals.margin(goal));
        }
        block.add(table.build());
        for (GoalResult goal : facts.goals()) {
            if (!goal.note().isEmpty()) {
                block.add(Parts.note(Goals.name(goal.goal().metric()) + ": " + goal.note() + "."));
            }
        }
        return facts.relaxation().isEmpty() ? block : block.add(Parts.callout("What would pass.", facts.relaxation()));
    }

    private static Element mark(GoalResult goal) {
        return goal.met()
                .map(met -> met
                        ? Element.of("span", "yes").text("\u2713 met")
                        : Element.of("span", "no").text("\u2717 missed"))
                .orElseGet(() -> Element.of("span", "open").text("not judged"));
    }
}
