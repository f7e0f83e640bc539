package dev.tinywright.recording;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sentence says of the time in which samples were taken: how many a second, or how long a file is.
 *
 * @param hertz samples a second: "at 50 Hz", "100 samples per second", "a reading every 10 ms"
 * @param fileSeconds length of every file: "one-second files", "each file is two seconds"
 */
record StatedRate(OptionalDouble hertz, OptionalDouble fileSeconds) {
    private static final String SAMPLES =
            "(?:samples?|readings?|rows?|lines?|measurements?|values?|data ?points?|points)";
    private static final String FILES = "(?:files?|recordings?|clips?|takes?|csvs?|wavs?|captures?)";
    /** A comma before three digits parts thousands, "16,000", and else is a decimal one. */
    private static final String DIGITS = "[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d+)?(?!\\d)|\\d+(?:[.,]\\d+)?";

    private static final String COUNT = DIGITS + "|half an?|one|two|three|four|five|six|eight|ten";
    private static final String NUMBER = "(" + COUNT + "|an?)";
    /** Without "a": "a second file" is the next one. */
    private static final String LENGTH = "(" + COUNT + ")";

    private static final String SECONDS = "(ms|milliseconds?|s|secs?|seconds?)\\b";
    private static final Map<String, Double> WORDS = Map.of(
            "one", 1.0, "two", 2.0, "three", 3.0, "four", 4.0, "five", 5.0, "six", 6.0, "eight", 8.0, "ten", 10.0);

    private static final Pattern HERTZ = Pattern.compile("(" + DIGITS + ")[ -]*(k?)[ -]*(?:hz|hertz)\\b");
    private static final Pattern PER_SECOND = Pattern.compile("(" + DIGITS + ")\\s*(k?)\\s*"
            + "(?:samples?/s\\b|s/s\\b|sps\\b|" + SAMPLES + " (?:a|per|each|every|in a|in one) second)");
    /** What is done in steps of time that are not those of samples. */
    private static final String OTHER_STEPS =
            "decision|answer|decide|predict|check|alarm|tell|say|classif|report|update|recogn|result|hz";

    private static final List<Pattern> STEPS = List.of(
            Pattern.compile("(?:sampled|" + SAMPLES + "|recorded|logged|measured|captured|taken)\\b"
                    + "(?:(?!" + OTHER_STEPS + ")[^.,;:]){0,40}?\\bevery " + NUMBER + "[ -]?"
                    + SECONDS),
            Pattern.compile("every " + NUMBER + "[ -]?" + SECONDS + " (?:an?|one) " + SAMPLES + "\\b"),
            Pattern.compile(NUMBER + "[ -]?" + SECONDS + " (?:apart|between (?:the )?" + SAMPLES + "|(?:per|a) "
                    + SAMPLES + ")"));
    private static final List<Pattern> LENGTHS = List.of(
            Pattern.compile("\\b" + LENGTH + "[ -]?" + SECONDS + "(?:[- ]long)? (?:\\w+ )?" + FILES + "\\b"),
            Pattern.compile(
                    "\\b" + FILES + "\\b(?:(?!decision|answer|window|segment|piece|\\bper\\b|every)[^.;:]){0,40}?"
                            + "\\b(?:of|is|are|lasts?|hold|holds|has|have|contains?|covers?|takes) (?:about |exactly |only |each )?"
                            + LENGTH + "[ -]?" + SECONDS + "(?! (?:apart|between|a|per))"),
            Pattern.compile(
                    "\\b" + FILES + "\\b[^.,;:]{0,40}?\\b(?:lasts?|takes) (?:about |only )?(an?) (seconds?)\\b"),
            Pattern.compile("\\b" + NUMBER + "[ -]?" + SECONDS + " each\\b"));
    /** What a frequency belongs to that is no rate of samples. */
    private static final Pattern OF_SOMETHING = Pattern.compile(
            "^[ -]*(?:hum|tone|noise|band|cut-?off|filter|vibration|mains|peak|component|carrier|sine)");

    private static final Pattern BOUND =
            Pattern.compile("(?:above|below|under|over|between|up to|at least|at most|than|from|to|and)\\s+$");
    /** In front of a frequency and in one clause with it. */
    private static final Pattern SAMPLED =
            Pattern.compile("(?:sampl|record|captur|logg|measur|taken|acceleromet|gyroscop|microphone)[^.,;:]*$");

    private static final Pattern SAMPLING = Pattern.compile(
            "sampl|record|rate|captur|logg|measur|taken|acceleromet|gyroscop|microphone|\\bat\\s+$|wav");
    private static final int NEAR = 40;

    static StatedRate of(String sentence) {
        String text = sentence.toLowerCase(Locale.ROOT);
        OptionalDouble hertz = perSecond(text);
        hertz = hertz.isPresent() ? hertz : inHertz(text, SAMPLED, false);
        hertz = hertz.isPresent() ? hertz : ofSteps(text);
        return new StatedRate(hertz.isPresent() ? hertz : inHertz(text, SAMPLING, true), length(text));
    }

    /** A goal, "at least 5 readings per second", is no rate. */
    private static OptionalDouble perSecond(String text) {
        Matcher rate = PER_SECOND.matcher(text);
        while (rate.find()) {
            if (!BOUND.matcher(text.substring(0, rate.start())).find()) {
                return OptionalDouble.of(number(rate.group(1)) * (rate.group(2).isEmpty() ? 1 : 1000));
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble ofSteps(String text) {
        OptionalDouble seconds = first(STEPS, text);
        return seconds.isPresent() && seconds.getAsDouble() > 0
                ? OptionalDouble.of(1 / seconds.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble length(String text) {
        return first(LENGTHS, text);
    }

    private static OptionalDouble first(List<Pattern> patterns, String text) {
        for (Pattern pattern : patterns) {
            Matcher found = pattern.matcher(text);
            if (found.find()) {
                double unit = found.group(2).startsWith("m") ? 1e-3 : 1;
                return OptionalDouble.of(number(found.group(1)) * unit);
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * Returns the first frequency that stands where rates do.
     *
     * @param near what stands in front of rates
     * @param orAny whether to take else the first that is not said to be another's
     */
    private static OptionalDouble inHertz(String text, Pattern near, boolean orAny) {
        Matcher found = HERTZ.matcher(text);
        OptionalDouble any = OptionalDouble.empty();
        while (found.find()) {
            String before = text.substring(Math.max(0, found.start() - NEAR), found.start());
            boolean other = OF_SOMETHING.matcher(text.substring(found.end())).find()
                    || BOUND.matcher(before).find();
            OptionalDouble hertz =
                    OptionalDouble.of(number(found.group(1)) * (found.group(2).isEmpty() ? 1 : 1000));
            if (!other && near.matcher(before).find()) {
                return hertz;
            }
            any = any.isPresent() || other || !orAny ? any : hertz;
        }
        return any;
    }

    private static double number(String text) {
        if (text.startsWith("half")) {
            return 0.5;
        }
        return text.startsWith("a") ? 1 : WORDS.getOrDefault(text, 0.0) > 0 ? WORDS.get(text) : parsed(text);
    }

    private static double parsed(String digits) {
        boolean thousands = digits.matches("[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d+)?");
        return Double.parseDouble(thousands ? digits.replace(",", "") : digits.replace(',', '.'));
    }
}
