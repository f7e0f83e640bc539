package dev.tinywright.spec;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** The tokens of one sentence, and which of them a rule has made use of. Positions outside the sentence match nothing. */
final class Words {
    private final String sentence;
    private final List<Token> tokens;
    private final BitSet used = new BitSet();

    Words(String sentence) {
        this.sentence = Tokenizer.clean(sentence);
        this.tokens = Tokenizer.tokens(this.sentence);
    }

    int size() {
        return tokens.size();
    }

    boolean has(int i) {
        return i >= 0 && i < tokens.size();
    }

    Token token(int i) {
        return tokens.get(i);
    }

    /** Returns the key at {@code i}, empty outside the sentence. */
    String key(int i) {
        return has(i) ? tokens.get(i).key() : "";
    }

    boolean is(int i, String... keys) {
        return has(i) && List.of(keys).contains(key(i));
    }

    boolean isIn(int i, Set<String> keys) {
        return has(i) && keys.contains(key(i));
    }

    boolean isWord(int i) {
        return has(i) && tokens.get(i).isWord();
    }

    boolean isNumber(int i) {
        return has(i) && tokens.get(i).isNumber();
    }

    boolean isBreak(int i) {
        return !has(i) || tokens.get(i).isBreak();
    }

    boolean isStop(int i) {
        return !has(i) || tokens.get(i).isStop();
    }

    /** Returns the number of words of {@code phrase}. */
    static int count(String phrase) {
        return 1 + (int) phrase.chars().filter(c -> c == ' ').count();
    }

    /** True where the words of {@code phrase}, separated by spaces, stand at {@code i}. */
    boolean phrase(int i, String phrase) {
        if (key(i).isEmpty() || !phrase.startsWith(key(i))) {
            return false;
        }
        String[] keys = phrase.split(" ");
        for (int k = 0; k < keys.length; k++) {
            if (!key(i + k).equals(keys[k])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the text of tokens {@code from} to {@code to}, exclusive, as written. */
    String text(int from, int to) {
        return from >= to
                ? ""
                : sentence.substring(
                        tokens.get(from).start(), tokens.get(to - 1).end());
    }

    void use(int from, int to) {
        used.set(Math.max(from, 0), Math.min(to, tokens.size()));
    }

    boolean isUsed(int i) {
        return used.get(i);
    }

    /** Returns the words and numbers that no rule used and that mean something, as written, each once. */
    List<String> unused() {
        List<String> left = new ArrayList<>();
        Set<String> said = new java.util.HashSet<>();
        used.stream().forEach(i -> said.add(key(i)));
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean counts = token.isNumber() || (token.isWord() && !Vocabulary.isStopWord(token.key()));
            if (counts && !used.get(i) && said.add(token.key())) {
                left.add(token.text());
            }
        }
        return left;
    }
}
