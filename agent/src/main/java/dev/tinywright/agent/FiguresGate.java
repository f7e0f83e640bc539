package dev.tinywright.agent;

import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lets an answer pass where each of its numbers is in the record of the build. What is not is named one by one for the model, and
 * never in the first diagnosis, which is the one that a person sees.
 */
final class FiguresGate {
    /** Names of number formats and metrics: they state no figure. */
    private static final Set<String> TERMS =
            Set.of("int8", "uint8", "int16", "int32", "float16", "float32", "f1", "c++");

    private static final Pattern TERM = Pattern.compile("(?i)\\b(?:8|16|32|64)[- ]bits?\\b");
    private static final Pattern LIST_NUMBER = Pattern.compile("(?m)^[ \\t]*(\\d{1,2})[.)][ \\t]");

    private static final String ONES = "one|two|three|four|five|six|seven|eight|nine";
    private static final String WORD =
            "(?:zero|" + ONES + "|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
                    + "|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:" + ONES + "))?)";
    private static final Pattern IN_WORDS = Pattern.compile("(?i)\\b(?:(?:" + WORD
            + "|a) )?(?:hundred|thousand|million|billion)\\b|\\b" + WORD
            + "[- ](?:%|per ?cent|(?:kilo|mega)?bytes?\\b|[KM]i?B\\b|(?:milli|micro)?seconds?\\b|ms\\b)");

    private final BuildFacts facts;
    private final List<Figure> known;
    private final String text;

    FiguresGate(BuildFacts facts) {
        this.facts = facts;
        this.known = Figure.in(facts.all()).figures();
        this.text = Figure.plain(facts.all()).toLowerCase(Locale.ROOT);
    }

    /** Returns what is wrong with the numbers of {@code answer}; empty where nothing is. */
    List<Diagnosis> check(Answer answer) {
        List<String> unknown = Stream.concat(
                        unknown(answer.text()).stream(),
                        answer.cites().stream().flatMap(cite -> unknown(cite.figure()).stream()))
                .distinct()
                .toList();
        List<Diagnosis> problems = new ArrayList<>();
        if (!unknown.isEmpty()) {
            problems.add(new Diagnosis(
                    "the answer has numbers that the record does not have",
                    "answer",
                    "say only figures of the record, or none; compute nothing"));
            unknown.forEach(
                    figure -> problems.add(new Diagnosis("not in the record: " + Quoted.name(figure), "answer", "")));
        }
        problems.addAll(cites(answer.cites()));
        return problems;
    }

    private List<String> unknown(String said) {
        String plain = withoutListNumbers(TERM.matcher(Figure.plain(said)).replaceAll(" "));
        Figure.Found found = Figure.in(plain);
        Stream<String> figures = found.figures().stream()
                .filter(figure -> known.stream().noneMatch(figure::says))
                .map(Figure::text);
        Stream<String> words = found.words().stream().filter(word -> !TERMS.contains(word) && !text.contains(word));
        Stream<String> spelled = IN_WORDS.matcher(plain)
                .results()
                .map(match -> match.group())
                .filter(match -> !text.contains(match.toLowerCase(Locale.ROOT)));
        return Stream.of(figures, words, spelled).flatMap(s -> s).distinct().toList();
    }

    /** Numbers that count the lines of a list up from 1 say nothing of the build. */
    private static String withoutListNumbers(String said) {
        Matcher number = LIST_NUMBER.matcher(said);
        StringBuilder without = new StringBuilder();
        int next = 1;
        while (number.find()) {
            boolean counts = Integer.parseInt(number.group(1)) == next;
            next += counts ? 1 : 0;
            number.appendReplacement(without, counts ? "" : Matcher.quoteReplacement(number.group()));
        }
        return number.appendTail(without).toString();
    }

    /** A figure with a key is the figure of that key, not one that the record has elsewhere. */
    private List<Diagnosis> cites(List<Answer.Cite> cites) {
        List<Diagnosis> problems = new ArrayList<>();
        for (Answer.Cite cite : cites) {
            String value = facts.values().get(cite.key());
            if (value == null) {
                problems.add(new Diagnosis("the answer cites a key that the record does not have", "cites", ""));
                problems.add(new Diagnosis(
                        "no such key: " + Quoted.name(cite.key()),
                        "cites",
                        "take keys from the record, or leave it out"));
            } else if (!isSaidBy(cite.figure(), value)) {
                problems.add(new Diagnosis("the answer cites a figure that its key does not have", "cites", ""));
                problems.add(new Diagnosis(
                        "under " + cite.key() + " the record has " + Quoted.name(value) + ", not "
                                + Quoted.name(cite.figure()),
                        "cites",
                        ""));
            }
        }
        return problems;
    }

    private static boolean isSaidBy(String figure, String value) {
        List<Figure> measured = Figure.in(value).figures();
        return Figure.in(figure).figures().stream()
                .allMatch(said -> measured.stream().anyMatch(said::says));
    }
}
