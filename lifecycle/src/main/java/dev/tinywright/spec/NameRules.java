package dev.tinywright.spec;

import dev.tinywright.spec.ListReader.Items;
import java.util.Set;

/**
 * Names that the sentence gives: the classes ("classify penguins into Adelie, Gentoo and Chinstrap"), the columns to learn from
 * ("from bill length, bill depth and body mass") and the label column ("column Fruit is the label", "predict the species").
 */
final class NameRules {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> TELL =
            Vocabulary.words("tell tells telling know knows distinguish distinguishes distinguishing separate "
                    + "separates separating differentiate discriminate");
    private static final Set<String> SORT = Vocabulary.words(
            "predict predicts classify classifies classifier classification classified classifying sort sorts sorting categorise "
                    + "recognised recognized identified "
                    + "categorize label grade group grades clasify");
    private static final Set<String> RECOGNISE = Vocabulary.words(
            "recognise recognises recognize recognizes recognising recognizing detect "
                    + "detects detecting identify identifies identifying spot spots classify classifies know learn discern between");
    private static final Set<String> CLASS_NOUNS = Vocabulary.words(
            "classes labels categories keywords commands letters sounds activities species kinds types states gestures grades words classes fruits");
    private static final Set<String> DATA_NOUNS =
            Vocabulary.words("recordings recording readings data samples examples colours colors photos "
                    + "pictures images measurements csvs");
    private static final Set<String> COLUMN_NOUNS =
            Vocabulary.words("reading readings values value columns column channels features feature "
                    + "inputs sensors axes measurements data variables");
    private static final Set<String> FROM =
            Vocabulary.words("from using given on features inputs columns channels by use");
    private static final Set<String> ASK = Vocabulary.words(
            "predict predicts predicting recognise recognises recognize recognizes tell tells "
                    + "identify identifies guess guesses determine determines classify classifies find know detect estimate say says");
    private static final Set<String> LABEL = Vocabulary.words("label labels target class classes");
    private static final Set<String> NO_PHRASE =
            Vocabulary.words("difference rest data next result answer amount following two three four five six seven "
                    + "eight nine ten sensor colour color time times test whole best noise level");

    private final Draft draft;
    private final Words words;
    private final ListReader lists;

    NameRules(Draft draft) {
        this.draft = draft;
        this.words = draft.words();
        this.lists = new ListReader(words);
    }

    void readLabels() {
        for (int i = 0; i < words.size() && draft.labels().isEmpty(); i++) {
            if (words.isIn(i, TELL)) {
                tellApart(i);
            } else if (words.isIn(i, SORT)) {
                sortInto(i);
            } else if (words.is(i, "whether", "if") || words.phrase(i, "is it") || words.phrase(i, "is the")) {
                whether(i);
            }
            if (draft.labels().isEmpty() && words.isIn(i, RECOGNISE)) {
                labelsAt(i, i + 1, false);
            }
            if (draft.labels().isEmpty() && words.isIn(i, CLASS_NOUNS)) {
                int at = words.is(i + 1, "are", "is", ":", "=", ",", "(", "namely", "of", "called") ? i + 2 : i + 1;
                labelsAt(i, words.phrase(i + 1, "such as") ? i + 3 : at, false);
            }
            if (draft.labels().isEmpty()
                    && words.is(i, "of", "between")
                    && (words.isIn(i - 1, DATA_NOUNS) || words.is(i - 1, ")", "which", "one"))) {
                labelsAt(i, i + 1, false);
            }
            if (draft.labels().isEmpty() && words.is(i, "vs", "versus") && words.isWord(i - 1)) {
                labelsAt(i - 1, i - 1, false);
            }
        }
        for (int i = 0; i < words.size() && draft.labels().isEmpty(); i++) {
            if (words.is(i, "(") && words.isWord(i - 1) && !words.isIn(i - 1, COLUMN_NOUNS) && verbBefore(i)) {
                labelsAt(i + 1, i + 1, false);
            }
        }
        if (draft.labels().isEmpty()) {
            new BareLabels(draft).read();
        }
    }

    private boolean verbBefore(int i) {
        for (int at = i - 1; at >= 0 && !words.isStop(at); at--) {
            if (words.isIn(at, Vocabulary.VERBS)) {
                return true;
            }
        }
        return false;
    }

    private void tellApart(int i) {
        int at = i + 1;
        if (words.phrase(at, "the difference between")) {
            at += 3;
        } else if (words.phrase(at, "apart between")) {
            at += 2;
        } else if (words.is(at, "between", "apart")) {
            at++;
        }
        Items items = lists.read(at, Set.of("from"));
        boolean said = at > i + 1
                || !words.is(i, "tell", "tells", "telling", "know", "knows")
                || words.is(items.to(), "apart")
                || from(at, items.to());
        boolean named = words.is(at, "the", "which");
        boolean sensed = items.items().stream().anyMatch(NameRules::isSensed);
        boolean readsFrom = from(at, items.to()) && (items.items().size() > 2 ? named || sensed : named && sensed);
        if (items.items().size() >= 2
                && said
                && !readsFrom) { // "tells the species from bill length, bill depth and mass"
            setLabels(i, items);
        }
    }

    private boolean from(int from, int to) {
        for (int i = from; i < to; i++) {
            if (words.is(i, "from")) {
                return true;
            }
        }
        return false;
    }

    /** "classify penguins into A, B and C": the list follows "into", "as" or a colon within a few words. */
    private void sortInto(int i) {
        for (int at = i + 1;
                at < i + 10 && !words.isStop(at - 1) && draft.labels().isEmpty();
                at++) {
            if (words.is(at, "into", "as", "between", ":", "in", "among", "to", "by")) {
                boolean each = words.is(at + 1, "classes", "categories", "either", "being");
                if (!words.is(at, "by")) {
                    labelsAt(i, each ? at + 2 : at + 1, false);
                }
            }
        }
    }

    /** "whether the motor is off, idle or overloaded", "is it ripe, unripe or rotten". */
    private void whether(int i) {
        for (int at = i; at < i + 8 && !words.isStop(at) && draft.labels().isEmpty(); at++) {
            boolean verb = words.is(at, "is", "are", "was", "it", "be", "says", "shows", "it's", "being", "whether");
            if (verb) {
                labelsAt(i, at + 1, true);
            }
        }
        if (words.is(i, "is") && draft.labels().isEmpty()) {
            for (int at = i + 2; at < i + 5; at++) {
                int start = at;
                Items items = lists.read(start, NONE);
                if (items.items().size() >= 2 && items.or() && !words.is(items.to() + 1, "not")) {
                    labelsAt(start, start + (items.items().getFirst().contains(" ") ? 1 : 0), true);
                }
            }
        }
    }

    private void labelsAt(int trigger, int at, boolean needsOr) {
        Items items = lists.read(at, NONE);
        boolean orNot =
                words.is(items.to(), "or", ",") && words.is(items.to() + (words.is(items.to(), ",") ? 2 : 1), "not");
        boolean sensed = items.items().stream().allMatch(NameRules::isSensed);
        if (items.items().size() >= 2 && (items.or() || !needsOr) && !orNot && !sensed) {
            setLabels(trigger, items);
        }
    }

    private void setLabels(int from, Items items) {
        draft.labels(items.items(), from, words.is(items.to(), "apart") ? items.to() + 1 : items.to());
    }

    private static boolean isSensed(String item) {
        for (String word : item.toLowerCase(java.util.Locale.ROOT).split(" ")) {
            if (Vocabulary.SENSORS.contains(word) || Vocabulary.SENSED.contains(word)) {
                return true;
            }
        }
        return false;
    }

    void readColumns() {
        for (int i = 0; i < words.size() && draft.columns().isEmpty(); i++) {
            if (words.isUsed(i)) {
                continue;
            }
            boolean brackets = words.is(i, "(") && words.isIn(i - 1, COLUMN_NOUNS);
            boolean use = !words.is(i, "use") || words.is(i + 1, "only", "just");
            if (brackets || (words.isIn(i, FROM) && use) || (words.is(i, "of") && words.isIn(i - 1, COLUMN_NOUNS))) {
                columnsAt(i);
            }
        }
    }

    private void columnsAt(int i) {
        int at = words.is(i + 1, ":", "are", "columns", "features", "only", "just") ? i + 2 : i + 1;
        at = words.is(at, "columns", "features", "the") && words.isIn(at + 1, COLUMN_NOUNS) ? at + 2 : at;
        Items items = lists.read(at, NONE);
        boolean counts = words.isIn(at, AmountReader.NUMERALS);
        boolean sensorsOnly = items.items().stream()
                .allMatch(item -> Vocabulary.SENSORS.contains(item.toLowerCase(java.util.Locale.ROOT)));
        boolean single = items.items().size() == 1;
        boolean namesColumns = single ? words.is(items.to(), "column", "columns") : isWholeList(at, items.to());
        if (!items.items().isEmpty() && !sensorsOnly && !counts && namesColumns) {
            draft.columns(items.items(), i, items.to());
        }
    }

    /** "from greenhouse, temp in °C" is no list: one that has neither "and" nor an end goes on with something else. */
    private boolean isWholeList(int from, int to) {
        for (int i = from; i < to; i++) {
            if (words.is(i, "and", "or", "&")) {
                return true;
            }
        }
        return words.isBreak(to) || words.isIn(to, COLUMN_NOUNS) || words.is(to, "on", "with", "to", "at", "under");
    }

    void readTarget() {
        for (int i = 0; i < words.size() && !draft.has("label"); i++) {
            if (words.is(i, "column") || words.isIn(i, LABEL)) {
                labelColumn(i);
            }
        }
        for (int i = 0; i < words.size() && !draft.has("label"); i++) {
            boolean asks =
                    words.isIn(i, ASK) && words.is(i + 1, "the", "which", "what", "its", "whose", "their", "your", "a");
            int of = words.phrase(i, "which of") ? i + (words.is(i + 2, "the", "my", "these") ? 3 : 2) : -1;
            if (of > 0) { // "which of the three species"
                phrase(i, words.isNumber(of) || words.isIn(of, AmountReader.NUMERALS) ? of + 1 : of, 2);
            } else if (words.isIn(i, SORT) && words.is(i + 2, "by")) { // "classify wine by quality"
                phrase(i, i + 3, 1);
            } else if (asks || (words.isIn(i, ASK) && words.is(i, "predict", "predicts", "predicting"))) {
                phrase(i, asks ? i + 2 : i + 1, 3);
            }
        }
    }

    /** "The status column tells whether the pump works". */
    private boolean tellsWhich(int column) {
        return words.is(column, "column")
                && words.isWord(column - 1)
                && !Vocabulary.isStopWord(words.key(column - 1))
                && words.is(column + 1, "tells", "says", "shows", "holds", "contains", "is")
                && words.is(column + 2, "whether", "which", "what", "if");
    }

    /** "column Fruit is the label", "the label is species", "label column: Kind", "the labels are in the column grade". */
    private void labelColumn(int i) {
        if (tellsWhich(i)) {
            draft.part("label", words.text(i - 1, i), i - 1, i + 2);
        } else if (words.is(i, "column")
                && words.isWord(i + 1)
                && words.is(i + 2, "is", "as", "has", "holds", "contains", "are")
                && words.isIn(words.is(i + 3, "the", "a", "my") ? i + 4 : i + 3, LABEL)) {
            draft.part("label", words.text(i + 1, i + 2), i, i + 3 + (words.is(i + 3, "the", "a", "my") ? 2 : 1));
        } else if (words.isIn(i, LABEL)
                && words.is(i - 1, "the", "my", "a")
                && words.is(i - 2, "is", "are", "contains", "holds", "has")) {
            int name = words.is(i - 3, "column") ? i - 4 : i - 3;
            draft.part("label", words.text(name, name + 1), name, i + 1);
        } else if (words.isIn(i, LABEL)) {
            int at = words.is(i + 1, "column") ? i + 2 : i + 1;
            boolean named = words.is(at + 1, "=") && words.isWord(at); // label "state" = {dry, wet}
            boolean says = named || at == i + 2 || words.is(at, "is", ":", "=", "are");
            at = words.is(at, "is", ":", "=", "are", "in") ? at + 1 : at;
            at = words.is(at, "in", "called", "named") ? at + 1 : at;
            at = words.is(at, "the", "called") ? at + 1 : at;
            at = words.is(at, "column") ? at + 1 : at;
            boolean list = words.is(at + 1, ",", "and", "or") && !words.is(at - 1, "column");
            if (says && words.isWord(at) && !list) {
                phrase(i, at, 1);
            }
        }
    }

    private void phrase(int trigger, int at, int longest) {
        int to = at;
        while (words.isWord(to)
                && to < at + longest
                && (!words.isUsed(to)
                        || (to > at && words.isIn(to, CLASS_NOUNS))) // "the iris species (setosa, virginica)"
                && !words.isIn(to, NO_PHRASE)
                && !words.isIn(to, Vocabulary.STOP_WORDS)
                && !words.isIn(to, Vocabulary.VERBS)
                && !words.is(to, "apart", "digit")) {
            to++;
        }
        if (to > at && !isSensed(words.text(at, to))) {
            draft.part("label", words.text(at, to), trigger, to);
        }
    }
}
