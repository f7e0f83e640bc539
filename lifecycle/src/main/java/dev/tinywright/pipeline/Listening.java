package dev.tinywright.pipeline;

import dev.tinywright.data.QuietClass;
import dev.tinywright.recording.Captures;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a device is to hear short events in a recording that never ends, and has to learn what is between them. */
final class Listening {
    private static final Pattern ASKED = Pattern.compile(
            "\\b(key ?words?|wake|(?:trigger|command) words?|listen\\w*|whenever|gestures|continuous(?:ly)?|all the time|always on)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFUSED = Pattern.compile(
            "\\b(?:no|without(?: an?)?) (?:extra |made )?(?:background|quiet) class\\b", Pattern.CASE_INSENSITIVE);

    /** Longer recordings are states that last, or long scenes. */
    private static final double LONGEST_EVENT = 4;

    private Listening() {}

    /**
     * @param ask the sentence; sounds need no word of it
     * @param seconds of the typical recording
     */
    static boolean isAsked(String ask, Captures.Kind kind, List<String> labels, double seconds) {
        return switch (kind) {
            case PICTURES -> false;
            case SOUND -> isPossible(ask, labels) && seconds <= LONGEST_EVENT / 2;
            case RECORDINGS ->
                isPossible(ask, labels)
                        && seconds <= LONGEST_EVENT
                        && ASKED.matcher(ask).find();
        };
    }

    private static boolean isPossible(String ask, List<String> labels) {
        return labels.stream().noneMatch(QuietClass::isSaidBy)
                && !REFUSED.matcher(ask).find();
    }
}
