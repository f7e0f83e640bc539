package dev.tinywright.pipeline;

import dev.tinywright.data.Framing;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.plan.CaptureFacts;
import dev.tinywright.spec.YamlText;
import java.util.Locale;

/** Whether what a plan calls one example can be cut from recordings or pictures that are like these. */
record FramingCheck(CaptureFacts facts) {
    /** Shorter ones hold nothing that changes. */
    private static final int FEWEST_FRAMES = 4;

    /** A window is worth so many others that begin within it, and no more: they would be nearly equal. */
    private static final int MOST_OVERLAPPING = 20;

    /** Lengths are rounded in plans. */
    private static final double LEEWAY = 1.01;

    /** The shortest window of sound in which a word can lie. */
    private static final double WORD = 0.5;

    private static final int SMALLEST_PICTURE = 8;

    /** Sizes of pictures are rounded to multiples of four. */
    private static final int ROUNDED = 3;

    /** @throws TinywrightException (usage) where it cannot */
    void require(Framing framing) {
        switch (framing) {
            case Framing.Window window when facts.rateHz() > 0 -> require(window);
            case Framing.Picture picture when facts.height() > 0 -> require(picture);
            default -> {} // for other data, which says so
        }
    }

    private void require(Framing.Window window) {
        double rate = window.rateHz() > 0 ? window.rateHz() : facts.rateHz();
        if (window.seconds() > LEEWAY * longest()) {
            throw refused(
                    String.format(
                            Locale.ROOT,
                            "a window of %s s is longer than most recordings, which are %.3g to %.3g s, typically %.3g",
                            YamlText.number(window.seconds()),
                            facts.shortest(),
                            facts.longest(),
                            facts.typical()),
                    String.format(Locale.ROOT, "set window.length to at most %.3g", longest()));
        }
        if (window.seconds() * rate < FEWEST_FRAMES) {
            throw refused(
                    String.format(
                            Locale.ROOT,
                            "a window of %s s has %.0f samples at %s Hz",
                            YamlText.number(window.seconds()),
                            window.seconds() * rate,
                            YamlText.number(rate)),
                    "make window.length longer");
        }
        if (window.strideSeconds() * MOST_OVERLAPPING < window.seconds()) {
            throw refused(
                    "windows of " + YamlText.number(window.seconds()) + " s every "
                            + YamlText.number(window.strideSeconds()) + " s are nearly equal",
                    "set window.stride to a quarter of window.length, or more");
        }
    }

    /** Returns the longest window; sounds are padded with silence, others only where all are of about one length. */
    private double longest() {
        return switch (facts.kind()) {
            case SOUND -> Math.max(WORD, Math.ceil(10 * facts.longest()) / 10);
            case SIGNALS, PICTURES -> Math.max(2 * FEWEST_FRAMES / facts.rateHz(), facts.typical());
        };
    }

    private void require(Framing.Picture picture) {
        if (picture.height() > most(facts.height()) || picture.width() > most(facts.width())) {
            throw refused(
                    "a picture of %d x %d (height x width) is larger than the pictures, typically %d x %d: that adds nothing"
                            .formatted(picture.height(), picture.width(), facts.height(), facts.width()),
                    "set picture to {height: %d, width: %d} or less".formatted(facts.height(), facts.width()));
        }
    }

    private static int most(int pixels) {
        return Math.max(SMALLEST_PICTURE, pixels + ROUNDED);
    }

    private static TinywrightException refused(String what, String hint) {
        return TinywrightException.usage(what, "plan.yaml, what one example is", hint);
    }
}
