package dev.tinywright.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Windows to try blocks on: any and the worst. */
final class Windows {
    private Windows() {}

    /** Returns a layout of (frames, channels), of samples with so many binary digits after the point. */
    static Layout layout(int frames, int channels, int point) {
        List<String> names = IntStream.range(0, channels).mapToObj(c -> "c" + c).toList();
        return new Layout(List.of(frames, channels), Collections.nCopies(channels, point), names);
    }

    /** Returns noise of several strengths, tones, and what stresses sums, products and scales most. */
    static List<int[]> hostile(int values, long seed) {
        Random random = new Random(seed);
        List<int[]> windows = new ArrayList<>();
        for (int reach : new int[] {1, 2, 5, 100, 3000, 32767}) {
            windows.add(random.ints(values, -reach, reach + 1).toArray());
        }
        for (int level : new int[] {0, 1, -1, 32767, -32767}) {
            windows.add(IntStream.range(0, values).map(_ -> level).toArray());
        }
        windows.add(
                IntStream.range(0, values).map(i -> i % 2 == 0 ? 32767 : -32767).toArray());
        windows.add(IntStream.range(0, values)
                .map(i -> i / 7 % 2 == 0 ? 32767 : -32767)
                .toArray());
        windows.add(IntStream.range(0, values)
                .map(i -> i < values / 2 ? 32767 : -32767)
                .toArray());
        windows.add(
                IntStream.range(0, values).map(i -> i == values / 3 ? 32767 : 0).toArray());
        windows.add(IntStream.range(0, values).map(i -> i == values - 1 ? 1 : 0).toArray());
        windows.add(IntStream.range(0, values).map(i -> i == 0 ? -32767 : 32767).toArray());
        windows.add(tone(values, 0.0371, 32767));
        windows.add(tone(values, 0.25, 12));
        windows.add(random.ints(values, 0, 2).map(x -> x * 65534 - 32767).toArray());
        return windows;
    }

    /** Returns a sine of so many turns for each value. */
    static int[] tone(int values, double turns, double reach) {
        return IntStream.range(0, values)
                .map(i -> (int) Math.round(reach * Math.sin(2 * Math.PI * turns * i)))
                .toArray();
    }
}
