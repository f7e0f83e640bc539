package dev.tinywright.memory;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds a start for each block. */
final class Packing {
    private final List<Block> blocks;
    private final Conflicts conflicts;

    Packing(List<Block> blocks, Conflicts conflicts) {
        this.blocks = blocks;
        this.conflicts = conflicts;
    }

    /** Returns the start of each block. */
    int[] solve() {
        Comparator<Integer> bySize =
                Comparator.<Integer>comparingInt(i -> -blocks.get(i).bytes()).thenComparing(Comparator.reverseOrder());
        return firstFit(IntStream.range(0, blocks.size())
                .boxed()
                .sorted(bySize)
                .mapToInt(i -> i)
                .toArray());
    }

    /** Puts one block after another to the lowest place where it may be. */
    private int[] firstFit(int[] order) {
        int[] starts = new int[order.length];
        boolean[] placed = new boolean[order.length];
        for (int block : order) {
            starts[block] = lowest(block, starts, placed);
            placed[block] = true;
        }
        return starts;
    }

    private int lowest(int block, int[] starts, boolean[] placed) {
        List<long[]> taken = conflicts.of(block).stream()
                .filter(forbidden -> placed[forbidden.other()])
                .map(f -> new long[] {(long) starts[f.other()] + f.above(), (long) starts[f.other()] + f.below()})
                .sorted(Comparator.comparingLong(range -> range[0]))
                .toList();
        int alignment = blocks.get(block).alignment();
        long start = 0;
        for (long[] range : taken) {
            if (start > range[0] && start < range[1]) {
                start = (range[1] + alignment - 1) / alignment * alignment;
            }
        }
        return Math.toIntExact(start);
    }

    int bytes(int[] starts) {
        return IntStream.range(0, starts.length)
                .map(i -> starts[i] + blocks.get(i).bytes())
                .max()
                .orElse(0);
    }
}
