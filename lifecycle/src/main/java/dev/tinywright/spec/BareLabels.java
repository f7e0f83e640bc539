package dev.tinywright.spec;

import dev.tinywright.spec.ListReader.Items;
import java.util.Locale;
import java.util.Set;

/**
 * Classes that are listed without a verb: "pump on a pico: normal, worn or broken", "Apple, pear, plum.", "battery state (full,
 * empty)", "on/off/standby detection", "Which variety is it? Kama, Rosa". Looked for where nothing clearer was said.
 */
final class BareLabels {
    private static final Set<String> STATE_NOUNS = Vocabulary.words(
            "state status condition mode level kind type grade quality species class variety gesture activity position");
    private static final Set<String> OTHER_LISTS = Vocabulary.words(
            "reading readings value values column columns channel channels feature features input inputs axes measurement "
                    + "measurements data variables board boards budget budgets limit limits goal goals sensor sensors target files");
    private static final Set<String> DETECTION =
            Vocabulary.words("detection recognition classification classifier detector recogniser recognizer sorter");

    private final Draft draft;
    private final Words words;
    private final ListReader lists;

    BareLabels(Draft draft) {
        this.draft = draft;
        this.words = draft.words();
        this.lists = new ListReader(words);
    }

    void read() {
        for (int i = 0; i < words.size() && draft.labels().isEmpty(); i++) {
            if (words.is(i, ":", "=") && words.isWord(i - 1) && !words.isIn(i - 1, OTHER_LISTS)) {
                take(i + 1, 2);
            } else if (words.is(i, "(") && words.isIn(i - 1, STATE_NOUNS)) {
                take(i + 1, 2);
            } else if (words.phrase(i - 2, "is it") && words.is(i, "?")) {
                take(i + 1, 2);
            } else if (words.is(i, "for") || (words.isStop(i - 1) && !words.isStop(i))) {
                take(i, words.is(i, "for") ? 1 : 0, 3);
            } else if (words.isIn(i, DETECTION)) {
                beforeNoun(i);
            }
        }
    }

    private void take(int at, int least) {
        take(at, 0, least);
    }

    /** Takes the list after {@code skip} words from {@code at}, if it has {@code least} items and ends where a thought does. */
    private void take(int at, int skip, int least) {
        Items items = lists.read(at + skip, Set.of());
        boolean ends = words.isBreak(items.to()) || words.is(items.to(), "on", "with");
        boolean classes = items.items().stream().noneMatch(BareLabels::isSensed);
        if (items.items().size() >= least && ends && classes) {
            draft.labels(items.items(), at + skip, items.to());
        }
    }

    /** "on/off/standby detection": {@code noun} follows the list. */
    private void beforeNoun(int noun) {
        int from = noun - 1;
        while (words.is(from - 1, "/") && words.isWord(from - 2) && !words.isUsed(from - 2)) {
            from -= 2;
        }
        if (from < noun - 1) {
            Items items = lists.read(from, Vocabulary.words("detection"));
            java.util.List<String> names =
                    items.items().stream().filter(item -> !item.isEmpty()).toList();
            if (names.size() >= 2) {
                draft.labels(names, from, noun);
            }
        }
    }

    private static boolean isSensed(String item) {
        for (String word : item.toLowerCase(Locale.ROOT).split(" ")) {
            if (Vocabulary.SENSORS.contains(word) || Vocabulary.SENSED.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
