package dev.tinywright.data;

import dev.tinywright.data.SplitSettings.By;
import dev.tinywright.recording.CaptureHints;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a sentence wants the data divided, where it insists. */
public final class SplitWish {
    private static final Pattern WINDOWS = Pattern.compile(
            "random(?:ly)? split|split(?:ted)? (?:it |them |the data |the windows )?(?:at random|randomly)"
                    + "|(?:split|divided?) (?:\\w+ ){0,3}(?:by|per) (?:single )?windows?|window by window|shuffled? (?:all )?(?:the )?windows");
    private static final Pattern TIME = Pattern.compile(
            "(?:split|divided?) (?:\\w+ ){0,3}(?:by|in|over) (?:time|date)|chronological"
                    + "|(?:train|learn)(?:ing)? (?:on|from) the (?:first|earl\\w+)|test(?:ing)? (?:on|with) the (?:last|latest|later|newest)");
    private static final Pattern RECORDINGS = Pattern.compile(
            "(?:split|divided?) (?:\\w+ ){0,3}(?:by|per) (?:whole )?(?:recordings?|files?|takes?|pictures?)");

    private SplitWish() {}

    public static Optional<By> of(String sentence) {
        String text = sentence.toLowerCase(Locale.ROOT);
        if (WINDOWS.matcher(text).find()) {
            return Optional.of(By.WINDOW);
        }
        if (TIME.matcher(text).find()) {
            return Optional.of(By.TIME);
        }
        if (RECORDINGS.matcher(text).find()) {
            return Optional.of(By.ROW);
        }
        return CaptureHints.of(text, List.of()).groupField().map(_ -> By.GROUP);
    }
}
