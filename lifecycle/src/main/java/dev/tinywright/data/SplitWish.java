package dev.tinywright.data;

import dev.tinywright.data.SplitSettings.By;
import dev.tinywright.recording.Asked;
import dev.tinywright.recording.CaptureHints;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a sentence wants the data divided, where it insists. Windows, which leak, come last. */
public final class SplitWish {
    private static final Pattern WINDOWS = Pattern.compile(
            "random(?:ly)? split|split(?:ted)? (?:it |them |the data |the windows )?(?:at random|randomly)"
                    + "|(?:split|divided?) (?:\\w+ ){0,3}(?:by|per) (?:single )?windows?|shuffled? (?:all )?(?:the )?windows");
    private static final Pattern TIME = Pattern.compile(
            "(?:split|divided?) (?:\\w+ ){0,3}(?:by|in|over) (?:time|date)|chronological"
                    + "|(?:train|learn)(?:ing)? (?:on|from) the (?:first|earl\\w+)|test(?:ing)? (?:on|with) the (?:last|latest|later|newest)");
    private static final Pattern RECORDINGS = Pattern.compile(
            "(?:split|divided?) (?:\\w+ ){0,3}(?:by|per) (?:whole )?(?:recordings?|files?|takes?|pictures?)");

    private SplitWish() {}

    public static Optional<By> of(String sentence) {
        String text = sentence.toLowerCase(Locale.ROOT);
        CaptureHints hints = CaptureHints.of(text, List.of());
        if (hints.heldApart()) {
            return Optional.of(By.GROUP);
        }
        return asked(TIME, text, By.TIME)
                .or(() -> asked(RECORDINGS, text, By.ROW))
                .or(() -> hints.groupField().map(_ -> By.GROUP))
                .or(() -> asked(WINDOWS, text, By.WINDOW));
    }

    private static Optional<By> asked(Pattern wish, String text, By by) {
        return Asked.first(wish, text).map(_ -> by);
    }
}
