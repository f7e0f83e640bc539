package dev.tinywright.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Which distances between the starts of blocks are forbidden, for one order of the steps. */
final class Conflicts {
    /** The start of a block minus that of {@code other} is not strictly between {@code above} and {@code below}. */
    record Forbidden(int other, int above, int below) {}

    private final Blocks blocks;
    private final int[] position;
    private final List<List<Forbidden>> all = new ArrayList<>();

    /** @param position of each node in the order of the steps */
    Conflicts(Blocks blocks, int[] position) {
        this.blocks = blocks;
        this.position = position;
        for (int i = 0; i < blocks.all().size(); i++) {
            all.add(new ArrayList<>());
        }
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                compare(i, j);
            }
        }
    }

    /** Those of a block. */
    List<Forbidden> of(int block) {
        return all.get(block);
    }

    private void compare(int i, int j) {
        for (Segment p : blocks.all().get(i).segments()) {
            for (Segment q : blocks.all().get(j).segments()) {
                if (p.from(position) <= q.to(position) && q.from(position) <= p.to(position)) {
                    compare(i, p, j, q);
                }
            }
        }
    }

    private void compare(int i, Segment p, int j, Segment q) {
        int above = q.offset() - p.offset() - p.bytes();
        int below = q.end() - p.offset();
        int apart = above;
        if (p.writer() != Segment.CALLER && p.from(position) == q.to(position)) {
            OptionalInt most = blocks.allowance(p.writer(), j, q, i);
            above = most.isPresent() ? Math.max(above, most.getAsInt()) : above;
            if (above > apart && blocks.isExact(p.writer(), j, q)) {
                forbid(i, j, apart, above);
            }
        } else if (q.writer() != Segment.CALLER && q.from(position) == p.to(position)) {
            OptionalInt most = blocks.allowance(q.writer(), i, p, j);
            int end = below;
            below = most.isPresent() ? Math.min(below, -most.getAsInt()) : below;
            if (below < end && blocks.isExact(q.writer(), i, p)) {
                forbid(i, j, below, end);
            }
        }
        forbid(i, j, above, below);
    }

    private void forbid(int i, int j, int above, int below) {
        if (below - above > 1) {
            all.get(i).add(new Forbidden(j, above, below));
            all.get(j).add(new Forbidden(i, -below, -above));
        }
    }

    /** Returns the position of each node, given the nodes in order. */
    static int[] positions(int[] order) {
        int[] position = new int[order.length];
        Arrays.setAll(position, _ -> -1);
        for (int step = 0; step < order.length; step++) {
            position[order[step]] = step;
        }
        return position;
    }
}
