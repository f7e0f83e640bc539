package dev.tinywright.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Reply;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names what was wrong with an answer, from its form, from what compilers say and from our own diagnoses. */
final class Taxonomy {
    /** What is none of the kinds that have names. */
    static final String OTHER = "other";

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> CODE_JOBS = Set.of("sketch", "step");
    private static final int TIMES = 8;

    /** A kind and what its diagnoses say; the first that fits counts. */
    private record Sign(String kind, Pattern said) {
        static Sign of(String kind, String said) {
            return new Sign(kind, Pattern.compile(said, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
        }
    }

    private static final List<Sign> SIGNS = List.of(
            Sign.of(
                    "hostile-code",
                    "\\b(inline )?assembl|\\basm\\b|incbin|bkpt|semihost|/etc/|\\.ssh/|\\.\\./\\.\\.|a step may not use"
                            + "|reaches outside|outside of the sketch|absolute path"),
            Sign.of("surrogate-escapes", "surrogate|\\\\u+d[89ab][0-9a-f]{2}|valid universal character"),
            Sign.of(
                    "typographic-quotes",
                    "typographic|straight quotes|stray .?(\\\\342|\\u201c|\\u201d|\\u2018|\\u2019)|extended character"
                            + "|illegal character: '(\\u201c|\\u201d|\\u2018|\\u2019|\\\\u201)"),
            Sign.of("placeholder-paths", "/path/to|placeholder|your[_/-](path|file|model|data)"),
            Sign.of("wrong-header", "No such file or directory"),
            Sign.of(
                    "wrong-array-name",
                    "tflite|tflm|tflu|\\bTf[A-Z]\\w+|interpreter|tensor|\\bg_model|model_data|runInference|resolver"
                            + "|'(?!float|double)\\w*(predict|clas+ify|infer|invoke|model)\\w*' (was not declared|does not name)"
                            + "|nothing defines \\w*(predict|clas+ify|infer|invoke|model)"
                            + "|(call|names?|array|function)s? .*(generated (header|library)|is called \\w+_classify)"),
            Sign.of(
                    "wrong-header",
                    "has no library with|there is no header|no such header|header .* (not there|unknown|missing)"
                            + "|does not include|#include"),
            Sign.of("never-calls-model", "(never|not) calls? the model|does not call the model|no call of|only blinks"),
            Sign.of(
                    "wrong-type",
                    "cannot convert '?[^']*(int|char|double|float)|invalid conversion from|as whole numbers|whole numbers where"
                            + "|scores are|uint8_t|takes? float|float \\*|not of type float"),
            Sign.of(
                    "wrong-scale",
                    "raw readings|divides? (its|the) readings|shares? that|times as large|passes other values"
                            + "|passes a wrong value|another unit|sum of|share of|scaled?\\b|not transformed|constant"),
            Sign.of("swapped-labels", "mixes up the labels|always shows|labels? .*order"),
            Sign.of(
                    "wrong-api",
                    "has no member named|no matching function for call|no method|does not have|has no (function|method)"
                            + "|'\\w*(read|get|analog|digital|available|begin|init|Ready)\\w*' was not declared"),
            Sign.of(
                    "statements-at-file-scope",
                    "file scope|outside of (a |any )?functions?|does not name a type"
                            + "|expected (unqualified-id|constructor, destructor)|expected declaration"),
            Sign.of("wrong-units", "last layer"),
            Sign.of(
                    "invented-blocks",
                    "(no|unknown|invented) block|is no (data|feature)?\\s*(step|block)|there is no (step|block|feature)|\\buses\\b"),
            Sign.of(
                    "unknown-keys",
                    "unknown key|no such key|not a key|additional propert|not allowed here|does not (have|know) .*key|no key"),
            Sign.of("repetition", "repeat(s|ed) itself|over and over|without end"),
            Sign.of("truncated", "cut off|breaks off|ends in the middle|is not complete"),
            Sign.of("unclosed-fence", "fence .*(not closed|open|end)|unclosed"),
            Sign.of(
                    "several-blocks",
                    "several (blocks|fences|objects)|more than one (block|fence|object)|\\d+ (blocks|fences)"),
            Sign.of("prose-around", "prose|text (around|before|after)|words (around|before|after)"),
            Sign.of("empty", "answer (is|was) empty|says nothing|empty answer"),
            Sign.of("prose-only", "no (code|json|object|plan) in the answer|there is no (code|json)"),
            Sign.of("invalid-json", "json|trailing comma|unquoted|single quotes|comment"));

    private Taxonomy() {}

    /** Returns the kind of what a server did in the place of an answer. */
    static String of(Reply.Unanswered none) {
        return switch (none.reason()) {
            case RATE_LIMITED -> "http-429";
            case SERVER_ERROR -> "http-500";
            case TIMEOUT -> "timeout";
            case BROKEN -> "wrong-content-length";
            default -> OTHER;
        };
    }

    /**
     * Returns the kinds of an answer that did not pass as it came, the form's first.
     *
     * @param job sketch, step, plan, …
     * @param diagnoses of the gates that it did not pass
     * @param repairs of rules, in sentences
     */
    static Set<String> of(String job, Reply.Answered answer, List<Diagnosis> diagnoses, List<String> repairs) {
        Set<String> kinds = new LinkedHashSet<>();
        form(job, answer).ifPresent(kinds::add);
        boolean isWhole = kinds.stream().noneMatch(Set.of("empty", "repetition", "truncated", "prose-only")::contains);
        if (isWhole) {
            diagnoses.forEach(d -> kinds.add(kind(d, answer.text())));
            repairs.forEach(text -> of(text).filter(kind -> kinds.isEmpty() || !FORM.contains(kind))
                    .ifPresent(kinds::add));
        }
        if (kinds.size() > 1) {
            kinds.remove(OTHER);
        }
        return kinds.isEmpty() ? Set.of(OTHER) : kinds;
    }

    private static final Set<String> FORM = Set.of("prose-around", "several-blocks", "unclosed-fence", "invalid-json");

    /** Returns the kind of a diagnosis, by what it says and, where that is a symptom with several causes, by the code. */
    static String kind(Diagnosis d, String code) {
        boolean isSymptom =
                d.what().matches("(?s).*(always shows|mixes up|nothing expects|prints nothing|stops printing).*");
        if (isSymptom && code.matches("(?s).*\\(uint8_t\\)\\s*\\w+\\.confidence\\[.*")) {
            return "wrong-type";
        }
        return of(d.what()).or(() -> of(d.hint())).orElse(OTHER);
    }

    private static Optional<String> of(String text) {
        return SIGNS.stream()
                .filter(sign -> sign.said().matcher(text).find())
                .map(Sign::kind)
                .findFirst();
    }

    /** Returns what is wrong with the form of an answer; empty where nothing is. */
    static Optional<String> form(String job, Reply.Answered answer) {
        String text = answer.text();
        if (text.isBlank()) {
            return Optional.of("empty");
        }
        if (answer.ending() == Reply.Ending.REPETITION || isRepetitive(text)) {
            return Optional.of("repetition");
        }
        if (answer.ending() == Reply.Ending.LENGTH) {
            return Optional.of("truncated");
        }
        return CODE_JOBS.contains(job) ? formOfCode(text) : formOfJson(text);
    }

    private static boolean isRepetitive(String text) {
        String last = "";
        int times = 0;
        for (String line :
                text.lines().map(String::strip).filter(l -> l.length() > 3).toList()) {
            times = line.equals(last) ? times + 1 : 1;
            last = line;
            if (times >= TIMES) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> formOfCode(String text) {
        long fences = text.lines().filter(line -> line.startsWith("```")).count();
        if (fences == 0) {
            return Optional.of(text.contains("{") && text.contains(";") ? "prose-around" : "prose-only");
        }
        if (fences % 2 == 1) {
            return Optional.of("unclosed-fence");
        }
        long blocks =
                Pattern.compile("(?m)^```(?!ya?ml)\\w+").matcher(text).results().count();
        if (blocks > 1 || fences > 4) {
            return Optional.of("several-blocks");
        }
        return outside(text).isBlank() ? Optional.empty() : Optional.of("prose-around");
    }

    private static String outside(String text) {
        return text.replaceAll("(?ms)^```.*?^```[ \\t]*$", "");
    }

    private static Optional<String> formOfJson(String text) {
        if (!text.contains("{")) {
            return Optional.of("prose-only");
        }
        long fences = text.lines().filter(line -> line.startsWith("```")).count();
        if (fences % 2 == 1) {
            return Optional.of("unclosed-fence");
        }
        if (fences > 2) {
            return Optional.of("several-blocks");
        }
        String bare =
                text.strip().replaceFirst("(?s)^```\\w*\\n(.*)\\n```$", "$1").strip();
        if (!bare.startsWith("{") || !bare.endsWith("}")) {
            return Optional.of("prose-around");
        }
        return isJson(bare) ? Optional.empty() : Optional.of("invalid-json");
    }

    private static boolean isJson(String text) {
        try {
            STRICT.readTree(text);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
