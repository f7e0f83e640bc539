package dev.tinywright.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads enumerations: "apples, bananas, oranges and grapes", "an apple, a banana or an orange". */
final class ListReader {
    private static final int MAX_WORDS_PER_ITEM = 3;
    private static final Set<String> ARTICLES = Vocabulary.words("a an the some my our its either both only just");
    private static final Set<String> STATES = Vocabulary.words(
            "a yes no on off up down in out good best running working none other nothing done new used same well "
                    + "something");
    private static final Set<String> ENDS =
            Vocabulary.words("apart accuracy accurate flash ram f1 each respectively columns column "
                    + "classes labels categories values readings sensor sensors vs versus");

    private final Words words;

    ListReader(Words words) {
        this.words = words;
    }

    /**
     * @param items as written, without articles
     * @param to position after the last item
     * @param or true where the last item follows "or"
     */
    record Items(List<String> items, int to, boolean or) {}

    /** Returns the items from {@code i} on; {@code separators} separate beside commas, "and", "or", "&" and "/". */
    Items read(int i, Set<String> separators) {
        List<String> items = new ArrayList<>();
        int end = i;
        int at = i;
        boolean or = false;
        boolean last = false;
        boolean slashes = false;
        while (true) {
            boolean letter = separatorEnd(at + 1, separators) > at + 1; // "a from b": a class, not an article
            int from = words.isIn(at, ARTICLES) && !letter ? at + 1 : at;
            int to = itemEnd(from, items.isEmpty(), separators);
            if (to == from || to - from > MAX_WORDS_PER_ITEM) {
                return new Items(to == from ? items : List.of(), end, or);
            }
            items.add(words.text(from, to));
            end = to;
            int next = separatorEnd(to, separators);
            slashes = slashes || words.is(to, "/");
            if (next == to
                    || ((last || slashes) && words.is(to, ","))) { // "empty / occupied, 20 KB": the comma ends it
                return new Items(items, end, or);
            }
            last = last || words.is(next - 1, "and", "or");
            or = or || words.is(next - 1, "or");
            at = next;
        }
    }

    private int itemEnd(int from, boolean first, Set<String> separators) {
        int to = from;
        while (words.isWord(to)
                && !words.isUsed(to)
                && !words.isIn(to, ENDS)
                && !isAction(to)
                && !words.isIn(to, separators)
                && !isStopWord(to, first && to == from)) {
            to++;
        }
        return to;
    }

    /** "print the fruit" after a list is no item, "light, medium or dark" are items. */
    private boolean isAction(int i) {
        return words.isIn(i, Vocabulary.ACTIONS) && !words.isBreak(i + 1) && !words.is(i + 1, "and", "or");
    }

    /** Small words end a list, but "off" in "on, off or idle" is an item: it stands between separators. */
    private boolean isStopWord(int i, boolean first) {
        boolean before = first || words.is(i - 1, "and", "or", ",", "/", "from");
        boolean after = words.isBreak(i + 1) || words.is(i + 1, "and", "or", "/", "apart", "from");
        boolean item = words.isIn(i, STATES) && before && (after || words.is(i, "yes", "no"));
        return words.isIn(i, Vocabulary.STOP_WORDS) && !item;
    }

    /** Returns the position after the separator at {@code i}: ",", "and", ", and", "or", or {@code i} where there is none. */
    private int separatorEnd(int i, Set<String> separators) {
        int at = words.is(i, ",", "/", "&") ? i + 1 : i;
        return words.is(at, "and", "or", "vs", "versus", "nor") || words.isIn(at, separators) ? at + 1 : at;
    }
}
