package dev.tinywright.recording;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a sentence asks for from what it forbids: "split by user", "never split by user". */
public final class Asked {
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?:\\b(?:no|not|never|dont|without|avoid|nor|instead of|rather than)"
                    + "|n['\u2019]t)(?: (?!and\\b|but\\b|just\\b|only\\b)[\\w-]+){0,3} ?$");

    private Asked() {}

    /** Returns the first match of {@code wish} in {@code text} that nothing in front of it forbids. */
    public static Optional<MatchResult> first(Pattern wish, String text) {
        Matcher found = wish.matcher(text);
        while (found.find()) {
            if (!FORBIDDEN.matcher(text.substring(0, found.start())).find()) {
                return Optional.of(found.toMatchResult());
            }
        }
        return Optional.empty();
    }
}
