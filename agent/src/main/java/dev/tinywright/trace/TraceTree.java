package dev.tinywright.trace;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Reply;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceEvent.Gate;
import dev.tinywright.trace.TraceEvent.Note;
import dev.tinywright.trace.TraceEvent.Repair;
import dev.tinywright.trace.TraceEvent.Run;
import dev.tinywright.trace.TraceEvent.Source;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run as a tree for the terminal: its jobs, their rounds, what was asked, checked and put right, each with its cost. */
public final class TraceTree {
    private static final String INDENT = "  ";
    private static final int NAMES = 12;

    /** What a compiler says can be long; all of it is shown with the texts. */
    private static final int LONGEST = 160;

    private final boolean withTexts;
    private final List<String> lines = new ArrayList<>();

    private TraceTree(boolean withTexts) {
        this.withTexts = withTexts;
    }

    /** @param run the events of one run */
    public static List<String> lines(List<TraceEvent> run) {
        return lines(run, false);
    }

    /**
     * @param run the events of one run
     * @param withTexts with all prompts and answers
     */
    public static List<String> lines(List<TraceEvent> run, boolean withTexts) {
        TraceTree tree = new TraceTree(withTexts);
        RunOutline outline = RunOutline.of(run);
        tree.lines.add(outline.run().map(TraceTree::heading).orElse("a run whose beginning is not in the trace"));
        outline.jobs().forEach(tree::job);
        outline.notes().forEach(note -> tree.add(1, "note", note.text()));
        tree.lines.add("total: " + Figures.of(TraceAccount.total(run)));
        return List.copyOf(tree.lines);
    }

    private static String heading(Run run) {
        return Figures.line(run.command()) + ", with " + Figures.line(run.model()) + ", "
                + run.at().truncatedTo(ChronoUnit.SECONDS);
    }

    private void job(RunOutline.Job job) {
        String sums = Figures.of(TraceAccount.total(job.events()));
        lines.add(INDENT + Figures.line(job.name()) + ": " + sums);
        job.rounds().forEach(this::round);
    }

    private void round(RunOutline.Round round) {
        lines.add(INDENT.repeat(2) + "round " + round.number());
        round.events().forEach(this::event);
    }

    private void event(TraceEvent event) {
        switch (event) {
            case Exchange exchange -> exchange(exchange);
            case Gate gate -> add(3, gate.gate(), verdict(gate));
            case Repair repair -> add(3, "repair", repair.what());
            case Note note -> add(3, "note", note.text());
            case Run _ -> {}
        }
    }

    private void exchange(Exchange exchange) {
        add(3, "ask", exchange.request().prompt() + ": " + outcome(exchange));
        if (withTexts) {
            exchange.request()
                    .messages()
                    .forEach(message -> text(message.role().name().toLowerCase(Locale.ROOT), message));
            if (exchange.reply() instanceof Reply.Answered answered) {
                text("answer", answered.text());
            }
        }
    }

    private static String outcome(Exchange exchange) {
        return switch (exchange.reply()) {
            case Reply.Answered answered -> answered(exchange, answered);
            case Reply.Unanswered unanswered ->
                "no answer, "
                        + unanswered.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": "
                        + unanswered.message() + ", " + Figures.seconds(exchange.time());
        };
    }

    private static String answered(Exchange exchange, Reply.Answered answered) {
        String cost = exchange.source() == Source.MODEL
                ? Figures.dollars(
                        exchange.dollars().orElse(0), exchange.dollars().isPresent())
                : "reused from the " + (exchange.source() == Source.CACHE ? "cache" : "trace");
        String tokens = (answered.usage().counted() ? "" : "about ")
                + Figures.tokens(answered.usage().input(), answered.usage().output());
        String ending =
                switch (answered.ending()) {
                    case STOP -> "";
                    case LENGTH -> "cut at its length, ";
                    case REPETITION -> "stopped as it repeated itself, ";
                    case FILTER -> "withheld in part, ";
                };
        return ending + tokens + ", " + cost + ", " + Figures.seconds(exchange.time());
    }

    private static String verdict(Gate gate) {
        String time = gate.time().compareTo(Duration.ofMillis(50)) < 0 ? "" : ", " + Figures.seconds(gate.time());
        if (gate.diagnoses().isEmpty()) {
            return "passed" + time;
        }
        Diagnosis first = gate.diagnoses().getFirst();
        int others = gate.diagnoses().size() - 1;
        return "failed: " + first.what()
                + (first.where().isEmpty() ? "" : ", at " + first.where())
                + (others == 0 ? "" : ", and " + others + " more")
                + time;
    }

    private void text(String who, Message message) {
        text(who, message.text());
    }

    private void text(String who, String text) {
        lines.add(INDENT.repeat(4) + who + ":");
        Figures.plain(text).lines().forEach(line -> lines.add((INDENT.repeat(4) + "| " + line).stripTrailing()));
    }

    private void add(int depth, String name, String text) {
        lines.add(String.format(
                Locale.ROOT, "%s%-" + NAMES + "s %s", INDENT.repeat(depth), Figures.line(name), shortened(text)));
    }

    private String shortened(String text) {
        String line = Figures.line(text);
        boolean fits = withTexts || line.codePointCount(0, line.length()) <= LONGEST;
        return fits ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "...";
    }
}
