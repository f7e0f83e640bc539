package dev.tinywright.codegen;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes C identifiers of any text; one instance never gives the same name twice. */
final class CNames {
    private static final int MAX_LENGTH = 40;
    private static final Set<String> KEYWORDS = Set.copyOf(Arrays.asList(
            ("auto break case char const continue default do double else enum extern float for goto if inline int long "
                            + "register restrict return short signed sizeof static struct switch typedef union unsigned "
                            + "void volatile while asm class bool true false new delete this template typename private "
                            + "public protected namespace using operator try catch throw friend virtual near far main "
                            + "and or not xor bitand bitor compl and_eq or_eq xor_eq not_eq export mutable explicit "
                            + "linux unix i386 arm avr vax mips")
                    .split(" ")));
    /** A model's header must not stand in the way of one of these. */
    private static final Set<String> HEADERS = Set.copyOf(Arrays.asList(
            ("assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdarg stdbool "
                            + "stddef stdint stdio stdlib string tgmath time wchar wctype unistd features alloca "
                            + "arduino wire spi main stdalign stdatomic stdnoreturn threads uchar memory new")
                    .split(" ")));

    /** Names that generated code gives its tables and kernels. */
    private static final Pattern GENERATED = Pattern.compile("(step\\d+|layer\\d+|input)_.*|.*_tw_.*");

    private final Set<String> taken;

    CNames(Set<String> reserved) {
        this.taken = new HashSet<>(reserved);
    }

    /** Returns a name in small letters, not a keyword. */
    String local(String text, String otherwise) {
        String name = plain(text, otherwise).toLowerCase(Locale.ROOT);
        boolean clashes = Character.isDigit(name.charAt(0))
                || KEYWORDS.contains(name)
                || GENERATED.matcher(name).matches();
        return unique(clashes ? otherwise + "_" + name : name);
    }

    /** Returns a name in capitals, to stand behind a prefix. */
    String constant(String text, String otherwise) {
        String name = plain(text, otherwise).toUpperCase(Locale.ROOT);
        return unique(name.startsWith("TW_") ? "CLASS_" + name : name);
    }

    private String unique(String name) {
        String candidate = name;
        for (int n = 2; !taken.add(candidate); n++) {
            candidate = name + "_" + n;
        }
        return candidate;
    }

    /** Returns the prefix and file name of a model. */
    static String model(String text) {
        // no model may be named like a kernel of another
        String name = plain(text, "model").toLowerCase(Locale.ROOT).replace("_tw_", "_t_w_");
        boolean clashes = Character.isDigit(name.charAt(0)) || name.startsWith("tw_") || name.equals("tw");
        return clashes || KEYWORDS.contains(name) || HEADERS.contains(name) ? "model_" + name : name;
    }

    /** Letters without accents, digits, single underscores inside. */
    private static String plain(String text, String otherwise) {
        String decomposed = Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFKD);
        String name = decomposed.replaceAll("\\p{M}+", "").replaceAll("[^A-Za-z0-9]+", "_");
        String inner = name.replaceAll("^_+", "");
        String cut = inner.substring(0, Math.min(inner.length(), MAX_LENGTH)).replaceAll("_+$", "");
        return cut.isEmpty() ? otherwise : cut;
    }
}
