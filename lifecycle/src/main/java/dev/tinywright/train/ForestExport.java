package dev.tinywright.train;

import dev.tinywright.model.ForestWeights;
import java.util.Arrays;

/** Grown trees to one table of nodes and one of leaves, in which a child that is a leaf has no node. */
final class ForestExport {
    private final int outputs;
    private final int[] features;
    private final float[] thresholds;
    private final int[] children;
    private final float[] leaves;
    private int nodes;
    private int leafCount;

    private ForestExport(int nodes, int leaves, int outputs) {
        this.outputs = outputs;
        this.features = new int[nodes];
        this.thresholds = new float[nodes];
        this.children = new int[2 * nodes];
        this.leaves = new float[leaves * outputs];
    }

    static ForestWeights of(Forest.Tree[] trees, int inputs, int outputs) {
        int nodes = Arrays.stream(trees).mapToInt(ForestExport::tests).sum();
        int leaves = Arrays.stream(trees).mapToInt(tree -> tree.leaves().length).sum();
        ForestExport table = new ForestExport(nodes, leaves, outputs);
        int[] roots = Arrays.stream(trees).mapToInt(table::add).toArray();
        return new ForestWeights(
                trees.length == 1 ? "tree" : "forest",
                inputs,
                outputs,
                table.features,
                table.thresholds,
                table.children,
                roots,
                table.leaves);
    }

    private static int tests(Forest.Tree tree) {
        return (int) Arrays.stream(tree.feature()).filter(f -> f >= 0).count();
    }

    /** Returns the root. Nodes keep their order, in which parents come first. */
    private int add(Forest.Tree tree) {
        int[] places = new int[tree.feature().length];
        int next = nodes;
        for (int i = 0; i < places.length; i++) {
            places[i] = tree.feature()[i] >= 0 ? next++ : -1 - (leafCount + tree.next()[i]);
        }
        for (int i = 0; i < places.length; i++) {
            if (tree.feature()[i] >= 0) {
                features[nodes] = tree.feature()[i];
                thresholds[nodes] = tree.threshold()[i];
                children[2 * nodes] = places[tree.next()[i]];
                children[2 * nodes + 1] = places[tree.next()[i] + 1];
                nodes++;
            }
        }
        for (float[] leaf : tree.leaves()) {
            System.arraycopy(leaf, 0, leaves, leafCount++ * outputs, outputs);
        }
        return places[0];
    }
}
