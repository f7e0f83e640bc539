package dev.tinywright.gate;

import dev.tinywright.application.Expectations;
import dev.tinywright.application.Expectations.Expected;
import dev.tinywright.application.Wish;
import dev.tinywright.contract.Contract;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks expectations that a model wrote: a device is judged by them, so they must say at least what the rules understood, and
 * tell the classes apart.
 */
public final class ExpectationGate {
    private static final String WHERE = "expect.yaml";
    private static final int LONGEST_PATTERN = 200;
    /** A repeated group that holds a repetition: on some lines its time grows without bound. */
    private static final Pattern NESTED =
            Pattern.compile("\\((?:[^()\\\\]|\\\\.)*[*+](?:[^()\\\\]|\\\\.)*\\)(?:[*+]|\\{\\d*,)");

    private static final Pattern BACKREFERENCE = Pattern.compile("\\\\[1-9]|\\\\k<");
    private static final List<String> OTHER_LINES = List.of("", "x", "hello", "42", "# stopped: no sensor");

    private ExpectationGate() {}

    /**
     * Returns what is wrong with {@code theirs}; empty where nothing is.
     *
     * @param rules what the rules made of the wish: the least that must be expected
     */
    public static List<Diagnosis> check(Expectations theirs, Expectations rules, Wish wish, Contract contract) {
        try {
            theirs.requireFits(contract, WHERE);
        } catch (TinywrightException e) {
            return List.of(e.diagnosis());
        }
        List<Diagnosis> problems = new ArrayList<>();
        theirs.expected()
                .forEach((label, expected) -> expected.line().ifPresent(line -> pattern(label, line, problems)));
        if (problems.isEmpty()) {
            apart(theirs, rules, contract, problems);
            weaker(theirs, rules, problems);
        }
        return problems;
    }

    private static void pattern(String label, String line, List<Diagnosis> problems) {
        if (line.length() > LONGEST_PATTERN) {
            problems.add(of(
                    label,
                    "the pattern has " + line.length() + " characters, at most " + LONGEST_PATTERN,
                    "shorten it"));
        } else if (NESTED.matcher(line).find() || BACKREFERENCE.matcher(line).find() || unbounded(line) > 2) {
            problems.add(of(
                    label, "the pattern '" + line + "' may take for ever", "repeat no group that repeats; use {1,20}"));
        } else if (OTHER_LINES.stream()
                        .filter(Pattern.compile(line).asMatchPredicate())
                        .count()
                > 1) {
            problems.add(of(
                    label, "the pattern '" + line + "' matches nearly any line", "write the text that must be seen"));
        }
    }

    private static long unbounded(String line) {
        return line.replaceAll("\\\\.", "")
                .chars()
                .filter(c -> c == '*' || c == '+')
                .count();
    }

    /** The lines that one class has, as far as they are known, must match no other's pattern. */
    private static void apart(Expectations theirs, Expectations rules, Contract contract, List<Diagnosis> problems) {
        for (Map.Entry<String, Expected> one : theirs.expected().entrySet()) {
            for (Map.Entry<String, Expected> other : theirs.expected().entrySet()) {
                boolean both = contract.labels().contains(one.getKey())
                        && contract.labels().contains(other.getKey())
                        && !one.getKey().equals(other.getKey());
                if (both && clash(one.getValue(), other.getValue()) && !clash(rules, one.getKey(), other.getKey())) {
                    problems.add(of(
                            one.getKey(),
                            "its pattern '" + one.getValue().line().orElse("") + "' matches what '" + other.getKey()
                                    + "' prints",
                            "write patterns that tell the classes apart"));
                    return;
                }
            }
        }
    }

    /** Where a person asks for the same line for two classes, it may be the same. */
    private static boolean clash(Expectations rules, String one, String other) {
        Expected first = rules.expected().get(one);
        Expected second = rules.expected().get(other);
        return first != null && second != null && clash(first, second);
    }

    private static boolean clash(Expected one, Expected other) {
        if (one.line().isEmpty() || other.line().isEmpty()) {
            return false;
        }
        return one.line().equals(other.line())
                || Pattern.matches(one.line().get(), sample(other.line().get()));
    }

    /** Returns a line that a simple pattern matches: its classes of digits as a digit, its literals as they are. */
    private static String sample(String pattern) {
        return pattern.replaceAll("\\[0-9\\]|\\\\d", "5")
                .replaceAll("\\.[*+]", "x")
                .replaceAll("(?<!\\\\)\\{[0-9,]*\\}|(?<!\\\\)[?+*^$]", "")
                .replaceAll("\\\\(.)", "$1");
    }

    private static void weaker(Expectations theirs, Expectations rules, List<Diagnosis> problems) {
        if (theirs.period().compareTo(rules.period()) > 0) {
            problems.add(new Diagnosis(
                    "the period " + theirs.period().toMillis() + " ms is longer than the "
                            + rules.period().toMillis() + " ms that were asked for",
                    WHERE,
                    "write  period: " + rules.period().toMillis() + " ms"));
        }
        if (theirs.settle().compareTo(rules.settle()) > 0) {
            problems.add(new Diagnosis(
                    "settle is longer than " + rules.settle().toMillis() + " ms",
                    WHERE,
                    "write  settle: " + rules.settle().toMillis() + " ms"));
        }
        rules.expected()
                .forEach((label, least) -> Optional.ofNullable(theirs.expected().get(label))
                        .ifPresentOrElse(
                                said -> weaker(label, said, least, problems),
                                () -> problems.add(of(label, "nothing is expected", "say what is seen"))));
    }

    private static void weaker(String label, Expected said, Expected least, List<Diagnosis> problems) {
        if (least.line().isPresent() && said.line().isEmpty()) {
            problems.add(of(
                    label,
                    "no line is expected",
                    "write  line: \"" + least.line().get() + "\""));
        }
        if (least.silent() && !said.silent()) {
            problems.add(of(label, "silence was asked for", "write  silent: true"));
        }
        least.pins().forEach((pin, level) -> {
            if (said.pins().get(pin) != level) {
                problems.add(of(label, "pin " + pin + " must be " + level, "add it to pins"));
            }
        });
    }

    private static Diagnosis of(String label, String what, String hint) {
        return new Diagnosis("for '" + label + "': " + what, WHERE + ", expect", hint);
    }
}
