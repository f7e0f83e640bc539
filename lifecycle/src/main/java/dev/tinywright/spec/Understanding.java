package dev.tinywright.spec;

import dev.tinywright.board.Board;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sentence was understood to say, and what not.
 *
 * @param ask the person's own words
 * @param kind empty where the sentence does not say what to learn
 * @param board id of the board, empty where none or more than one is named
 * @param goals in the order of {@link Metric}
 * @param labels classes as the sentence names them, plurals kept; to be matched with those of the data
 * @param sensor what was said of the sensor, empty where nothing
 * @param application what the device is to do, empty where nothing
 * @param mentionedColumns phrases that may name columns to learn from, to be matched with those of the data
 * @param labelHint a phrase that may name the label column, or the column of the number to predict
 * @param unit of the number to predict, where the sentence says it
 * @param ahead true where the number is wanted of the next row in time
 * @param parts what each part was read from
 * @param unused meaningful words that nothing was made of
 * @param boardProblem what is wrong with the board, also among the problems; choosing a board settles it
 * @param problems contradictions and what cannot be done: building must not start
 * @param missing what has to be asked for
 */
public record Understanding(
        String ask,
        Optional<TaskKind> kind,
        Optional<String> board,
        List<Goal> goals,
        List<String> labels,
        String sensor,
        String application,
        List<String> mentionedColumns,
        Optional<String> labelHint,
        Optional<String> unit,
        boolean ahead,
        List<Part> parts,
        List<String> unused,
        Optional<Diagnosis> boardProblem,
        List<Diagnosis> problems,
        List<Question> missing) {
    /** Where a part comes from that no words say. */
    static final String DATA = "the data";

    private static final int SHOWN_UNUSED = 20;
    private static final Pattern RATE = Pattern.compile("(?i)\\d\\s*k?(?:hz|hertz)\\b");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final List<String> ORDER = List.of(
            "kind",
            "labels",
            "label",
            "unit",
            "ahead",
            "readings",
            "sensor",
            "board",
            "accuracy",
            "f1",
            "falseAlarms",
            "detection",
            "mae",
            "rmse",
            "r2",
            "flash",
            "ram",
            "latency",
            "battery",
            "application");

    public Understanding {
        goals = List.copyOf(goals);
        labels = List.copyOf(labels);
        mentionedColumns = List.copyOf(mentionedColumns);
        parts = parts.stream()
                .sorted(java.util.Comparator.comparingInt(part -> ORDER.indexOf(part.name())))
                .toList();
        unused = List.copyOf(unused);
        problems = List.copyOf(problems);
        missing = List.copyOf(missing);
    }

    /**
     * One thing that was understood.
     *
     * @param name kind, labels, board, a metric's key, readings, label, sensor, application
     * @param value what was made of it
     * @param from the words it was read from, as written; "--board" where an option said it, {@link #DATA} where the data shows it
     */
    public record Part(String name, String value, String from) {}

    /**
     * Something needed that the sentence does not say.
     *
     * @param part board or kind
     * @param question for the person
     * @param choices what can be answered, the likely ones first
     */
    public record Question(String part, String question, List<String> choices) {
        public Question {
            choices = List.copyOf(choices);
        }

        /** Returns the question as an error, for where nobody can be asked. */
        public Diagnosis diagnosis() {
            return new Diagnosis(
                    "the sentence does not say: " + question, "", "choose from " + String.join(", ", choices));
        }
    }

    /** Returns the goal for {@code metric}, where there is one. */
    public Optional<Goal> goal(Metric metric) {
        return goals.stream().filter(goal -> goal.metric() == metric).findFirst();
    }

    /** Returns the same for recordings of {@code hz}: "at 100 Hz" tells how they were recorded, and is no goal for the latency then. */
    public Understanding recordedAt(double hz) {
        boolean ofRate = parts.stream()
                .anyMatch(part -> part.name().equals(Metric.LATENCY.key())
                        && RATE.matcher(part.from()).find());
        List<Goal> kept = goals.stream()
                .filter(goal ->
                        !ofRate || goal.metric() != Metric.LATENCY || Math.abs(goal.bound() * hz / 1000 - 1) > 0.001)
                .toList();
        if (kept.size() == goals.size()) {
            return this;
        }
        return new Understanding(
                ask,
                kind,
                board,
                kept,
                labels,
                sensor,
                application,
                mentionedColumns,
                labelHint,
                unit,
                ahead,
                parts.stream()
                        .filter(part -> !part.name().equals(Metric.LATENCY.key()))
                        .toList(),
                unused,
                boardProblem,
                problems,
                missing);
    }

    /**
     * Returns this with the board that an option chose. A sentence that names another one contradicts it; a board that
     * is missing, ambiguous or unknown in the sentence is settled by it.
     */
    public Understanding withBoard(Board chosen) {
        List<Diagnosis> newProblems = new ArrayList<>(problems);
        boardProblem.ifPresent(newProblems::remove);
        Optional<Diagnosis> contradiction = board.filter(named -> !named.equals(chosen.id()))
                .map(named -> new Diagnosis(
                        "--board says " + chosen.id() + ", the sentence says " + named,
                        "",
                        "leave out --board, or take the board out of the sentence"));
        boolean third = boardProblem
                        .filter(problem -> problem.what().startsWith(BoardRule.NAMES_SEVERAL))
                        .isPresent()
                && !boardProblem.orElseThrow().what().contains(chosen.id());
        if (third) {
            newProblems.add(boardProblem.orElseThrow());
        }
        newProblems.removeIf(problem -> problem.what().contains(Budgets.MORE_THAN_BOARD));
        contradiction.ifPresent(newProblems::add);
        newProblems.addAll(Budgets.problems(goals, chosen));
        List<Part> newParts = new ArrayList<>(parts);
        if (board.isEmpty() || contradiction.isPresent()) {
            newParts.removeIf(part -> part.name().equals("board"));
            newParts.add(new Part("board", chosen.id(), "--board"));
        }
        List<Question> newMissing = missing.stream()
                .filter(question -> !question.part().equals("board"))
                .toList();
        return new Understanding(
                ask,
                kind,
                Optional.of(chosen.id()),
                goals,
                labels,
                sensor,
                application,
                mentionedColumns,
                labelHint,
                unit,
                ahead,
                newParts,
                unused,
                contradiction,
                newProblems,
                newMissing);
    }

    /** Returns this with the kind that the person chose. */
    public Understanding withKind(TaskKind chosen) {
        List<Part> newParts = new ArrayList<>(parts);
        newParts.removeIf(part -> part.name().equals("kind"));
        newParts.addFirst(new Part("kind", chosen.name().toLowerCase(Locale.ROOT), "your answer"));
        List<Question> newMissing = missing.stream()
                .filter(question -> !question.part().equals("kind"))
                .toList();
        return new Understanding(
                ask,
                Optional.of(chosen),
                board,
                goals,
                labels,
                sensor,
                application,
                mentionedColumns,
                labelHint,
                unit,
                ahead,
                newParts,
                unused,
                boardProblem,
                problems,
                newMissing);
    }

    /**
     * Returns the task, where nothing is missing and nothing contradicts.
     *
     * @throws TinywrightException with all problems and open questions otherwise
     */
    public Task task(DataSource data) {
        List<Diagnosis> open = new ArrayList<>(problems);
        missing.forEach(question -> open.add(question.diagnosis()));
        if (!open.isEmpty()) {
            Diagnosis first = open.getFirst();
            String what = String.join("; ", open.stream().map(Diagnosis::what).toList());
            throw TinywrightException.usage(what, first.where(), first.hint());
        }
        return new Task(
                ask,
                kind.orElse(TaskKind.CLASSIFICATION),
                data,
                board.orElseThrow(),
                goals,
                labels,
                sensor,
                application);
    }

    /** Returns what to show the person: a line per part with the words it came from, then the words not used. */
    public List<String> lines() {
        return lines(List.of());
    }

    /**
     * Returns the same, without words that mean something in the data.
     *
     * @param names of what the data has, such as its classes
     */
    public List<String> lines(List<String> names) {
        int nameWidth = Math.max(
                "not used".length(), width(parts.stream().map(Part::name).toList(), 12));
        int valueWidth = width(parts.stream().map(Part::value).toList(), 40);
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            boolean said = !part.from().startsWith("--") && !part.from().equals(DATA);
            String from = said ? "\"" + part.from() + "\"" : part.from();
            lines.add(pad(part.name(), nameWidth) + "  " + pad(part.value(), valueWidth) + "  from " + from);
        }
        List<String> left = unused(names);
        if (!left.isEmpty()) {
            String shown = String.join(", ", left.subList(0, Math.min(left.size(), SHOWN_UNUSED)));
            String more = left.size() > SHOWN_UNUSED ? " and " + (left.size() - SHOWN_UNUSED) + " more" : "";
            lines.add(pad("not used", nameWidth) + "  " + shown + more);
        }
        return lines;
    }

    /** Returns the words that nothing was made of and that are none of the {@code names}, whole or a word of one. */
    public List<String> unused(List<String> names) {
        Set<String> known = names.stream()
                .flatMap(name -> Stream.concat(Stream.of(name), Stream.of(NO_LETTER.split(name))))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return unused.stream()
                .filter(word -> !known.contains(word.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static int width(List<String> texts, int atMost) {
        return Math.min(atMost, texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
