package dev.tinywright.application;

import dev.tinywright.application.ApplicationVerdict.Cause;
import dev.tinywright.application.ApplicationVerdict.Kind;
import dev.tinywright.application.ApplicationVerdict.Problem;
import dev.tinywright.application.Expectations.Level;
import dev.tinywright.application.RowJudge.Result;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.contract.Contract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what a sketch makes of the model's answers where it is not what is expected. */
final class OutputFault {
    private static final double MOST = 0.8;

    private final List<Result> results;
    private final Trace trace;
    private final Expectations expectations;
    private final Contract contract;
    private final Outputs outputs;

    OutputFault(List<Result> results, Trace trace, Expectations expectations, Contract contract, Outputs outputs) {
        this.results = results;
        this.trace = trace;
        this.expectations = expectations;
        this.contract = contract;
        this.outputs = outputs;
    }

    Optional<Cause> find() {
        return nothingPrinted()
                .or(this::noLineEnd)
                .or(this::stops)
                .or(this::unsure)
                .or(this::late)
                .or(this::inverted)
                .or(this::mapping)
                .or(this::lines)
                .or(this::pins)
                .or(this::rate);
    }

    private List<Result> with(Problem... problems) {
        Set<Problem> wanted = Set.of(problems);
        return results.stream()
                .filter(result -> result.problem().filter(wanted::contains).isPresent())
                .toList();
    }

    private List<Result> failed() {
        return results.stream().filter(result -> result.failure().isPresent()).toList();
    }

    private List<Event.Line> allLines() {
        return trace.events().stream()
                .filter(Event.Line.class::isInstance)
                .map(Event.Line.class::cast)
                .toList();
    }

    private Optional<Cause> nothingPrinted() {
        if (!allLines().isEmpty() || with(Problem.NO_LINE).isEmpty()) {
            return Optional.empty();
        }
        if (outputs.anyPinChanges()) {
            return cause(
                    Kind.ONLY_BLINKS,
                    "the sketch only switches pins and prints nothing",
                    "print the answer with Serial.println(); call Serial.begin() in setup()");
        }
        return cause(
                Kind.SILENT,
                "the sketch prints nothing",
                "print the answer with Serial.println(), call Serial.begin() in setup(), and do not wait for what never comes");
    }

    private Optional<Cause> noLineEnd() {
        return allLines().stream()
                .filter(line -> contract.labels().stream()
                                .mapToLong(label -> occurrences(line.text(), label))
                                .sum()
                        > 3)
                .findFirst()
                .filter(line -> outputs.meanings(line.text()).isEmpty())
                .flatMap(line -> cause(
                        Kind.NO_LINE_END,
                        "the sketch does not end its lines: " + RowJudge.quoted(line.text()),
                        "print with Serial.println(), or end the text with \\n"));
    }

    private static long occurrences(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0 && !part.isEmpty(); at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /** Rows at the beginning have their lines, none after them has. */
    private Optional<Cause> stops() {
        int last = -1;
        for (Result result : results) {
            if (result.row().lines().stream()
                    .anyMatch(line -> !outputs.meanings(line.text()).isEmpty())) {
                last = result.row().index();
            }
        }
        boolean early =
                last >= 0 && last < results.size() - 2 && with(Problem.NO_LINE).size() >= results.size() - 1 - last - 1;
        long right = results.stream()
                .limit(last + 1L)
                .filter(result -> result.failure().isEmpty())
                .count();
        boolean works = right >= MOST * (last + 1);
        return early && works
                ? cause(
                        Kind.STOPS,
                        "the sketch stops printing after row " + last + " of " + results.size(),
                        "look for a counter that ends the work, or memory that runs out (String objects that only grow)")
                : Optional.empty();
    }

    private Optional<Cause> unsure() {
        if (expectations.unsureBelow().isEmpty()) {
            return Optional.empty();
        }
        List<Result> failed = failed();
        String share = Math.round(expectations.unsureBelow().getAsDouble() * 100) + " %";
        long ignored = failed.stream()
                .filter(result -> result.accepted().equals(Set.of(Expectations.UNSURE)))
                .count();
        if (ignored >= MOST * failed.size()) {
            return cause(
                    Kind.UNSURE_IGNORED,
                    "the sketch treats answers below " + share + " confidence like sure ones, in " + ignored + " rows",
                    "compare result.confidence[result.best] with " + share + " of 256 first");
        }
        long wrongly = failed.stream()
                .filter(result -> !result.accepted().contains(Expectations.UNSURE))
                .filter(result -> result.shown().equals(Set.of(Expectations.UNSURE))
                        || result.problem().filter(Problem.NO_LINE::equals).isPresent())
                .count();
        return wrongly >= MOST * (failed.size() - ignored) && wrongly * 2 > failed.size()
                ? cause(
                        Kind.UNSURE_WRONGLY,
                        "the sketch takes sure answers for unsure in " + wrongly + " rows",
                        "look at the confidence of the best class, result.confidence[result.best], and at its scale: 256ths")
                : Optional.empty();
    }

    /** What is shown was right for a row before, and later than it may come for this one. */
    private Optional<Cause> late() {
        List<Result> wrong = with(Problem.WRONG_LINE, Problem.WRONG_PIN);
        long late = wrong.stream()
                .filter(result -> result.row().index() > 0)
                .filter(result -> result.shown().stream()
                        .anyMatch(results.get(result.row().index() - 1).accepted()::contains))
                .count();
        boolean mapped = mapping(results).entrySet().stream()
                .anyMatch(entry -> !entry.getKey().equals(entry.getValue()));
        return !wrong.isEmpty() && late >= MOST * wrong.size() && !mapped
                ? cause(
                        Kind.TOO_LATE,
                        "the sketch shows the answer for what it saw before: right, but later than "
                                + ExpectationsFile.text(expectations.settle()) + " in " + wrong.size() + " rows",
                        "show the newest answer, and average or debounce over less time")
                : Optional.empty();
    }

    private Optional<Cause> mapping() {
        boolean printed = expectations.expected().values().stream()
                .anyMatch(expected -> expected.line().isPresent());
        List<Result> wrong = printed ? with(Problem.WRONG_LINE) : with(Problem.WRONG_PIN);
        if (wrong.size() * 2 < failed().size()) {
            return Optional.empty();
        }
        Map<String, String> mapping = mapping(results);
        Set<String> shown = new HashSet<>();
        results.forEach(result -> shown.addAll(result.shown()));
        if (shown.size() == 1 && contract.labels().size() > 1) {
            return cause(
                    Kind.CONSTANT_OUTPUT,
                    "the sketch always shows " + shown.iterator().next() + ", whatever the model answers",
                    "print the label of result.best");
        }
        List<String> mixed = new ArrayList<>();
        mapping.forEach((answer, shows) -> {
            if (!answer.equals(shows) && !answer.equals(Expectations.UNSURE)) {
                mixed.add(shows + " for " + answer);
            }
        });
        return mixed.isEmpty()
                ? Optional.empty()
                : cause(
                        Kind.LABELS_MIXED_UP,
                        "the sketch mixes up the labels: where the model answers right, it shows "
                                + String.join(", ", mixed),
                        "take the labels in the model's order: " + String.join(", ", contract.labels()) + "; "
                                + contract.model() + "_label(result.best) has them"
                                + (new HashSet<>(mapping.values()).size() < mapping.size()
                                        ? "; scores are int8_t"
                                        : ""));
    }

    /** Returns what a sketch shows for each answer of the model, where it is nearly always the same. */
    private static Map<String, String> mapping(List<Result> results) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        for (Result result : results) {
            if (result.accepted().size() == 1 && result.shown().size() == 1) {
                counts.computeIfAbsent(result.accepted().iterator().next(), key -> new LinkedHashMap<>())
                        .merge(result.shown().iterator().next(), 1, Integer::sum);
            }
        }
        Map<String, String> mapping = new LinkedHashMap<>();
        counts.forEach((answer, shown) -> {
            int total = shown.values().stream().mapToInt(Integer::intValue).sum();
            shown.forEach((label, count) -> {
                if (count >= 0.9 * total) {
                    mapping.put(answer, label);
                }
            });
        });
        return mapping;
    }

    private Optional<Cause> lines() {
        List<Result> none = with(Problem.NO_LINE);
        if (none.size() * 2 < failed().size()) {
            return strict();
        }
        List<String> printed = none.stream()
                .flatMap(result -> result.row().settledLines().stream())
                .map(Event.Line::text)
                .distinct()
                .toList();
        if (printed.isEmpty()) {
            return Optional.empty();
        }
        return number(none)
                .or(() -> spelling(printed))
                .or(() -> cause(
                        Kind.UNKNOWN_LINES,
                        "the sketch prints lines that nothing expects, such as " + RowJudge.quoted(printed.getFirst()),
                        "print " + expectedLines() + ", or change the patterns in expect.yaml"));
    }

    private Optional<Cause> strict() {
        List<Result> other = with(Problem.OTHER_LINE);
        return other.size() * 2 > failed().size()
                ? cause(
                        Kind.OTHER_LINES,
                        "the sketch prints lines that nothing expects, in " + other.size() + " rows: "
                                + other.getFirst().failure().orElseThrow().happened(),
                        "remove such lines, or set strict: false in expect.yaml")
                : Optional.empty();
    }

    private String expectedLines() {
        return String.join(
                ", ",
                expectations.expected().values().stream()
                        .flatMap(expected -> expected.line().stream())
                        .limit(3)
                        .map(RowJudge::quoted)
                        .toList());
    }

    /** A number that goes with the model's answer, counted from 0 or from 1. */
    private Optional<Cause> number(List<Result> rows) {
        int zeroBased = 0;
        int oneBased = 0;
        int judged = 0;
        for (Result result : rows) {
            int answer = result.accepted().size() == 1
                    ? contract.labels().indexOf(result.accepted().iterator().next())
                    : -1;
            List<Event.Line> lines = result.row().settledLines();
            if (answer >= 0 && !lines.isEmpty()) {
                String digits = lines.getLast().text().replaceAll("[^0-9]", "");
                judged++;
                zeroBased += digits.equals(Integer.toString(answer)) ? 1 : 0;
                oneBased += digits.equals(Integer.toString(answer + 1)) ? 1 : 0;
            }
        }
        return judged > 0 && Math.max(zeroBased, oneBased) >= MOST * judged
                ? cause(
                        Kind.CLASS_NUMBER,
                        "the sketch prints the number of the class, not its label",
                        "print " + contract.model() + "_label(result.best)")
                : Optional.empty();
    }

    private Optional<Cause> spelling(List<String> printed) {
        for (String line : printed) {
            for (String label : contract.labels()) {
                boolean isRight = outputs.meanings(line).contains(label);
                if (!isRight && !plain(label).isEmpty() && plain(line).contains(plain(label))) {
                    String wanted = Optional.ofNullable(expectations.expected().get(label))
                            .flatMap(Expectations.Expected::line)
                            .orElse(label);
                    return cause(
                            Kind.OTHER_SPELLING,
                            "the sketch prints " + RowJudge.quoted(line) + " where " + RowJudge.quoted(wanted)
                                    + " is expected",
                            "print just what is expected, capitals and spaces too, or change the pattern in expect.yaml");
                }
            }
        }
        return Optional.empty();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private Optional<Cause> pins() {
        List<Result> wrong = with(Problem.WRONG_PIN);
        if (wrong.size() * 2 < failed().size() || wrong.isEmpty()) {
            return with(Problem.PIN_TOO_SHORT).isEmpty()
                    ? Optional.empty()
                    : cause(
                            Kind.PIN_TOO_SHORT,
                            "a pin changes sooner than it may: "
                                    + with(Problem.PIN_TOO_SHORT)
                                            .getFirst()
                                            .failure()
                                            .orElseThrow()
                                            .happened(),
                            "remember when the pin was switched, and wait");
        }
        return cause(
                Kind.PIN_WRONG,
                "a pin has the wrong level in " + wrong.size() + " of " + results.size() + " rows: "
                        + wrong.getFirst().failure().orElseThrow().happened(),
                "look at where the sketch writes that pin, and that it is an OUTPUT");
    }

    private Optional<Cause> inverted() {
        return outputs.pins().stream()
                .filter(pin -> with(Problem.WRONG_PIN).size() * 2 > failed().size() && isInverted(pin))
                .findFirst()
                .flatMap(pin -> cause(
                        Kind.PIN_INVERTED,
                        pin + " is high where it should be low, and low where it should be high",
                        "exchange HIGH and LOW"));
    }

    private boolean isInverted(String pin) {
        Set<Level> seen = new HashSet<>();
        for (Result result : results) {
            Level level = outputs.level(pin, result.row().end() - 1);
            seen.add(level);
            Set<Level> allowed = outputs.allowed(pin, result.accepted());
            if (allowed.size() == 1 && allowed.contains(level)) {
                return false;
            }
        }
        return seen.size() == 2;
    }

    private Optional<Cause> rate() {
        List<Result> often = with(Problem.TOO_OFTEN);
        List<Result> rare = with(Problem.TOO_RARE);
        if (often.size() > rare.size()) {
            return cause(
                    Kind.TOO_OFTEN,
                    "the answers are right, but come too often: "
                            + often.getFirst().failure().orElseThrow().happened(),
                    "wait between two answers"
                            + expectations
                                    .atMostEvery()
                                    .map(time -> ", or print only when " + ExpectationsFile.text(time) + " have passed")
                                    .orElse(""));
        }
        return rare.isEmpty()
                ? Optional.empty()
                : cause(
                        Kind.TOO_RARE,
                        "the answers are right, but come too rarely: "
                                + rare.getFirst().failure().orElseThrow().happened(),
                        "wait at most " + ExpectationsFile.text(expectations.period()) + " between two answers");
    }

    private static Optional<Cause> cause(Kind kind, String text, String hint) {
        return Optional.of(new Cause(kind, text, hint));
    }
}
