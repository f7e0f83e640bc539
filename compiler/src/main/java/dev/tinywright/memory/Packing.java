package dev.tinywright.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Finds a start for each block. Several orders are tried in which one block after another goes to the lowest place where it may
 * be; the best is then changed bit by bit, what lies at the top first. It stops where the least possible is reached, or
 * after a fixed amount of work, so that the same blocks have the same places on every machine.
 */
final class Packing {
    /** Pairs of blocks that are looked at. */
    private static final long BUDGET = 4_000_000;

    private final List<Block> blocks;
    private final int[][] others;
    private final int[][] above;
    private final int[][] below;
    private final int least;
    private final int[] starts;
    private final boolean[] placed;
    /** Room for the ranges that are taken, by their start. */
    private final int[] from;

    private final int[] to;
    private long work;

    /** @param least bytes that are needed at once in any case */
    Packing(List<Block> blocks, Conflicts conflicts, int least) {
        this.blocks = blocks;
        this.least = least;
        int n = blocks.size();
        this.others = new int[n][];
        this.above = new int[n][];
        this.below = new int[n][];
        int most = 0;
        for (int i = 0; i < n; i++) {
            List<Conflicts.Forbidden> all = conflicts.of(i);
            others[i] = all.stream().mapToInt(Conflicts.Forbidden::other).toArray();
            above[i] = all.stream().mapToInt(Conflicts.Forbidden::above).toArray();
            below[i] = all.stream().mapToInt(Conflicts.Forbidden::below).toArray();
            most = Math.max(most, all.size());
        }
        this.starts = new int[n];
        this.placed = new boolean[n];
        this.from = new int[most];
        this.to = new int[most];
    }

    /** Returns the start of each block. */
    int[] solve(List<Comparator<Integer>> orders) {
        int[] best = new int[0];
        int bytes = Integer.MAX_VALUE;
        for (Comparator<Integer> order : orders) {
            int[] candidate = IntStream.range(0, blocks.size())
                    .boxed()
                    .sorted(order)
                    .mapToInt(i -> i)
                    .toArray();
            int candidateBytes = firstFit(candidate);
            if (candidateBytes < bytes) {
                best = candidate;
                bytes = candidateBytes;
            }
        }
        firstFit(improved(best, bytes));
        return starts.clone();
    }

    /** Moves blocks that reach the top, or their neighbours, to another place in the order, and keeps what is not worse. */
    private int[] improved(int[] start, int startBytes) {
        SplittableRandom random = new SplittableRandom(1);
        int[] best = start;
        int bestBytes = startBytes;
        int[] current = start;
        int bytes = startBytes;
        firstFit(current);
        while (bestBytes > least && work < BUDGET) {
            int[] candidate = changed(current, bytes, random);
            int candidateBytes = firstFit(candidate);
            if (candidateBytes <= bytes || random.nextInt(50) == 0) {
                current = candidate;
                bytes = candidateBytes;
            } else {
                firstFit(current);
            }
            if (bytes < bestBytes) {
                best = current;
                bestBytes = bytes;
            }
        }
        return best;
    }

    private int[] changed(int[] order, int bytes, SplittableRandom random) {
        List<Integer> top = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            if (starts[order[i]] + blocks.get(order[i]).bytes() == bytes) {
                top.add(i);
            }
        }
        int moved = random.nextInt(4) == 0 ? random.nextInt(order.length) : top.get(random.nextInt(top.size()));
        int target = random.nextInt(order.length);
        int[] candidate = order.clone();
        if (random.nextBoolean()) {
            candidate[moved] = order[target];
            candidate[target] = order[moved];
        } else {
            move(candidate, moved, target);
        }
        return candidate;
    }

    private static void move(int[] order, int from, int to) {
        int block = order[from];
        if (from > to) {
            System.arraycopy(order, to, order, to + 1, from - to);
        } else {
            System.arraycopy(order, from + 1, order, from, to - from);
        }
        order[to] = block;
    }

    /** Puts one block after another to the lowest place where it may be. Returns the bytes that are needed. */
    private int firstFit(int[] order) {
        Arrays.fill(placed, false);
        int bytes = 0;
        for (int block : order) {
            starts[block] = lowest(block);
            placed[block] = true;
            bytes = Math.max(bytes, starts[block] + blocks.get(block).bytes());
        }
        work += order.length;
        return bytes;
    }

    private int lowest(int block) {
        int taken = collect(block);
        int alignment = blocks.get(block).alignment();
        int start = 0;
        for (int i = 0; i < taken; i++) {
            if (start > from[i] && start < to[i]) {
                start = (to[i] + alignment - 1) / alignment * alignment;
            }
        }
        return start;
    }

    /** Sorts in what the blocks placed so far forbid. */
    private int collect(int block) {
        int count = 0;
        for (int i = 0; i < others[block].length; i++) {
            int other = others[block][i];
            if (placed[other]) {
                int start = starts[other] + above[block][i];
                int at = count++;
                while (at > 0 && from[at - 1] > start) {
                    from[at] = from[at - 1];
                    to[at] = to[at - 1];
                    at--;
                }
                from[at] = start;
                to[at] = starts[other] + below[block][i];
            }
        }
        work += others[block].length;
        return count;
    }

    int bytes(int[] places) {
        return IntStream.range(0, places.length)
                .map(i -> places[i] + blocks.get(i).bytes())
                .max()
                .orElse(0);
    }
}
