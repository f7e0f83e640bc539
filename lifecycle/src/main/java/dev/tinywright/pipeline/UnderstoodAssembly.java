package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.spec.Sentence;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.Understanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a run made of the sentence and of the data, each with the words or the reason behind it. */
record UnderstoodAssembly(Task task, Board board, Source source, Search.Found found, boolean hasSketch) {
    /** What the sentence says of the data: shown with its own words, beside what was chosen from the data. */
    private static final Set<String> NAMES = Set.of("labels", "readings", "sensor");

    ReportFacts.Understood understood() {
        List<ReportFacts.Part> parts = new ArrayList<>();
        String ask = task.ask();
        parts.add(new ReportFacts.Part("kind", task.kind().name().toLowerCase(Locale.ROOT), from(ask, "kind")));
        for (Understanding.Part part : said(ask).parts()) {
            if (NAMES.contains(part.name())) {
                parts.add(new ReportFacts.Part(part.name(), part.value(), "\"" + part.from() + "\""));
            }
        }
        parts.add(new ReportFacts.Part("board", board.name(), from(ask, "board")));
        task.goals()
                .forEach(goal -> parts.add(new ReportFacts.Part(
                        goal.metric().key(),
                        Texts.bound(goal),
                        from(ask, goal.metric().key()))));
        if (source.known().isEmpty()) {
            source.notes().forEach(note -> parts.add(note(note)));
        }
        parts.add(new ReportFacts.Part(
                "choice",
                "attempt " + found.chosen().number() + " of " + found.attempts().size(),
                found.why()));
        if (!task.application().isEmpty()) {
            parts.add(new ReportFacts.Part("application", task.application(), from(ask, "application")));
        }
        if (!hasSketch) {
            parts.add(
                    new ReportFacts.Part(
                            "sketch",
                            "none",
                            "a sketch is written for classes told from a row of readings, or from recordings of sensors: here, call the C API"));
        }
        return new ReportFacts.Understood(
                ask, parts, ask.isBlank() ? List.of() : said(ask).unused(names()));
    }

    private List<String> names() {
        return source instanceof CaptureSource recorded ? Preview.names(recorded.captures(), task.ask()) : List.of();
    }

    /** Returns the words of the sentence that a part was read from; a hand-edited task has none. */
    private static String from(String ask, String part) {
        return said(ask).parts().stream()
                .filter(p -> p.name().equals(part))
                .map(p -> "\"" + p.from() + "\"")
                .findFirst()
                .orElse("task.yaml");
    }

    private static Understanding said(String ask) {
        return Sentence.understand(ask, Boards.builtIn());
    }

    private static ReportFacts.Part note(String note) {
        String asked = ", as the task says";
        if (note.endsWith(asked) && note.contains(": ")) {
            int end = note.indexOf(": ");
            return new ReportFacts.Part(
                    note.substring(0, end), note.substring(end + 2, note.length() - asked.length()), "task.yaml");
        }
        int colon = note.indexOf(": ");
        int because = note.indexOf(", because ");
        return colon > 0 && because > colon
                ? new ReportFacts.Part(
                        note.substring(0, colon), note.substring(colon + 2, because), note.substring(because + 2))
                : new ReportFacts.Part("data", note, "the data");
    }
}
