package dev.tinywright.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.ImmutableDataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Training rows as Tribuo takes them, for one tree.
 *
 * @param <T> what Tribuo calls the kind of answer
 */
final class CartRows<T extends Output<T>> {
    private final TreeRows rows;
    private final TreeTarget<T> target;
    private final int[] ours;
    private final String[] names;
    private final ImmutableFeatureMap features;
    private final ImmutableOutputInfo<T> outputs;
    private final int[] ofId;

    /** @param ours the features that the tree may test, at least one */
    CartRows(TreeRows rows, TreeTarget<T> target, int[] ours) {
        this.rows = rows;
        this.target = target;
        this.ours = ours;
        this.names = Arrays.stream(ours)
                .mapToObj(f -> String.format(Locale.ROOT, "%08d", f))
                .toArray(String[]::new);
        this.features = features(names);
        this.outputs = outputs(rows.size(), target);
        this.ofId = IntStream.range(0, names.length)
                .map(id -> Integer.parseInt(features.get(id).getName()))
                .toArray();
    }

    /** Names are numbers, padded: the library numbers features anew, by the order of their names as text. */
    private static ImmutableFeatureMap features(String[] names) {
        MutableFeatureMap map = new MutableFeatureMap();
        for (String name : names) {
            map.add(name, 1);
        }
        return new ImmutableFeatureMap(map);
    }

    private static <T extends Output<T>> ImmutableOutputInfo<T> outputs(int rows, TreeTarget<T> target) {
        MutableOutputInfo<T> seen = target.factory().generateInfo();
        for (int row = 0; row < rows; row++) {
            seen.observe(target.output(row));
        }
        return seen.generateImmutableOutputInfo();
    }

    /** Returns which of our features has the number {@code id} in the library. */
    int feature(int id) {
        return ofId[id];
    }

    /** Returns the value that the library sees for a code; round ones would collide in its hash tables. */
    private static double value(int code) {
        return Math.E * code;
    }

    /** Returns whether a row goes to the left of a split of the library's. */
    boolean isBelow(int row, int feature, double split) {
        return value(rows.code(row, feature)) <= split;
    }

    /**
     * @param sample the rows to take
     * @param times what each row weighs
     */
    Dataset<T> sample(int[] sample, int[] times) {
        double[] values = new double[ours.length];
        Sample<T> taken = new Sample<>(target.factory(), features, outputs);
        for (int row : sample) {
            for (int i = 0; i < values.length; i++) {
                values[i] = value(rows.code(row, ours[i]));
            }
            ArrayExample<T> example = new ArrayExample<>(target.output(row), names, values);
            example.setWeight(times[row]);
            taken.take(example);
        }
        return taken;
    }

    /** Rows that need no checks: the library's own sets look every name up again and count every value. */
    private static final class Sample<T extends Output<T>> extends ImmutableDataset<T> {
        Sample(OutputFactory<T> factory, ImmutableFeatureMap features, ImmutableOutputInfo<T> outputs) {
            super(new SimpleDataSourceProvenance("rows", factory), factory, features, outputs);
        }

        void take(ArrayExample<T> example) {
            data.add(example);
        }
    }
}
