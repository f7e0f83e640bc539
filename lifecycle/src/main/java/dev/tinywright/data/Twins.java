package dev.tinywright.data;

import dev.tinywright.picture.Print;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds captures that are equal or nearly so, which tell nothing new of each other: pictures whose prints differ in few bits,
 * recordings with the same samples once the quiet at their ends is cut off.
 */
final class Twins {
    /** Bits of 256 in which the prints of near-equal pictures may differ. */
    static final int NEAR = 10;
    /** A print with fewer bits set, or clear, is that of a nearly plain picture. */
    private static final int TELLING = 24;

    private static final int BANDS = 16;

    private final List<Capture> captures;
    private final int[] parent;

    private Twins(List<Capture> captures) {
        this.captures = captures;
        this.parent = new int[captures.size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
    }

    /** Returns for each capture the first of those that are near to it, directly or over others. */
    static int[] firstNear(Captures all, List<Integer> indexes) {
        Twins twins = new Twins(indexes.stream().map(all.all()::get).toList());
        if (all.kind() == Captures.Kind.PICTURES) {
            twins.unitePictures();
        } else {
            twins.uniteEqual();
        }
        return twins.roots();
    }

    /** Returns the same for captures that are equal, nearly so, or were taken at once: see {@link Bursts}. */
    static int[] firstTogether(Captures all, List<Integer> indexes, int[] firstNear) {
        Twins twins = new Twins(indexes.stream().map(all.all()::get).toList());
        System.arraycopy(firstNear, 0, twins.parent, 0, firstNear.length);
        Bursts.pairs(twins.captures).forEach(pair -> twins.unite(pair[0], pair[1]));
        return twins.roots();
    }

    private int[] roots() {
        int[] first = new int[parent.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = root(i);
        }
        return first;
    }

    private int root(int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private void unite(int a, int b) {
        int low = Math.min(root(a), root(b));
        int high = Math.max(root(a), root(b));
        parent[high] = low;
    }

    private void uniteEqual() {
        Map<List<Long>, Integer> first = new HashMap<>();
        for (int i = 0; i < parent.length; i++) {
            long[] print = captures.get(i).print();
            if (print.length > 0) {
                List<Long> key = java.util.Arrays.stream(print).boxed().toList();
                Integer before = first.putIfAbsent(key, i);
                if (before != null) {
                    unite(i, before);
                }
            }
        }
    }

    /** Two prints that differ in fewer bits than there are bands have at least one band in common. */
    private void unitePictures() {
        Map<Integer, List<Integer>> buckets = new HashMap<>();
        for (int i = 0; i < parent.length; i++) {
            long[] print = captures.get(i).print();
            int size = Print.size(print);
            if (size < TELLING || size > Print.BITS - TELLING) {
                continue;
            }
            for (int band = 0; band < BANDS; band++) {
                int bits = (int) (print[band / 4] >>> (16 * (band % 4))) & 0xFFFF;
                if (bits != 0 && bits != 0xFFFF) {
                    List<Integer> bucket = buckets.computeIfAbsent(band << 16 | bits, key -> new ArrayList<>());
                    uniteNear(i, bucket);
                    bucket.add(i);
                }
            }
        }
        uniteEqual();
    }

    private void uniteNear(int i, List<Integer> bucket) {
        for (int other : bucket) {
            if (root(other) != root(i)
                    && Print.distance(
                                    captures.get(i).print(), captures.get(other).print())
                            <= NEAR) {
                unite(i, other);
            }
        }
    }
}
