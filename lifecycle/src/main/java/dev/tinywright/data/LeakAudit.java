package dev.tinywright.data;

import dev.tinywright.data.Dataset.Part;
import dev.tinywright.features.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a careless split would have promised: the same examples divided window by window, so that windows of one recording lie
 * on both sides, against the split that keeps recordings whole.
 *
 * @param apart accuracy on the test side where recordings stay on one side, in [0, 1]
 * @param mixed accuracy on the test side where windows are drawn one by one, in [0, 1]
 */
public record LeakAudit(double apart, double mixed) {
    private static final String WARNING =
            "the split is by window, as asked: neighbours of what is tested on were learned from, so"
                    + " every result on the test looks better than it is; see the leak audit";

    /**
     * Trains twice.
     *
     * @param data divided by recording
     * @param accuracy trains on a dataset and returns the accuracy on its test side
     */
    public static LeakAudit of(Dataset data, SplitSettings settings, ToDoubleFunction<Dataset> accuracy) {
        return new LeakAudit(accuracy.applyAsDouble(data), accuracy.applyAsDouble(mixed(data, settings)));
    }

    /**
     * Returns the same examples, each drawn by itself: what leaks is said as a warning. The recordings of training and validation
     * stay where they were, for what is made of them; the test has none that nothing was learned from.
     *
     * @param data divided by recording, without classes that were made: those have no place in the test
     */
    public static Dataset mixed(Dataset data, SplitSettings settings) {
        All all = new All(List.of(data.training(), data.validation(), data.test()));
        int[] classes = IntStream.range(0, all.size()).map(all::classOf).toArray();
        int[] each = IntStream.range(0, all.size()).toArray();
        byte[] sides = Splitter.split(each, classes, Math.max(1, data.labels().size()), settings, false);
        return new Dataset(
                data.target(),
                data.labels(),
                data.format(),
                all.part(i -> sides[i] == Splitter.TRAINING)
                        .withStretches(data.training().stretches()),
                all.part(i -> sides[i] == Splitter.VALIDATION)
                        .withStretches(data.validation().stretches()),
                all.part(i -> sides[i] == Splitter.TEST),
                data.inputSteps(),
                data.account(),
                report(all, sides, data, settings),
                data.notes(),
                Stream.concat(data.warnings().stream(), Stream.of(WARNING)).toList());
    }

    private static Dataset.SplitReport report(All all, byte[] sides, Dataset data, SplitSettings settings) {
        int[][] counts = new int[data.labels().size()][3];
        IntStream.range(0, all.size()).forEach(i -> counts[all.classOf(i)][sides[i]]++);
        return new Dataset.SplitReport(
                SplitSettings.By.WINDOW,
                settings.seed(),
                IntStream.range(0, counts.length)
                        .mapToObj(c -> new Dataset.ClassCounts(
                                data.labels().get(c),
                                counts[c][Splitter.TRAINING],
                                counts[c][Splitter.VALIDATION],
                                counts[c][Splitter.TEST]))
                        .toList(),
                all.size(),
                data.split().rowsWithTwin(),
                data.split().things(),
                data.split().things() + " drawn one by one, as asked");
    }

    /** Returns both accuracies in a sentence for the person. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "leak audit: %.1f %% right on recordings never seen; a split window by window would have said %.1f %%",
                100 * apart,
                100 * mixed);
    }

    /** The examples of several parts, one after the other. */
    private static final class All implements Examples {
        private final List<Part> parts;
        private final int[] ends;

        private All(List<Part> parts) {
            this.parts = parts;
            this.ends = parts.stream().mapToInt(Part::size).toArray();
            Arrays.parallelPrefix(ends, Integer::sum);
        }

        @Override
        public int size() {
            return ends[ends.length - 1];
        }

        private int partOf(int index) {
            int part = 0;
            while (index >= ends[part]) {
                part++;
            }
            return part;
        }

        private int within(int index) {
            int part = partOf(index);
            return part == 0 ? index : index - ends[part - 1];
        }

        @Override
        public float[] get(int index) {
            return parts.get(partOf(index)).examples().get(within(index));
        }

        private int classOf(int index) {
            return parts.get(partOf(index)).classes()[within(index)];
        }

        private Part part(IntPredicate which) {
            int[] of = IntStream.range(0, size()).filter(which).toArray();
            int[] classes = Arrays.stream(of).map(this::classOf).toArray();
            int[] units = Arrays.stream(of)
                    .map(i -> parts.get(partOf(i)).unitOf(within(i)))
                    .toArray();
            IntFunction<String> origins = i -> parts.get(partOf(of[i])).origin(within(of[i]));
            if (parts.getFirst().numbers().length == 0) {
                return Part.ofExamples(select(of), classes, units, origins);
            }
            float[] numbers = new float[of.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = parts.get(partOf(of[i])).numbers()[within(of[i])];
            }
            return Part.ofNumbers(select(of), numbers, units, origins).withClasses(classes);
        }
    }
}
