package dev.tinywright.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a task wishes for, where decisions come with windows of recordings.
 *
 * @param wish with a period of whole windows; an answer is unsure below the model's own threshold where the task says none, and
 *     quiet classes are printed only where the task names them
 * @param once whether lines come where an event begins, and not again while it goes on
 * @param every of so many windows one has its line; pins follow each
 * @param isOwnThreshold whether the threshold is the model's
 */
record WindowWish(Wish wish, WindowUse use, boolean once, int every, boolean isOwnThreshold) {
    private static final int MOST_EVERY = 60_000;

    static WindowWish of(Wish wish, WindowUse use, List<String> labels) {
        boolean own = wish.unsureBelow().isEmpty() && use.streaming().threshold() > 0;
        boolean prints = prints(wish);
        // a restart forgets which event goes on
        boolean once = own
                && !use.restarts()
                && !wish.isPeriodSaid()
                && wish.debounce().isNone()
                && prints
                && wish.outputs().stream().noneMatch(output -> printsQuiet(output, use));
        int every = prints && wish.isPeriodSaid()
                ? (int) Math.clamp(
                        Math.rint((double) wish.period().toNanos() / use.step().toNanos()), 1, MOST_EVERY)
                : 1;
        Wish window = new Wish(
                Duration.ofNanos(use.step().toNanos() * every),
                wish.outputs().stream()
                        .map(output -> withoutQuiet(output, use, labels.size()))
                        .toList(),
                wish.debounce(),
                own ? OptionalDouble.of(use.streaming().threshold() / 256.0) : wish.unsureBelow(),
                own || wish.silentWhenUnsure(),
                wish.sleeps(),
                wish.assumed(),
                wish.notUnderstood(),
                wish.isPeriodSaid());
        return new WindowWish(window, use, once, every, own);
    }

    private static boolean prints(Wish wish) {
        return wish.outputs().stream().anyMatch(output -> !(output instanceof Output.Pin));
    }

    private static boolean printsQuiet(Output output, WindowUse use) {
        return output instanceof Output.Print print
                && print.classes().stream().anyMatch(use.streaming().quiet()::contains);
    }

    private static Output withoutQuiet(Output output, WindowUse use, int classes) {
        List<Integer> quiet = use.streaming().quiet();
        return output instanceof Output.Print(var fields, var text, var named) && named.isEmpty() && !quiet.isEmpty()
                ? new Output.Print(
                        fields,
                        text,
                        IntStream.range(0, classes)
                                .filter(c -> !quiet.contains(c))
                                .boxed()
                                .toList())
                : output;
    }

    /** Says it in a sentence. */
    String text(List<String> labels) {
        List<String> parts = new ArrayList<>(List.of(WishText.outputs(wish, labels)));
        parts.add("a window of " + seconds(use.frames() / use.rateHz()) + " every "
                + seconds(use.step().toNanos() / 1e9));
        if (use.streaming().averageOver() > 1 && !use.restarts()) {
            parts.add("the mean of " + use.streaming().averageOver() + " decides");
        }
        if (once) {
            parts.add("a line where a class is new, none while it stays");
        } else if (every > 1) {
            parts.add("a line every " + every + " windows");
        } else if (use.restarts() && prints(wish)) {
            parts.add("a line for each window");
        }
        parts.addAll(WishText.decisions(wish));
        return String.join("; ", parts);
    }

    private static String seconds(double seconds) {
        return seconds < 1
                ? Transform.number(Math.rint(seconds * 1e4) / 10) + " ms"
                : Transform.number(Math.rint(seconds * 1000) / 1000) + " s";
    }
}
