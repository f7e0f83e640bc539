package dev.tinywright.application;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a wish: labels of classes and quoted texts found, numbers cut from their units, used ones marked. */
final class WishWords {
    private static final Pattern WORD = Pattern.compile("""
            (?<text>"[^"]{1,80}"|“[^”]{1,80}”)\
            |(?<number>\\d+(?:[.,]\\d+)?)\
            |(?<word>\\p{L}[\\p{L}\\p{N}_]*(?:['’]\\p{L}+)?)\
            |(?<mark><=|>=|[≤≥<>=%/,.;:()+])""");
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("sixty", 60),
            Map.entry("hundred", 100));

    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        LABEL,
        MARK
    }

    /** @param label position of the class, -1 where it is none */
    record Word(Kind kind, String text, String key, int label) {}

    private final List<Word> words;
    private final BitSet used = new BitSet();

    WishWords(String wish, List<String> labels) {
        words = withLabels(split(Normalizer.normalize(wish, Normalizer.Form.NFKC)), labels);
    }

    private static List<Word> split(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            if (matcher.group("text") != null) {
                words.add(new Word(Kind.TEXT, found.substring(1, found.length() - 1), "", -1));
            } else if (matcher.group("number") != null) {
                words.add(new Word(Kind.NUMBER, found, found.replace(',', '.'), -1));
            } else if (matcher.group("mark") != null) {
                words.add(new Word(Kind.MARK, found, found.replace("≤", "<=").replace("≥", ">="), -1));
            } else {
                String key = found.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("'s$", "");
                boolean number = NUMBERS.containsKey(key);
                words.add(new Word(
                        number ? Kind.NUMBER : Kind.WORD, found, number ? String.valueOf(NUMBERS.get(key)) : key, -1));
            }
        }
        return words;
    }

    /** Puts one word in place of the words of a label; the longest label wins. */
    private static List<Word> withLabels(List<Word> plain, List<String> labels) {
        List<List<String>> keys = labels.stream()
                .map(label ->
                        split(label).stream().map(word -> singular(word.key())).toList())
                .toList();
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            int best = -1;
            for (int label = 0; label < keys.size(); label++) {
                boolean longer =
                        best < 0 || keys.get(label).size() > keys.get(best).size();
                if (longer && standsAt(plain, i, keys.get(label)) && isMeant(plain, i, labels.get(label))) {
                    best = label;
                }
            }
            if (best < 0) {
                words.add(plain.get(i));
            } else {
                words.add(new Word(Kind.LABEL, labels.get(best), "", best));
                i += keys.get(best).size() - 1;
            }
        }
        return words;
    }

    private static boolean standsAt(List<Word> plain, int i, List<String> keys) {
        if (keys.isEmpty() || i + keys.size() > plain.size()) {
            return false;
        }
        for (int k = 0; k < keys.size(); k++) {
            if (!singular(plain.get(i + k).key()).equals(keys.get(k))) {
                return false;
            }
        }
        return true;
    }

    /** A label such as "1" or "on" is one only behind words that bring a class, or in quotes. */
    private static boolean isMeant(List<Word> plain, int i, String label) {
        Set<String> common = Set.of("on", "off", "a", "high", "low", "red", "green", "blue", "no", "print", "light");
        boolean usual =
                label.length() > 1 && !common.contains(label.toLowerCase(Locale.ROOT)) && !label.matches("[\\d.]+");
        String before = i == 0 ? "" : plain.get(i - 1).key();
        return usual
                || Set.of("class", "label", "is", "for", "except", "than", "but", "not")
                        .contains(before);
    }

    /** Returns a word without the ending of its plural. */
    static String singular(String key) {
        if (key.length() > 4 && key.endsWith("ies")) {
            return key.substring(0, key.length() - 3) + "y";
        }
        boolean es = key.length() > 4 && key.matches(".*(?:sh|ch|x|ss|o)es");
        if (es) {
            return key.substring(0, key.length() - 2);
        }
        return key.length() > 3 && key.endsWith("s") && !key.endsWith("ss") ? key.substring(0, key.length() - 1) : key;
    }

    int size() {
        return words.size();
    }

    boolean has(int i) {
        return i >= 0 && i < words.size();
    }

    Word at(int i) {
        return words.get(i);
    }

    String key(int i) {
        return has(i) ? words.get(i).key() : "";
    }

    boolean is(int i, String... keys) {
        return has(i) && !key(i).isEmpty() && List.of(keys).contains(key(i));
    }

    boolean isIn(int i, Set<String> keys) {
        return has(i) && keys.contains(key(i));
    }

    boolean isKind(int i, Kind kind) {
        return has(i) && at(i).kind() == kind;
    }

    /** Returns where words that match {@code phrase} from {@code i} end, or -1. In it "a|b" is one of two, "?" may be absent. */
    int match(int i, String phrase) {
        int at = i;
        for (String want : phrase.split(" ")) {
            boolean optional = want.endsWith("?");
            String[] choices = (optional ? want.substring(0, want.length() - 1) : want).split("\\|");
            if (is(at, choices)) {
                at++;
            } else if (!optional) {
                return -1;
            }
        }
        return at;
    }

    OptionalDouble number(int i) {
        if (isKind(i, Kind.NUMBER)) {
            return OptionalDouble.of(Double.parseDouble(key(i)));
        }
        return is(i, "one") ? OptionalDouble.of(1) : OptionalDouble.empty(); // a word too: "the green one"
    }

    void use(int from, int to) {
        used.set(from, to);
    }

    boolean isUsed(int i) {
        return used.get(i);
    }

    /** Returns the words that nothing was made of, those that say nothing aside, neighbours together. */
    List<String> unused(Set<String> saysNothing) {
        List<String> left = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i <= size(); i++) {
            boolean counts = has(i)
                    && !isUsed(i)
                    && at(i).kind() != Kind.MARK
                    && (at(i).kind() != Kind.WORD || !saysNothing.contains(key(i)));
            if (counts) {
                run.append(run.isEmpty() ? "" : " ").append(at(i).text());
            } else if (!run.isEmpty() && (!has(i) || isUsed(i) || at(i).kind() == Kind.MARK)) {
                left.add(run.toString());
                run.setLength(0);
            }
        }
        return left;
    }
}
