package dev.tinywright.spec;

import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules have found in one sentence so far. */
final class Draft {
    private final Words words;
    private final Map<Metric, Goal> goals = new EnumMap<>(Metric.class);
    private final Map<Metric, String> goalWords = new EnumMap<>(Metric.class);
    private final Map<String, Understanding.Part> parts = new LinkedHashMap<>();
    private final List<Diagnosis> problems = new ArrayList<>();
    private List<String> labels = List.of();
    private List<String> columns = List.of();

    Draft(Words words) {
        this.words = words;
    }

    Words words() {
        return words;
    }

    /** Notes that tokens {@code from} to {@code to} say that {@code name} is {@code value}; the first to say so wins. */
    void part(String name, String value, int from, int to) {
        words.use(from, to);
        parts.putIfAbsent(name, new Understanding.Part(name, value, words.text(from, to)));
    }

    /** Notes the same in the place of what was noted before. */
    void replace(String name, String value, int from, int to) {
        parts.remove(name);
        part(name, value, from, to);
    }

    /** Notes a part that follows from words another part was read from. */
    void partFrom(String name, String value, String from) {
        parts.putIfAbsent(name, new Understanding.Part(name, value, from));
    }

    /** Notes that the data shows of which kind the answer is, whatever was read. */
    void kindOfData(String kind) {
        parts.remove("kind");
        partFrom("kind", kind, Understanding.DATA);
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(parts.get(name)).map(Understanding.Part::value);
    }

    void labels(List<String> found, int from, int to) {
        if (labels.isEmpty()) {
            labels = List.copyOf(found);
            part("labels", String.join(", ", found), from, to);
        }
    }

    void columns(List<String> found, int from, int to) {
        if (columns.isEmpty()) {
            columns = List.copyOf(found);
            part("readings", String.join(", ", found), from, to);
        }
    }

    List<String> labels() {
        return labels;
    }

    List<String> columns() {
        return columns;
    }

    List<Goal> goals() {
        return List.copyOf(goals.values());
    }

    /** Forgets goals for alarms: the task turned out to be of another kind. */
    void forgetAlarms() {
        List.of(Metric.FALSE_ALARMS, Metric.DETECTION).forEach(metric -> {
            goals.remove(metric);
            parts.remove(metric.key());
        });
    }

    List<Understanding.Part> parts() {
        return List.copyOf(parts.values());
    }

    List<Diagnosis> problems() {
        return problems;
    }

    void problem(String what, String where, String hint) {
        problems.add(new Diagnosis(what, where.isEmpty() ? "" : "the sentence, \"" + where + "\"", hint));
    }

    /**
     * Sets a goal said by tokens {@code from} to {@code to}. Saying the same twice is fine; two different bounds for a
     * share or for memory contradict each other; of two times the shorter holds.
     */
    void goal(Metric metric, double bound, int from, int to) {
        words.use(from, to);
        String said = words.text(from, to);
        if (!isPossible(metric, bound, said)) {
            return;
        }
        goal(metric, bound, "", said);
    }

    /** Sets a goal for an error in the unit of what is predicted. */
    void goalInUnit(Metric metric, double bound, String unit, int from, int to) {
        words.use(from, to);
        String said = words.text(from, to);
        if (isPossible(metric, bound, said)) {
            goal(metric, bound, unit, said);
        }
    }

    private void goal(Metric metric, double bound, String unit, String said) {
        boolean memory = metric == Metric.FLASH || metric == Metric.RAM;
        set(new Goal(metric, memory && bound >= 1 ? Math.floor(bound) : bound, unit), said);
    }

    private void set(Goal goal, String said) {
        Metric metric = goal.metric();
        double bound = goal.bound();
        Goal before = goals.get(metric);
        if (before == null || (metric == Metric.LATENCY && bound < before.bound())) {
            goals.put(metric, goal);
            goalWords.put(metric, said);
            parts.put(metric.key(), new Understanding.Part(metric.key(), Goals.text(goal), said));
        } else if (before.bound() != bound && metric != Metric.LATENCY) {
            problem(
                    "two different goals for " + metric.key() + ": " + Goals.text(before) + " and " + Goals.text(goal),
                    goalWords.getOrDefault(metric, "") + " … " + said,
                    "keep one of them");
        }
    }

    private boolean isPossible(Metric metric, double bound, String said) {
        boolean share = metric.isShare() || metric == Metric.R2;
        if (bound > 0 && bound <= (share ? 1 : Double.MAX_VALUE)) {
            return true;
        }
        String range = share ? "must be above 0 and at most 100 %" : "must be above 0";
        String got = Double.isFinite(bound) ? Goals.amount(metric, bound) : "a number too large";
        problem(
                "a goal for " + metric.key() + " " + range + ", this says " + got,
                said,
                "say it as in \"" + metric.key() + " " + Goals.example(metric) + "\"");
        return false;
    }
}
