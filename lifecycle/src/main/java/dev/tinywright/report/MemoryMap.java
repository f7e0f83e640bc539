package dev.tinywright.report;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.lower.Step;
import dev.tinywright.memory.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which buffers are in use at each layer, and where they lie.
 *
 * @param arenaBytes length of the array that they lie in
 * @param rows in the order in which the layers run
 */
record MemoryMap(int arenaBytes, List<Row> rows) {
    MemoryMap {
        rows = List.copyOf(rows);
    }

    /** What a buffer is to a layer. */
    enum Role {
        READ,
        WRITTEN,
        SCRATCH,
        /** Read or given out later. */
        KEPT
    }

    /**
     * @param tensor that lies there; −1 for scratch memory
     * @param offset of its first byte in the array
     */
    record Piece(Role role, int tensor, int offset, int bytes) {
        int end() {
            return offset + bytes;
        }

        Piece half() {
            return new Piece(role, tensor, offset, (bytes + 1) / 2);
        }

        boolean holds(long from, long to) {
            return offset < to && from < end();
        }
    }

    /** A layer's buffers by their offsets. */
    record Row(int layer, boolean isCalled, List<Piece> pieces) {
        Row {
            pieces = pieces.stream()
                    .sorted(Comparator.comparingInt(Piece::offset).thenComparing(Piece::role))
                    .toList();
        }

        /** Bytes in use; those that two buffers share count once. */
        int bytes() {
            int bytes = 0;
            int end = 0;
            for (Piece piece : pieces) {
                bytes += Math.max(0, piece.end() - Math.max(end, piece.offset()));
                end = Math.max(end, piece.end());
            }
            return bytes;
        }

        List<Piece> of(Role role) {
            return pieces.stream().filter(piece -> piece.role() == role).toList();
        }
    }

    static MemoryMap of(Placement placement) {
        Graph graph = placement.program().graph();
        List<Step> steps = placement.program().steps();
        Map<Integer, Integer> first = new HashMap<>();
        Map<Integer, Integer> last = new HashMap<>();
        graph.inputs().forEach(tensor -> first.put(tensor, 0));
        for (int i = 0; i < steps.size(); i++) {
            for (int tensor : steps.get(i).node().inputs()) {
                last.put(tensor, i);
            }
            for (int tensor : steps.get(i).node().outputs()) {
                first.put(tensor, i);
                last.putIfAbsent(tensor, i);
            }
        }
        graph.outputs().forEach(tensor -> last.put(tensor, steps.size()));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            rows.add(row(placement, i, first, last));
        }
        return new MemoryMap(placement.arenaBytes(), rows);
    }

    private static Row row(Placement placement, int index, Map<Integer, Integer> first, Map<Integer, Integer> last) {
        Step step = placement.program().steps().get(index);
        List<Piece> pieces = new ArrayList<>();
        placement.offsets().forEach((tensor, offset) -> {
            int bytes = placement.program().graph().tensor(tensor).bytes();
            if (first.getOrDefault(tensor, 0) <= index && index <= last.getOrDefault(tensor, -1)) {
                pieces.add(new Piece(role(step.node(), tensor), tensor, offset, bytes));
            }
        });
        boolean isCalled =
                !step.call().statement().isEmpty() && !placement.aliased().contains(index);
        if (isCalled && step.call().scratchBytes() > 0 && placement.scratch().get(index) >= 0) {
            pieces.add(new Piece(
                    Role.SCRATCH,
                    -1,
                    placement.scratch().get(index),
                    step.call().scratchBytes()));
        }
        return new Row(index, isCalled, pieces);
    }

    private static Role role(Node node, int tensor) {
        if (node.outputs().contains(tensor)) {
            return Role.WRITTEN;
        }
        return node.inputs().contains(tensor) ? Role.READ : Role.KEPT;
    }

    /** The layer at which the most is in use; the first of several. */
    Row peak() {
        return rows.stream()
                .max(Comparator.comparingInt(Row::bytes).thenComparing(Row::layer, Comparator.reverseOrder()))
                .orElseThrow();
    }

    /** The layers that need as much as the fullest one. */
    List<Row> peaks() {
        return rows.stream().filter(row -> row.bytes() == peak().bytes()).toList();
    }

    /** The same if a tensor had half its bytes and nothing else changed. */
    MemoryMap withHalf(int tensor) {
        return new MemoryMap(
                arenaBytes,
                rows.stream()
                        .map(row -> new Row(
                                row.layer(),
                                row.isCalled(),
                                row.pieces().stream()
                                        .map(piece -> piece.tensor() == tensor ? piece.half() : piece)
                                        .toList()))
                        .toList());
    }
}
