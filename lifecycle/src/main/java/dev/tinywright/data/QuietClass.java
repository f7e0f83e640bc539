package dev.tinywright.data;

import dev.tinywright.data.Dataset.Part;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A class of what is between words or gestures, made of the recordings: a device that listens without end hears silence, the
 * end of one word and the beginning of another far more often than one word in the middle of its window, and a network that
 * learned nothing else gives each of these to one of its words.
 *
 * <p>The recordings of a side are joined with pauses of faint to plain noise, and windows are taken anywhere in that. Where at
 * most half of the energy of any word lies in a window, it is one of the quiet class; training gets as many windows again that
 * hold a word whole, of its class, wherever in the window it lies. Those in between are not used. The test part stays as it is.
 */
public final class QuietClass {
    private static final Set<String> NAMES =
            Set.of("background", "silence", "noise", "idle", "quiet", "nothing", "unknown", "other", "none", "rest");

    /** Of a word's energy: with so much it is whole. */
    private static final double WHOLE = 0.95;

    /** Of a word's energy: with so much or less it is a piece. */
    private static final double PIECE = 0.5;

    /** Quiet windows for each of the person's examples. */
    private static final double QUIET_SHARE = 0.5;

    /** Neither a piece nor whole, or more than one word. */
    private static final int NONE = -1;

    /** Windows' lengths that are searched for each of the person's examples. */
    private static final int LONGEST_WALK = 12;

    private static final int ENERGY_STEPS = 200;

    private QuietClass() {}

    /** Returns whether a label says that there is nothing to report. */
    public static boolean isSaidBy(String label) {
        return Pattern.compile("[^\\p{L}]+")
                .splitAsStream(label.toLowerCase(Locale.ROOT))
                .anyMatch(NAMES::contains);
    }

    /**
     * Returns the same with one class more, the last.
     *
     * @throws IllegalArgumentException where the examples are no windows of recordings
     */
    public static Dataset added(Dataset dataset, long seed) {
        if (!(dataset.format() instanceof InputFormat.Window format)) {
            throw new IllegalArgumentException("only windows are of recordings that can be joined");
        }
        int quiet = dataset.labels().size();
        List<String> labels = Stream.concat(dataset.labels().stream(), Stream.of(name(dataset.labels())))
                .toList();
        Part training =
                longer(dataset.training(), format, quiet, dataset.training().size(), seed);
        Part validation = longer(dataset.validation(), format, quiet, 0, seed + 1);
        return new Dataset(
                new Target.Classes(1),
                labels,
                format,
                training,
                validation,
                dataset.test(),
                dataset.inputSteps(),
                dataset.account(),
                report(dataset.split(), labels.getLast(), count(training, quiet), count(validation, quiet)),
                Stream.concat(dataset.notes().stream(), Stream.of(note(dataset, training, validation, labels)))
                        .toList(),
                dataset.warnings());
    }

    private static String name(List<String> labels) {
        return Stream.of("background", "quiet", "between")
                .filter(name -> !labels.contains(name))
                .findFirst()
                .orElse("tinywright background");
    }

    private static int count(Part part, int label) {
        return (int) Arrays.stream(part.classes()).filter(c -> c == label).count();
    }

    private static Dataset.SplitReport report(Dataset.SplitReport own, String label, int learned, int chosenBy) {
        List<Dataset.ClassCounts> classes = Stream.concat(
                        own.classes().stream(), Stream.of(new Dataset.ClassCounts(label, learned, chosenBy, 0)))
                .toList();
        return new Dataset.SplitReport(
                own.by(), own.seed(), classes, own.units(), own.rowsWithTwin(), own.things(), own.how());
    }

    private static String note(Dataset before, Part training, Part validation, List<String> labels) {
        int quiet = labels.size() - 1;
        int learned = count(training, quiet);
        return "class \"" + labels.getLast() + "\" was made of the recordings, for continuous use: " + learned
                + " windows of pauses and pieces to learn from, " + count(validation, quiet) + " to choose by; "
                + (training.size() - before.training().size() - learned)
                + " more windows hold a recording anywhere in them";
    }

    /** @param most windows that hold a recording whole */
    private static Part longer(Part part, InputFormat.Window format, int quiet, int most, long seed) {
        Tape tape = Tape.joined(
                part,
                format,
                seed,
                (long) LONGEST_WALK * format.frames() * part.size(),
                true,
                Pause.Noise.varied(part, format));
        Found found = walk(tape, format, quiet, most, (int) Math.ceil(QUIET_SHARE * part.size()), new Random(seed));
        int own = part.size();
        Examples joined = new Examples() {
            @Override
            public int size() {
                return own + found.starts.size();
            }

            @Override
            public float[] get(int index) {
                return index < own
                        ? part.examples().get(index)
                        : WindowExamples.held(
                                tape.read(found.starts.get(index - own), format.frames()), tape.channels());
            }
        };
        int[] classes = IntStream.concat(
                        Arrays.stream(part.classes()), found.classes.stream().mapToInt(c -> c))
                .toArray();
        int[] units = IntStream.concat(
                        IntStream.range(0, own).map(part::unitOf),
                        IntStream.range(0, found.starts.size()).map(i -> Integer.MAX_VALUE - i))
                .toArray();
        return Part.ofExamples(
                        joined,
                        classes,
                        units,
                        i -> i < own
                                ? part.origin(i)
                                : String.format(
                                        Locale.ROOT,
                                        "recordings joined, at %.1f s",
                                        found.starts.get(i - own) / format.rateHz()))
                .withStretches(part.stretches());
    }

    /** Windows by their first frame, and their classes. */
    private record Found(List<Long> starts, List<Integer> classes) {}

    private static Found walk(
            Tape tape, InputFormat.Window format, int quiet, int mostWhole, int mostQuiet, Random random) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        double[][] energies = new double[tape.stretches().size()][];
        int whole = 0;
        int pieces = 0;
        for (long at = 0;
                at + format.frames() <= tape.frames() && (whole < mostWhole || pieces < mostQuiet);
                at += 1 + random.nextInt(format.frames() / 2 + 1)) {
            int label = quiet;
            for (int s : tape.between(at, at + format.frames())) {
                Stretch stretch = tape.stretches().get(s);
                if (stretch.label() != Stretch.QUIET && label != NONE) {
                    if (energies[s] == null) {
                        energies[s] = energy(stretch, tape.channels());
                    }
                    double inside = share(energies[s], stretch, at + format.frames() - tape.begin(s))
                            - share(energies[s], stretch, at - tape.begin(s));
                    label = inside <= PIECE ? label : inside < WHOLE || label != quiet ? NONE : stretch.label();
                }
            }
            if (label == quiet ? pieces < mostQuiet : label != NONE && whole < mostWhole) {
                found.starts.add(at);
                found.classes.add(label);
                pieces += label == quiet ? 1 : 0;
                whole += label == quiet ? 0 : 1;
            }
        }
        return found;
    }

    /** Returns the share of energy before each of {@value #ENERGY_STEPS} places of a recording, the mean over its channels. */
    private static double[] energy(Stretch stretch, int channels) {
        int frames = (int) stretch.frames();
        float[] samples = WindowExamples.held(stretch.source().read(0, frames), channels);
        double[] shares = new double[ENERGY_STEPS + 1];
        for (int c = 0; c < channels; c++) {
            double mean = 0;
            for (int f = 0; f < frames; f++) {
                mean += samples[f * channels + c] / frames;
            }
            double[] sums = new double[ENERGY_STEPS + 1];
            for (int f = 0; f < frames; f++) {
                double x = samples[f * channels + c] - mean;
                sums[(int) ((long) f * ENERGY_STEPS / frames) + 1] += x * x;
            }
            Arrays.parallelPrefix(sums, Double::sum);
            for (int i = 0; i <= ENERGY_STEPS; i++) {
                shares[i] +=
                        (sums[ENERGY_STEPS] == 0 ? (double) i / ENERGY_STEPS : sums[i] / sums[ENERGY_STEPS]) / channels;
            }
        }
        return shares;
    }

    private static double share(double[] energy, Stretch stretch, long before) {
        double place = Math.clamp((double) before / stretch.frames(), 0.0, 1.0) * ENERGY_STEPS;
        int low = (int) place;
        int high = Math.min(ENERGY_STEPS, low + 1);
        return energy[low] + (place - low) * (energy[high] - energy[low]);
    }
}
