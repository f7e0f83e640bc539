package dev.tinywright.spec;

import dev.tinywright.spec.Token.Kind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a sentence into {@link Token}s.
 *
 * <p>Hyphens inside words separate and vanish ("ninety-five", "ESP32-S3"), a number lets go of a unit glued to it
 * ("32KB"), a dash between words becomes a comma, and what is neither word, number nor known mark (emoji, quotes,
 * control characters) is passed over.
 */
final class Tokenizer {
    private static final Pattern TOKEN = Pattern.compile("""
            (?<number>(?:(?<=^|[\\s(=<>:])[-−])?\\d+(?:[.,]\\d+)*)\
            |(?<word>\\p{L}[\\p{L}\\p{N}_]*(?:(?<=\\p{N})\\.\\p{N}+)?(?:\\.(?:csv|tsv|txt|json|wav|yaml|tflite)\\b)?(?:['’]\\p{L}+)?)\
            |(?<dash>(?<=\\s)[-–—]+(?=\\s)|—)\
            |(?<mark><=|>=|[≤≥<>=%/&,.;:()?!])""");

    private Tokenizer() {}

    /** Returns the tokens of {@code sentence}; their offsets count in {@link #clean} of it. */
    static List<Token> tokens(String sentence) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sentence);
        while (matcher.find()) {
            tokens.add(token(matcher));
        }
        return tokens;
    }

    /** Returns {@code sentence} with characters that only look different made alike, and control characters as spaces. */
    static String clean(String sentence) {
        String plain = Normalizer.normalize(sentence.replace("½", " 1/2").replace("¼", " 1/4"), Normalizer.Form.NFKC);
        return plain.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\u2028\\u2029]+", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Token token(Matcher matcher) {
        String text = matcher.group();
        if (matcher.group("number") != null) {
            return new Token(Kind.NUMBER, text, text.replace('−', '-'), matcher.start(), matcher.end());
        }
        if (matcher.group("word") != null) {
            String key = text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("'s$", "");
            return new Token(Kind.WORD, text, Spelling.corrected(key), matcher.start(), matcher.end());
        }
        String key =
                matcher.group("dash") != null ? "," : text.replace("≤", "<=").replace("≥", ">=");
        return new Token(Kind.MARK, text, key, matcher.start(), matcher.end());
    }
}
