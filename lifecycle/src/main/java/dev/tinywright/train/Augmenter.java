package dev.tinywright.train;

import dev.tinywright.train.Augmentation.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/** Changes the examples of a batch where they lie, before a network sees them: see {@link Augmentation}. */
final class Augmenter {
    /** Sets its random numbers apart from those that order the rows. */
    private static final long SALT = 0x5eed_a06e_7a71_0000L;

    private static final int SAMPLED_ROWS = 1000;

    private final List<Augmentation> changes;
    private final ExampleChanges examples;
    private final Optional<Mixup> mixup;
    private float[] features = {};
    private float[] wanted = {};

    /** @param columns means and deviations of the features */
    Augmenter(List<Augmentation> augment, List<Integer> shape, Columns columns, SplittableRandom random) {
        changes = augment.stream().filter(a -> a.kind() != Kind.MIXUP).toList();
        examples = new ExampleChanges(shape, columns, random.split());
        mixup = augment.stream()
                .filter(a -> a.kind() == Kind.MIXUP)
                .map(a -> new Mixup(a.strength(), random.split()))
                .findFirst();
    }

    /** Returns what the settings ask for, if anything. */
    static Optional<Augmenter> of(TrainSettings settings, WorkerLesson lesson) {
        List<Augmentation> ofFeatures =
                settings.augment().stream().filter(a -> !a.kind().isRaw()).toList();
        return ofFeatures.isEmpty()
                ? Optional.empty()
                : Optional.of(new Augmenter(
                        ofFeatures, lesson.shape(), columns(lesson), new SplittableRandom(settings.seed() ^ SALT)));
    }

    /** Returns why features of this shape cannot be changed so. */
    static Optional<String> problem(Kind kind, List<Integer> shape) {
        boolean places = shape.size() == 3;
        return switch (kind) {
            case NOISE, SCALE, GAIN, MIXUP -> Optional.empty();
            case COPIES, RAW_SHIFT, RAW_GAIN, RAW_SPEED, RAW_NOISE, RAW_BACKGROUND, RAW_ROTATE -> Optional.empty();
            case SHIFT, STRETCH, WARP, TIME_MASK ->
                unless(places && shape.get(0) > 1, kind + " needs features over time");
            case ROTATE -> unless(places && shape.get(2) % 3 == 0, kind + " needs groups of three channels");
            case BAND_MASK -> unless(places && shape.get(1) > 1, kind + " needs bands, as of a spectrogram");
            case MOVE, FLIP, ZOOM, TURN, BRIGHTNESS, CONTRAST, COLOR, ERASE ->
                unless(places && shape.get(0) > 1 && shape.get(1) > 1, kind + " needs pictures");
        };
    }

    private static Optional<String> unless(boolean fits, String problem) {
        return fits ? Optional.empty() : Optional.of("train.augment." + problem.toLowerCase(java.util.Locale.ROOT));
    }

    /** Changes rows of features and what is wanted of them; both lie row after row in memory of their own. */
    void change(Tensor x, Tensor y) {
        int rows = (int) x.size(0);
        FloatPointer from = x.data_ptr_float();
        features = sized(features, (int) x.numel());
        from.get(features, 0, (int) x.numel());
        change(features, rows);
        if (mixup.isPresent()) {
            FloatPointer answers = y.data_ptr_float();
            wanted = sized(wanted, (int) y.numel());
            answers.get(wanted, 0, (int) y.numel());
            mixup.get().mix(features, (int) x.size(1), wanted, (int) y.size(1), rows);
            answers.put(wanted, 0, (int) y.numel());
        }
        from.put(features, 0, (int) x.numel());
    }

    private static float[] sized(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }

    /** Changes each of the first rows by itself. */
    void change(float[] batch, int rows) {
        if (!changes.isEmpty()) {
            for (int row = 0; row < rows; row++) {
                examples.change(batch, row, changes);
            }
        }
    }

    private static Columns columns(WorkerLesson lesson) {
        int values = (int) lesson.features().tensor().size(1);
        int sampled = Math.min(SAMPLED_ROWS, lesson.rows());
        float[][] rows = IntStream.range(0, sampled)
                .mapToObj(i -> row(lesson.features().values(), (long) i * lesson.rows() / sampled, values))
                .toArray(float[][]::new);
        return Columns.of(rows, lesson.shape());
    }

    private static float[] row(FloatPointer matrix, long row, int values) {
        float[] copy = new float[values];
        FloatPointer at = new FloatPointer(matrix).position(row * values);
        at.get(copy);
        return copy;
    }

    /** Mean and deviation of each index of the last two axes, and of each of the last. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Columns(float[] means, float[] deviations, float[] channelMeans, float[] channelDeviations) {
        static Columns of(float[][] rows, List<Integer> shape) {
            int channels = shape.getLast();
            int columns = shape.size() == 3 ? shape.get(1) * channels : channels;
            float[][] ofColumns = moments(rows, columns);
            float[][] ofChannels = moments(rows, channels);
            return new Columns(ofColumns[0], ofColumns[1], ofChannels[0], ofChannels[1]);
        }

        private static float[][] moments(float[][] rows, int period) {
            double[] sums = new double[period];
            double[] squares = new double[period];
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    sums[i % period] += row[i];
                    squares[i % period] += (double) row[i] * row[i];
                }
            }
            double count = (double) rows.length * rows[0].length / period;
            float[][] moments = new float[2][period];
            for (int c = 0; c < period; c++) {
                double mean = sums[c] / count;
                moments[0][c] = (float) mean;
                moments[1][c] = (float) Math.sqrt(Math.max(0, squares[c] / count - mean * mean));
            }
            return moments;
        }
    }

    /** Mixes examples with others of their batch. */
    private record Mixup(double alpha, SplittableRandom random) {
        void mix(float[] features, int columns, float[] wanted, int outputs, int rows) {
            float[] others = Arrays.copyOf(features, rows * columns);
            float[] otherWanted = Arrays.copyOf(wanted, rows * outputs);
            for (int row = 0; row < rows; row++) {
                int other = random.nextInt(rows);
                double drawn = beta();
                float share = (float) Math.max(drawn, 1 - drawn);
                blend(features, row * columns, others, other * columns, columns, share);
                blend(wanted, row * outputs, otherWanted, other * outputs, outputs, share);
            }
        }

        private static void blend(float[] into, int at, float[] other, int from, int count, float share) {
            for (int i = 0; i < count; i++) {
                into[at + i] = share * into[at + i] + (1 - share) * other[from + i];
            }
        }

        /** Draws from Beta(alpha, alpha), alpha at most 1 (Jöhnk 1964). */
        private double beta() {
            while (true) {
                double x = Math.pow(random.nextDouble(), 1 / alpha);
                double y = Math.pow(random.nextDouble(), 1 / alpha);
                if (x + y == 0) {
                    return 1;
                }
                if (x + y <= 1) {
                    return x / (x + y);
                }
            }
        }
    }
}
