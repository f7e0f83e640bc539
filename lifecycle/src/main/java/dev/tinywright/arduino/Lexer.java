package dev.tinywright.arduino;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits C++ into tokens, without comments and white space. Never fails, whatever the text. */
public final class Lexer {
    private static final Set<String> RAW_PREFIXES = Set.of("R", "LR", "uR", "UR", "u8R");
    private static final Set<String> TEXT_PREFIXES = Set.of("L", "u", "U", "u8");

    private final String text;
    private final int tab;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean lineBegins = true;

    private Lexer(String text, int tab) {
        this.text = text;
        this.tab = tab;
    }

    /** What a token is; a text is a string or a character. */
    public enum Kind {
        WORD,
        NUMBER,
        TEXT,
        MARK,
        DIRECTIVE
    }

    /**
     * One token.
     *
     * @param text as written; a directive's is without comments and broken lines
     * @param tab number of the tab it stands in
     * @param start offset of its first character in the tab
     * @param line of its first character, from 1
     */
    public record Token(Kind kind, String text, int tab, int start, int line) {
        /** Returns whether the token is just {@code mark}, and no text. */
        public boolean is(String mark) {
            return kind != Kind.TEXT && text.equals(mark);
        }

        /** Returns whether the token is a name or a keyword. */
        public boolean isWord() {
            return kind == Kind.WORD;
        }
    }

    /** Returns the tokens of {@code text}, which is tab number {@code tab}. */
    public static List<Token> tokens(String text, int tab) {
        Lexer lexer = new Lexer(text, tab);
        while (lexer.at < text.length()) {
            lexer.step();
        }
        return lexer.tokens;
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '\n') {
            line++;
            at++;
            lineBegins = true;
        } else if (Character.isWhitespace(c) || isSplice(at)) {
            advance(isSplice(at) ? 2 : 1);
        } else if (text.startsWith("//", at)) {
            advance(lineCommentEnd(at) - at);
        } else if (text.startsWith("/*", at)) {
            advance(blockCommentEnd(at) - at);
        } else if (c == '#' && lineBegins) {
            directive();
        } else {
            lineBegins = false;
            token(c);
        }
    }

    private void token(char c) {
        if (Character.isUnicodeIdentifierStart(c) || c == '_' || c == '$') {
            word();
        } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            add(Kind.NUMBER, numberEnd());
        } else if (c == '"' || c == '\'') {
            add(Kind.TEXT, literalEnd(at));
        } else if (text.startsWith("::", at) || text.startsWith("->", at)) {
            add(Kind.MARK, at + 2);
        } else {
            add(Kind.MARK, at + 1);
        }
    }

    private void word() {
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        boolean quoted = end < text.length() && (text.charAt(end) == '"' || text.charAt(end) == '\'');
        if (quoted && text.charAt(end) == '"' && RAW_PREFIXES.contains(word)) {
            add(Kind.TEXT, rawEnd(end));
        } else if (quoted && TEXT_PREFIXES.contains(word)) {
            add(Kind.TEXT, literalEnd(end));
        } else {
            add(Kind.WORD, end);
        }
    }

    /** Numbers as the C++ preprocessor sees them: digits, letters, points, signs after an exponent, quotes between digits. */
    private int numberEnd() {
        int end = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean sign = (c == '+' || c == '-') && "eEpP".indexOf(text.charAt(end - 1)) >= 0;
            boolean separator = c == '\'' && end + 1 < text.length() && isWordPart(text.charAt(end + 1));
            if (!(isWordPart(c) || c == '.' || sign || separator)) {
                break;
            }
            end++;
        }
        return end;
    }

    /** A literal without its closing quote ends with the line, as in text that the preprocessor skips. */
    private int literalEnd(int quoteAt) {
        char quote = text.charAt(quoteAt);
        int end = quoteAt + 1;
        while (end < text.length() && text.charAt(end) != '\n') {
            char c = text.charAt(end);
            if (c == quote) {
                return end + 1;
            }
            end += c == '\\' && end + 1 < text.length() ? 2 : 1;
        }
        return Math.min(end, text.length());
    }

    private int rawEnd(int quoteAt) {
        int open = text.indexOf('(', quoteAt);
        if (open < 0 || open - quoteAt > 17) {
            return literalEnd(quoteAt);
        }
        String close = ")" + text.substring(quoteAt + 1, open) + "\"";
        int end = text.indexOf(close, open);
        return end < 0 ? text.length() : end + close.length();
    }

    private void directive() {
        StringBuilder words = new StringBuilder();
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n') {
            if (isSplice(end)) {
                words.append(' ');
                end += 2;
            } else if (text.startsWith("//", end)) {
                end = lineCommentEnd(end);
            } else if (text.startsWith("/*", end)) {
                words.append(' ');
                end = blockCommentEnd(end);
            } else {
                int next = text.charAt(end) == '"' || text.charAt(end) == '\'' ? literalEnd(end) : end + 1;
                words.append(text, end, next);
                end = next;
            }
        }
        String said = words.substring(1).strip().replaceAll("\\s+", " ");
        tokens.add(new Token(Kind.DIRECTIVE, "#" + said, tab, at, line));
        advance(end - at);
        lineBegins = true;
    }

    private int lineCommentEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n') {
            end += isSplice(end) ? 2 : 1;
        }
        return Math.min(end, text.length());
    }

    private int blockCommentEnd(int from) {
        int end = text.indexOf("*/", from + 2);
        return end < 0 ? text.length() : end + 2;
    }

    private boolean isSplice(int position) {
        return text.startsWith("\\\n", position);
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), tab, at, line));
        advance(end - at);
    }

    private void advance(int count) {
        int end = Math.min(at + count, text.length());
        for (; at < end; at++) {
            if (text.charAt(at) == '\n') {
                line++;
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return Character.isUnicodeIdentifierPart(c) || c == '$' || Character.isSurrogate(c);
    }
}
