package dev.tinywright.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts C into pieces that, put together again, are the same text. */
final class CLexer {
    /** Runs of ordinary characters are possessive: the matcher's stack would not last for a line of ten thousand numbers. */
    private static final Pattern PIECE = Pattern.compile("(?<space>\\s+)"
            + "|(?<comment>/\\*(?s:.*?)\\*/|//[^\\n]*)"
            + "|(?<directive>(?<=^|\\n)[ \\t]*#[^\\n\\\\/]*+(?:(?:\\\\\\n|/\\*(?s:.*?)\\*/|[^\\n])[^\\n\\\\/]*+)*)"
            + "|(?<name>[A-Za-z_]\\w*)"
            + "|(?<literal>\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'(?:\\\\.|[^'\\\\])*'|\\.?\\d(?:[eEpP][+-]|[\\w.])*)"
            + "|(?<mark>.)");

    private CLexer() {}

    enum Kind {
        SPACE,
        COMMENT,
        DIRECTIVE,
        NAME,
        LITERAL,
        MARK
    }

    record Piece(Kind kind, String text) {
        boolean is(String mark) {
            return text.equals(mark) && kind != Kind.COMMENT && kind != Kind.LITERAL;
        }
    }

    static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            for (Kind kind : Kind.values()) {
                if (matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT)) != null) {
                    pieces.add(new Piece(kind, matcher.group()));
                }
            }
        }
        return pieces;
    }
}
