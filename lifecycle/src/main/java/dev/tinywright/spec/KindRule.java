package dev.tinywright.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides what kind of answer is wanted, a class, a number, or whether something is as usual. */
final class KindRule {
    private static final List<String> ANOMALY = List.of(
            "anomaly",
            "anomalies",
            "anomalous",
            "abnormality",
            "outlier detection",
            "novelty detection",
            "only normal",
            "only have normal",
            "normal looks like",
            "what normal",
            "out of the ordinary",
            "anything unusual",
            "something unusual",
            "unusual",
            "something is loose",
            "normal data only",
            "normal data",
            "when something is wrong",
            "anything out of",
            "trained on normal",
            "learn what is normal");
    /** Of an alarm, where no classes are named and no verb asks for more than finding. */
    private static final List<String> ALARM = List.of(
            "abnormal",
            "abnormally",
            "not normal",
            "runs normally",
            "ran normally",
            "running normally",
            "works normally",
            "worked normally",
            "runs fine",
            "normal operation",
            "normal running",
            "normal recordings",
            "normal sounds",
            "normal condition",
            "normal conditions",
            "normal state",
            "healthy recordings",
            "while it was healthy",
            "only healthy",
            "only good",
            "only intact",
            "only undamaged",
            "only flawless",
            "something is off",
            "something breaks",
            "something goes wrong",
            "goes wrong",
            "is wrong",
            "misbehaves",
            "of the faults",
            "of faults",
            "false alarms in",
            "false alarm in");

    /** Verbs of an alarm as well as of classes. */
    private static final List<String> FINDING = List.of(
            "find",
            "detect",
            "detects",
            "detecting",
            "detection",
            "detected",
            "spot",
            "spots",
            "know",
            "tell me",
            "label",
            "labels",
            "labelled",
            "labeled");

    /** What is as it should be: "learn what a good part looks like". */
    private static final Set<String> GOOD = Vocabulary.words(
            "good ok okay normal healthy fine intact undamaged flawless faultless perfect usual sound");

    private static final Set<String> SEEMS =
            Vocabulary.words("look looks sound sounds feel feels behave behaves move moves");

    private static final Set<String> WARN = Vocabulary.words(
            "warn warns warning alarm alarms alert alerts reject rejects flag flags beep beeps complain complains");

    private static final Set<String> ANYTHING = Vocabulary.words("anything everything whatever something");
    private static final Set<String> ELSE = Vocabulary.words("else different unlike other");

    /** Words between the two ends of such a phrase. */
    private static final int REACH = 6;

    private static final List<String> REGRESSION = List.of(
            "regression",
            "regress",
            "estimate",
            "estimates",
            "estimating",
            "forecast",
            "forecasts",
            "mean error",
            "average error",
            "mae",
            "rmse",
            "off by",
            "how much",
            "how many",
            "how warm",
            "how hot",
            "how far",
            "how loud",
            "a number )",
            "as a number",
            "exact value",
            "continuous value",
            "numeric value",
            "interpolate",
            "predict the temperature",
            "predict the price",
            "predict the power",
            "predict the value",
            "predict the amount",
            "predict the noise",
            "predict the next",
            "predict next",
            "predict the humidity",
            "predict the distance",
            "predict the weight",
            "predict the level",
            "predict the voltage",
            "predict the age",
            "mean absolute",
            "predict temperature",
            "predict humidity",
            "predict price",
            "predict power",
            "predict weight",
            "predict distance",
            "predict pressure");

    /** What is of several classes, whatever quantity stands before it: "predict the power tool". */
    private static final String[] OF_CLASSES = {
        "class", "classes", "grade", "species", "type", "kind", "category", "mode", "state", "status", "tool", "source"
    };

    private static final List<String> CLASSES_IN_FILES = List.of(
            "read each",
            "folder for each",
            "folder per",
            "csv per",
            "file per",
            "csv for each",
            "file for each",
            "is it",
            "per class",
            "say which",
            "label",
            "labels",
            "labelled",
            "labeled");

    private KindRule() {}

    static Optional<TaskKind> read(Draft draft) {
        Words words = draft.words();
        Optional<int[]> anomaly = find(words, ANOMALY).or(() -> whatIsGood(words));
        Optional<int[]> regression = find(words, REGRESSION);
        Optional<int[]> verb = find(words, List.copyOf(Vocabulary.VERBS)).or(() -> find(words, CLASSES_IN_FILES));
        boolean classes = !draft.labels().isEmpty();
        Optional<int[]> alarm = anomaly.or(() -> alarm(words));
        if (alarm.isPresent() && !classes) {
            draft.part("kind", "anomaly", alarm.get()[0], alarm.get()[1]);
            return Optional.of(TaskKind.ANOMALY);
        }
        boolean errors = draft.goals().stream().anyMatch(goal -> goal.metric().isOfNumbers());
        boolean ofClass = regression
                .filter(span -> words.is(span[0] + 2, OF_CLASSES) || words.is(span[1], OF_CLASSES))
                .isPresent();
        if ((regression.isPresent() && !classes && !ofClass) || errors) {
            regression.ifPresentOrElse(
                    span -> draft.part("kind", "regression", span[0], span[1]),
                    () -> draft.partFrom("kind", "regression", errorWords(draft)));
            return Optional.of(TaskKind.REGRESSION);
        }
        if (verb.isPresent() || classes || draft.has("label")) {
            int[] span = verb.orElse(new int[] {0, 0});
            if (verb.isEmpty()) {
                String source = draft.parts().stream()
                        .filter(part ->
                                part.name().equals("labels") || part.name().equals("label"))
                        .map(Understanding.Part::from)
                        .findFirst()
                        .orElse("");
                draft.partFrom("kind", "classification", source);
            } else {
                draft.part("kind", "classification", span[0], span[1]);
            }
            return Optional.of(TaskKind.CLASSIFICATION);
        }
        return Optional.empty();
    }

    private static String errorWords(Draft draft) {
        return draft.parts().stream()
                .filter(part -> List.of("mae", "rmse", "r2").contains(part.name()))
                .map(Understanding.Part::from)
                .findFirst()
                .orElse("");
    }

    /** True where the sentence speaks of what is normal and what is not, whatever else it says. */
    static boolean speaksOfAnomalies(Words words) {
        return find(words, ANOMALY)
                .or(() -> whatIsGood(words))
                .or(() -> find(words, ALARM))
                .or(() -> ofAnythingElse(words))
                .isPresent();
    }

    /** "What a good part looks like", "how a healthy pump sounds". */
    private static Optional<int[]> whatIsGood(Words words) {
        for (int i = 0; i < words.size(); i++) {
            boolean good = false;
            for (int at = i + 1; words.is(i, "what", "how") && at <= i + REACH && !words.isBreak(at); at++) {
                if (good && words.isIn(at, SEEMS)) {
                    return Optional.of(new int[] {i, words.is(at + 1, "like") ? at + 2 : at + 1});
                }
                good |= words.isIn(at, GOOD);
            }
        }
        return Optional.empty();
    }

    /** "Warn of anything else", "an alarm at everything different". */
    private static Optional<int[]> ofAnythingElse(Words words) {
        for (int i = 0; i < words.size(); i++) {
            for (int at = i + 1; words.isIn(i, WARN) && at <= i + REACH && !words.isBreak(at); at++) {
                if (words.isIn(at, ANYTHING) && words.isIn(at + 1, ELSE)) {
                    return Optional.of(new int[] {i, at + 2});
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<int[]> alarm(Words words) {
        List<String> others = Stream.concat(Vocabulary.VERBS.stream(), CLASSES_IN_FILES.stream())
                .filter(verb -> !FINDING.contains(verb))
                .toList();
        return find(words, ALARM).or(() -> ofAnythingElse(words)).filter(_ -> find(words, others)
                .isEmpty());
    }

    /** Returns where the first of {@code phrases} stands in the sentence: first token and the one after. */
    private static Optional<int[]> find(Words words, List<String> phrases) {
        for (int i = 0; i < words.size(); i++) {
            int longest = 0;
            for (String phrase : phrases) {
                if (words.phrase(i, phrase)) {
                    longest = Math.max(longest, Words.count(phrase));
                }
            }
            if (longest > 0) {
                return Optional.of(new int[] {i, i + longest});
            }
        }
        return Optional.empty();
    }
}
