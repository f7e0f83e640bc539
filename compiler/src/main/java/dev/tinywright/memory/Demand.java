package dev.tinywright.memory;

import dev.tinywright.lower.Overlap;
import dev.tinywright.lower.Program;
import java.util.BitSet;
import java.util.List;

/** The least memory that a step needs, wherever its buffers lie. */
final class Demand {
    private final Program program;
    private final Blocks blocks;

    Demand(Program program, Blocks blocks) {
        this.program = program;
        this.blocks = blocks;
    }

    /** Returns the largest of an order of nodes. */
    int of(int[] order) {
        BitSet done = new BitSet();
        int most = 0;
        for (int node : order) {
            most = Math.max(most, of(done, node));
            done.set(node);
        }
        return most;
    }

    /** Returns the bytes that a node needs, with all that is alive after others are done; 0 where it does nothing. */
    int of(BitSet done, int node) {
        if (blocks.views().isAliased(node)) {
            return 0;
        }
        int bytes = 0;
        for (Block block : blocks.all()) {
            for (Segment segment : block.segments()) {
                bytes += isAlive(segment, done, node) ? segment.bytes() : 0;
            }
        }
        return bytes - saving(done, node);
    }

    /** Whether a node does nothing. */
    boolean isFree(int node) {
        return blocks.views().isAliased(node);
    }

    private static boolean isAlive(Segment segment, BitSet done, int node) {
        boolean there = segment.writer() == Segment.CALLER || done.get(segment.writer());
        return segment.writer() == node || there && (segment.kept() || !isSubset(segment.readers(), done));
    }

    private static boolean isSubset(BitSet part, BitSet whole) {
        for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
            if (!whole.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Most that the output can share with inputs that die. */
    private int saving(BitSet done, int node) {
        List<Integer> outputs = program.steps().get(node).node().outputs();
        List<Overlap> overlaps = program.steps().get(node).call().overlaps();
        if (outputs.size() != 1 || overlaps.isEmpty()) {
            return 0;
        }
        int output = program.graph().tensor(outputs.getFirst()).bytes();
        List<Integer> inputs = Blocks.activationInputs(
                program.graph(), program.steps().get(node).node());
        int dying = 0;
        for (Overlap overlap : overlaps) {
            dying += dying(inputs.get(overlap.input()), done, node);
        }
        int shared = Math.min(output, dying);
        int lead = overlaps.getFirst().lead();
        boolean whole = dying
                == program.graph()
                        .tensor(inputs.get(overlaps.getFirst().input()))
                        .bytes();
        return overlaps.size() == 1 && whole && lead > 0 ? Math.max(0, Math.min(shared, output - lead)) : shared;
    }

    private int dying(int tensor, BitSet done, int node) {
        if (blocks.blockOf(tensor) < 0) {
            return 0;
        }
        int start = blocks.offsetOf(tensor);
        int end = start + program.graph().tensor(tensor).bytes();
        BitSet after = (BitSet) done.clone();
        after.set(node);
        int bytes = 0;
        for (Segment segment : blocks.all().get(blocks.blockOf(tensor)).segments()) {
            boolean dies = !segment.kept() && isSubset(segment.readers(), after);
            boolean inside = segment.offset() >= start && segment.end() <= end;
            bytes += dies && inside ? segment.bytes() : 0;
        }
        return bytes;
    }
}
