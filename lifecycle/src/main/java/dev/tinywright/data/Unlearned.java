package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
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
        return of(captures, split, settings::isLongEnough, () -> Windows.perClass(captures, settings, split));
    }

    /** Returns those classes, each with the number of its captures, where pictures are divided so. */
    public static SequencedMap<String, Integer> ofPictures(Captures captures, SplitSettings split) {
        return of(captures, split, _ -> true, () -> Pictures.perClass(captures, split));
    }

    private static SequencedMap<String, Integer> of(
            Captures captures, SplitSettings split, Predicate<Capture> used, Supplier<int[][]> perClass) {
        List<String> few = captures.labels().stream()
                .filter(label -> isOfFew(of(captures, label).filter(used).toList(), split))
                .toList();
        SequencedMap<String, Integer> found = new LinkedHashMap<>();
        if (few.isEmpty()) {
            return found; // to divide many takes its time
        }
        int[][] counts;
        try {
            counts = perClass.get();
        } catch (TinywrightException _) {
            return found; // it is divided again, for its errors, once the plan is made
        }
        for (String label : few) {
            int[] of = counts[captures.labels().indexOf(label)];
            int all = of[Splitter.TRAINING] + of[Splitter.VALIDATION] + of[Splitter.TEST];
            if (of[Splitter.TRAINING] == 0 || all == 1) {
                found.put(label, (int) of(captures, label).count());
            }
        }
        return found;
    }

    private static boolean isOfFew(List<Capture> ofClass, SplitSettings split) {
        return ofClass.stream().allMatch(c -> c.side() == Capture.Side.TEST)
                || ofClass.stream().map(Capture::unit).distinct().count() < SIDES
                || (split.by() == SplitSettings.By.GROUP
                        && ofClass.stream().map(Capture::group).distinct().count() < SIDES);
    }

    private static Stream<Capture> of(Captures captures, String label) {
        return captures.all().stream().filter(c -> c.label().equals(Optional.of(label)));
    }
}
