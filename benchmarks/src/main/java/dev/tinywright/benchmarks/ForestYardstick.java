package dev.tinywright.benchmarks;

import dev.tinywright.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * What device accuracy is compared with: a random forest of 200 trees, each split the best of √columns random columns,
 * by Tribuo alone: on all values, without the limits and the rounding of Tinywright's own forests. It learns from the training and validation rows together, as it has
 * nothing to choose by the latter.
 */
final class ForestYardstick {
    private static final int TREES = 200;
    private static final LabelFactory LABELS = new LabelFactory();
    private static final Logger LIBRARY = Logger.getLogger("org.tribuo");

    private ForestYardstick() {}

    /** Returns the share of the test rows that the forest gets right. */
    static double accuracy(Dataset data, long seed) {
        LIBRARY.setLevel(Level.WARNING);
        int columns = data.readings().size();
        float[] medians = medians(data.training().rows(), columns);
        var rows = new MutableDataset<>(new SimpleDataSourceProvenance("rows", LABELS), LABELS);
        for (Dataset.Part part : List.of(data.training(), data.validation())) {
            for (int i = 0; i < part.size(); i++) {
                rows.add(example(part.rows()[i], medians, data.labels().get(part.classes()[i])));
            }
        }
        float share = (float) (Math.sqrt(columns) / columns);
        var tree = new CARTClassificationTrainer(Integer.MAX_VALUE, 1, 0, share, false, new GiniIndex(), seed);
        var forest = new RandomForestTrainer<Label>(tree, new VotingCombiner(), TREES, seed).train(rows);
        Dataset.Part test = data.test();
        long right = IntStream.range(0, test.size())
                .filter(i -> {
                    String wanted = data.labels().get(test.classes()[i]);
                    String got = forest.predict(example(test.rows()[i], medians, wanted))
                            .getOutput()
                            .getLabel();
                    return got.equals(wanted);
                })
                .count();
        return (double) right / test.size();
    }

    /** Missing readings are the training median, as on the device. */
    private static ArrayExample<Label> example(float[] row, float[] medians, String label) {
        List<String> names = new ArrayList<>();
        double[] values = new double[row.length];
        for (int c = 0; c < row.length; c++) {
            names.add("c" + (1000 + c));
            values[c] = Float.isNaN(row[c]) ? medians[c] : row[c];
        }
        return new ArrayExample<>(new Label(label), names.toArray(String[]::new), values);
    }

    private static float[] medians(float[][] rows, int columns) {
        float[] medians = new float[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            double[] present = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            medians[c] = present.length == 0 ? 0 : (float) present[present.length / 2];
        }
        return medians;
    }
}
