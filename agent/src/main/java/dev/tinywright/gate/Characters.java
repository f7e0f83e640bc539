package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import dev.tinywright.gate.Finding.Edit;
import dev.tinywright.gate.Finding.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters that a compiler does not take: typographic quotes outside of strings, halves of a character in escapes. */
final class Characters {
    private static final String DOUBLE = "“”„‟";
    private static final String SINGLE = "‘’‚‛";
    private static final String INVISIBLE = "\u00a0\u200b\u200c\u200d\u2060\ufeff\u202f";
    /** Any escape, so that a backslash which is itself escaped begins none. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u\\{([0-9a-fA-F]{1,6})}|u([0-9a-fA-F]{4})|.)");

    private Characters() {}

    static List<Finding> in(Tab tab) {
        List<Finding> findings = new ArrayList<>();
        int handledLine = 0;
        for (Token token : tab.tokens()) {
            if (token.kind() == Kind.TEXT) {
                escapes(tab, token).ifPresent(findings::add);
            } else if (token.kind() != Kind.DIRECTIVE && token.line() != handledLine && isStrange(token.text())) {
                findings.add(quotes(tab, token));
                handledLine = token.line();
            }
        }
        return findings;
    }

    private static boolean isStrange(String text) {
        return text.chars().anyMatch(c -> (DOUBLE + SINGLE + INVISIBLE).indexOf(c) >= 0);
    }

    private static Finding quotes(Tab tab, Token token) {
        int end = tab.text().indexOf('\n', token.start());
        int lineEnd = end < 0 ? tab.text().length() : end;
        String rest = tab.text().substring(token.start(), lineEnd);
        String better = plain(rest);
        boolean invisible = INVISIBLE.indexOf(token.text().charAt(0)) >= 0;
        Finding finding = Finding.of(
                Finding.Kind.QUOTES,
                invisible
                        ? "there is an invisible character in the code"
                        : "there is a typographic quote '" + token.text().charAt(0) + "' in the code",
                tab.where(token),
                "write texts in straight quotes: \" for strings, ' for characters");
        Fix fix = new Fix(
                "Wrote straight quotes and plain spaces in line " + token.line() + " of " + tab.file() + ".",
                List.of(new Edit(tab.file(), token.start(), lineEnd, better)));
        return finding.with(better.equals(rest) ? Optional.empty() : Optional.of(fix));
    }

    /** Quotes outside of straight ones are made straight; straight double ones between typographic ones are escaped. */
    private static String plain(String line) {
        StringBuilder plain = new StringBuilder();
        int straight = 0;
        boolean open = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (straight != 0) {
                straight = c == straight && (i == 0 || line.charAt(i - 1) != '\\') ? 0 : straight;
                plain.append(c);
            } else if (DOUBLE.indexOf(c) >= 0) {
                open = !open;
                plain.append('"');
            } else if (open) {
                plain.append(c == '"' ? "\\\"" : String.valueOf(c));
            } else if (SINGLE.indexOf(c) >= 0) {
                plain.append('\'');
            } else if (INVISIBLE.indexOf(c) >= 0) {
                plain.append(c == '\u00a0' || c == '\u202f' ? " " : "");
            } else {
                straight = c == '"' || c == '\'' ? c : 0;
                plain.append(c);
            }
        }
        return open ? line : plain.toString();
    }

    private static Optional<Finding> escapes(Tab tab, Token token) {
        if (token.text().contains("R\"")) {
            return Optional.empty();
        }
        String better = joined(token.text());
        if (better.equals(token.text()) && !hasHalf(token.text())) {
            return Optional.empty();
        }
        Finding finding = Finding.of(
                Finding.Kind.ESCAPES,
                "the escapes \\uD800 to \\uDFFF are halves of a character, which C++ does not take",
                tab.where(token),
                "write the character itself, in UTF-8, or one escape of eight digits such as \\U0001F34E");
        Fix fix = new Fix(
                "Wrote the character itself for an escape of two halves in line " + token.line() + " of " + tab.file()
                        + ".",
                List.of(new Edit(
                        tab.file(), token.start(), token.start() + token.text().length(), better)));
        return Optional.of(finding.with(hasHalf(better) ? Optional.empty() : Optional.of(fix)));
    }

    private static boolean hasHalf(String text) {
        return ESCAPE.matcher(text).results().anyMatch(m -> m.group(2) != null && isHalf(m.group(2)));
    }

    private static boolean isHalf(String hex) {
        return Character.isSurrogate((char) Integer.parseInt(hex, 16));
    }

    private static String joined(String text) {
        StringBuilder joined = new StringBuilder();
        Matcher escape = ESCAPE.matcher(text);
        int from = 0;
        int high = 0;
        int highAt = -1;
        while (escape.find()) {
            joined.append(text, from, escape.start());
            from = escape.end();
            String half = escape.group(2);
            String braced = escape.group(1);
            if (braced != null
                    && Character.isValidCodePoint(Integer.parseInt(braced, 16))
                    && Integer.parseInt(braced, 16) > 0x7f) {
                joined.appendCodePoint(Integer.parseInt(braced, 16));
            } else if (half != null
                    && highAt == joined.length() - 6
                    && high != 0
                    && Character.isLowSurrogate((char) Integer.parseInt(half, 16))) {
                joined.setLength(highAt);
                joined.appendCodePoint(Character.toCodePoint((char) high, (char) Integer.parseInt(half, 16)));
                high = 0;
            } else {
                boolean begins = half != null && Character.isHighSurrogate((char) Integer.parseInt(half, 16));
                high = begins && half != null ? Integer.parseInt(half, 16) : 0;
                highAt = joined.length();
                joined.append(escape.group());
            }
        }
        return joined.append(text.substring(from)).toString();
    }
}
