package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Classes of which nothing can be learned: of so few recordings or pictures that the split leaves none to learn from, or a single
 * example in all. A model with such a class would have an answer that it never gives, and a test that never asks for it.
 */
public final class Unlearned {
    private static final int SIDES = 3;

    private Unlearned() {}

    /** Returns those classes, each with the number of its captures, where recordings are cut and divided so. */
    public static SequencedMap<String, Integer> ofWindows(
            Captures captures, WindowSettings settings, SplitSettings split) {
        return of(captures, split, () -> Windows.perClass(captures, settings, split));
    }

    /** Returns those classes, each with the number of its captures, where pictures are divided so. */
    public static SequencedMap<String, Integer> ofPictures(Captures captures, SplitSettings split) {
        return of(captures, split, () -> Pictures.perClass(captures, split));
    }

    private static SequencedMap<String, Integer> of(
            Captures captures, SplitSettings split, Supplier<int[][]> perClass) {
        SequencedMap<String, Integer> found = new LinkedHashMap<>();
        if (captures.labels().stream().noneMatch(label -> isOfFew(captures, label, split))) {
            return found; // to divide many takes its time
        }
        int[][] counts;
        try {
            counts = perClass.get();
        } catch (TinywrightException _) {
            return found; // it is divided again, for its errors, once the plan is made
        }
        for (int c = 0; c < counts.length && c < captures.labels().size(); c++) {
            String label = captures.labels().get(c);
            int all = counts[c][Splitter.TRAINING] + counts[c][Splitter.VALIDATION] + counts[c][Splitter.TEST];
            if (isOfFew(captures, label, split) && (counts[c][Splitter.TRAINING] == 0 || all == 1)) {
                found.put(label, (int) of(captures, label).count());
            }
        }
        return found;
    }

    private static boolean isOfFew(Captures captures, String label, SplitSettings split) {
        boolean tested = of(captures, label).allMatch(c -> c.side() == Capture.Side.TEST);
        return tested
                || distinct(captures, label, Capture::unit) < SIDES
                || (split.by() == SplitSettings.By.GROUP && distinct(captures, label, Capture::group) < SIDES);
    }

    private static long distinct(Captures captures, String label, Function<Capture, ?> of) {
        return of(captures, label).map(of).distinct().count();
    }

    private static Stream<Capture> of(Captures captures, String label) {
        return captures.all().stream().filter(c -> c.label().equals(Optional.of(label)));
    }
}
