package dev.tinywright.memory;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Which tensors share memory because their elements are the same, one after another: a reshape and its input, slices and parts
 * of outermost rows and what they were cut from, a concatenation of outermost rows and its parts. The nodes in between have
 * nothing to do.
 */
final class Views {
    /** Views start at multiples of this, so that kernels may read words of any tensor. */
    private static final int ALIGNMENT = 4;

    private final Graph graph;
    private final BitSet aliased = new BitSet();
    /** A tensor lies at {@code offset} bytes from the start of its {@code base}; both of a whole class at once. */
    private final int[] base;

    private final int[] offset;

    private Views(Graph graph) {
        this.graph = graph;
        this.base = new int[graph.tensors().size()];
        this.offset = new int[base.length];
        for (int i = 0; i < base.length; i++) {
            base[i] = i;
        }
    }

    /** Shares wherever it can be done. */
    static Views of(Graph graph) {
        return of(graph, _ -> true);
    }

    /** Shares at some nodes, given by their index. */
    static Views of(Graph graph, IntPredicate shares) {
        Views views = new Views(graph);
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (shares.test(i) && views.unite(graph.nodes().get(i), i)) {
                views.aliased.set(i);
            }
        }
        return views;
    }

    /** A tensor that lies {@code bytes} behind the start of another. */
    private record Link(int inner, int outer, int bytes) {}

    /** Whether a node does nothing. */
    boolean isAliased(int node) {
        return aliased.get(node);
    }

    /** Representative of the tensors that share memory. */
    int base(int tensor) {
        return base[tensor];
    }

    /** Bytes from the start of the representative; may be negative. */
    int offset(int tensor) {
        return offset[tensor];
    }

    /** Whether a tensor lies in the arena: it is neither constant nor kept from call to call. */
    boolean hasMemory(int tensor) {
        return hasMemory(graph, tensor);
    }

    static boolean hasMemory(Graph graph, int tensor) {
        return tensor != Node.ABSENT
                && !graph.tensor(tensor).isConstant()
                && !graph.states().contains(tensor);
    }

    private boolean unite(Node node, int index) {
        Optional<List<Link>> links = links(node);
        if (links.isEmpty() || !links.get().stream().allMatch(this::isPossible)) {
            return false;
        }
        int[] oldBase = base.clone();
        int[] oldOffset = offset.clone();
        aliased.set(index);
        boolean fits = links.get().stream().allMatch(this::join)
                && links.get().stream().allMatch(link -> ownersAreApart(base[link.outer()]));
        if (!fits) {
            System.arraycopy(oldBase, 0, base, 0, base.length);
            System.arraycopy(oldOffset, 0, offset, 0, base.length);
            aliased.clear(index);
        }
        return fits;
    }

    /** Where the outputs of a node lie in its inputs, or the other way round; empty where they do not. */
    private Optional<List<Link>> links(Node node) {
        return switch (node.op()) {
            case Op.Reshape _ ->
                Optional.of(List.of(
                        new Link(node.outputs().getFirst(), node.inputs().getFirst(), 0)));
            case Op.StridedSlice slice -> slice(node, slice);
            case Op.Split split -> rows(node.inputs().getFirst(), node.outputs(), split.axis());
            case Op.Concat concat ->
                sameScaling(node) ? rows(node.outputs().getFirst(), node.inputs(), concat.axis()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean sameScaling(Node node) {
        Optional<Scaling> out = graph.out(node).scaling();
        return node.inputs().stream().map(i -> graph.tensor(i).scaling()).allMatch(in -> same(in, out));
    }

    private static boolean same(Optional<Scaling> a, Optional<Scaling> b) {
        return a.isEmpty() && b.isEmpty()
                || a.isPresent()
                        && b.isPresent()
                        && a.get().scale() == b.get().scale()
                        && a.get().zeroPoint() == b.get().zeroPoint();
    }

    /** Parts along an axis lie one after another where all dimensions before it are 1. */
    private Optional<List<Link>> rows(int whole, List<Integer> parts, int axis) {
        Shape shape = graph.tensor(whole).shape();
        int first = axis < 0 ? axis + shape.rank() : axis;
        if (shape.dims().stream().limit(first).anyMatch(dim -> dim != 1)) {
            return Optional.empty();
        }
        List<Link> links = new ArrayList<>();
        int bytes = 0;
        for (int part : parts) {
            links.add(new Link(part, whole, bytes));
            bytes += graph.tensor(part).bytes();
        }
        return Optional.of(links);
    }

    /** A slice is one piece where one element is taken of each dimension before some dimension, and all of those after it. */
    private Optional<List<Link>> slice(Node node, Op.StridedSlice slice) {
        Shape in = graph.in(node, 0).shape();
        Shape out = graph.out(node).shape();
        if (in.rank() != out.rank()) {
            return Optional.empty();
        }
        int inner = in.rank();
        while (inner > 0
                && out.dim(inner - 1) == in.dim(inner - 1)
                && slice.begin().get(inner - 1) == 0) {
            inner--;
        }
        for (int axis = 0; axis < in.rank(); axis++) {
            boolean oneOf = out.dim(axis) == 1;
            boolean run = axis >= inner - 1 && slice.strides().get(axis) == 1;
            if (!oneOf && !run) {
                return Optional.empty();
            }
        }
        int start = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            start = start * in.dim(axis) + slice.begin().get(axis);
        }
        int bytes = start * graph.in(node, 0).type().bytes();
        return Optional.of(
                List.of(new Link(node.outputs().getFirst(), node.inputs().getFirst(), bytes)));
    }

    private boolean isPossible(Link link) {
        DataType type = graph.tensor(link.inner()).type();
        return hasMemory(link.inner())
                && hasMemory(link.outer())
                && type == graph.tensor(link.outer()).type()
                && link.bytes() % Math.max(ALIGNMENT, type.bytes()) == 0;
    }

    /** Moves the class of the inner tensor to where the outer one wants it; false where it already lies elsewhere in it. */
    private boolean join(Link link) {
        int wanted = offset[link.outer()] + link.bytes();
        int from = base[link.inner()];
        int to = base[link.outer()];
        int shift = wanted - offset[link.inner()];
        if (from == to) {
            return shift == 0;
        }
        for (int i = 0; i < base.length; i++) {
            if (base[i] == from) {
                base[i] = to;
                offset[i] += shift;
            }
        }
        return true;
    }

    /** Whether no byte of a class is written by two. */
    private boolean ownersAreApart(int representative) {
        List<Integer> owners = new ArrayList<>(owners(representative));
        owners.sort(Comparator.comparingInt(tensor -> offset[tensor]));
        for (int i = 1; i < owners.size(); i++) {
            Tensor before = graph.tensor(owners.get(i - 1));
            if (offset[owners.get(i - 1)] + before.bytes() > offset[owners.get(i)]) {
                return false;
            }
        }
        return true;
    }

    private List<Integer> owners(int representative) {
        BitSet madeByNothing = new BitSet();
        for (int node = aliased.nextSetBit(0); node >= 0; node = aliased.nextSetBit(node + 1)) {
            graph.nodes().get(node).outputs().forEach(madeByNothing::set);
        }
        List<Integer> owners = new ArrayList<>();
        for (int i = 0; i < base.length; i++) {
            if (base[i] == representative && !madeByNothing.get(i)) {
                owners.add(i);
            }
        }
        return owners;
    }
}
