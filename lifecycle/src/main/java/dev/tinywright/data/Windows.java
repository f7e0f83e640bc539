package dev.tinywright.data;

import dev.tinywright.data.Dataset.Part;
import dev.tinywright.data.Dataset.SplitReport;
import dev.tinywright.data.WindowSettings.Placing;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cuts recordings into windows, and divides the recordings, never the windows, into training, validation and test.
 *
 * <p>A recording shorter than a window is padded: a sound with silence on both sides, another with its last sample. A missing
 * sample becomes the one before it. Windows are read when asked for.
 */
public final class Windows {
    /** Assumed where neither the data nor the sentence states a rate; times are then only nominal. */
    static final double NOMINAL_RATE = 100;

    private final Captures captures;
    private final WindowSettings settings;
    private final Optional<Normality> normality;
    private final RowAccount.Tally tally = new RowAccount.Tally();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int unnumbered;

    /** Windows as (recording, first frame), in the order of recordings; the frame is negative where padding precedes. */
    static final class Cut {
        private final int[] captureOf;
        private final long[] startOf;
        private final float[] numberOf;

        /** @param numberOf what was measured with each; empty where no number is to be predicted */
        private Cut(int[] captureOf, long[] startOf, float[] numberOf) {
            this.captureOf = captureOf;
            this.startOf = startOf;
            this.numberOf = numberOf;
        }

        int[] captureOf() {
            return captureOf;
        }

        long[] startOf() {
            return startOf;
        }

        private Cut select(int[] kept) {
            float[] numbers = new float[numberOf.length == 0 ? 0 : kept.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = numberOf[kept[i]];
            }
            return new Cut(
                    Arrays.stream(kept).map(i -> captureOf[i]).toArray(),
                    Arrays.stream(kept).mapToLong(i -> startOf[i]).toArray(),
                    numbers);
        }
    }

    private Windows(Captures captures, WindowSettings settings, Optional<Normality> normality) {
        this.captures = captures;
        this.settings = settings;
        this.normality = normality;
    }

    /**
     * Cuts recordings of classes, or of numbers where these were measured.
     *
     * @param split shares and seed; by ROW means by recording, by GROUP by the recordings' group
     * @throws dev.tinywright.diag.TinywrightException where too little is left to learn from
     */
    public static Dataset cut(Captures captures, WindowSettings settings, SplitSettings split) {
        return new Windows(captures, settings, Optional.empty()).dataset(split);
    }

    /**
     * Cuts recordings of which what is normal is to be learned: training and validation hold nothing else, and all faults are on
     * the test side.
     */
    public static Dataset cutNormal(
            Captures captures, WindowSettings settings, SplitSettings split, Normality normality) {
        return new Windows(captures, settings, Optional.of(normality)).dataset(split);
    }

    private Dataset dataset(SplitSettings split) {
        InputFormat.Window format = format();
        List<Integer> used = used();
        CaptureSplit division = normality
                .map(n -> CaptureSplit.ofNormal(captures, used, split, n))
                .orElseGet(() -> CaptureSplit.of(captures, used, split));
        division.leftOut()
                .forEach(c -> tally.drop(
                        "it overlaps with one on another side of the split",
                        captures.all().get(c).name()));
        notes.addAll(division.notes());
        warnings.addAll(division.warnings());
        noteLengths(used);
        List<String> labels = normality.isPresent() ? Normality.CLASSES : captures.labels();
        normality.ifPresent(n -> notes.add("what is normal: " + n.describe(captures.labels())));
        Part training = part(division, Splitter.TRAINING, format);
        Part validation = part(division, Splitter.VALIDATION, format);
        Part test = part(division, Splitter.TEST, format);
        if (captures.measured().isPresent()) {
            return numbers(format, division, split, training, validation, test);
        }
        SplitReport report = CaptureReport.of(
                captures, labels, division, split, List.of(training, validation, test), "windows", warnings);
        if (normality.isPresent() && test.classCounts(labels.size())[Normality.ANOMALY] == 0) {
            warnings.add(Normality.NO_FAULTS);
        }
        return new Dataset(
                normality.<Target>map(n -> new Target.Normal()).orElseGet(Target.Classes::new),
                labels,
                format,
                training,
                validation,
                test,
                List.of(),
                tally.addedTo(Accounts.of(captures.account())),
                report,
                notes,
                warnings);
    }

    /** Returns those that are long enough. */
    private List<Integer> used() {
        List<Integer> used = new ArrayList<>();
        for (int c = 0; c < captures.all().size(); c++) {
            Capture capture = captures.all().get(c);
            if (!settings.isLongEnough(capture)) {
                tally.drop("it is shorter than " + percent(settings.leastShare()) + " of a window", capture.name());
            } else {
                used.add(c);
            }
        }
        return used;
    }

    /** Returns how many windows each class has on each side of the split: {@code [class][side]}. */
    static int[][] perClass(Captures captures, WindowSettings settings, SplitSettings split) {
        Windows windows = new Windows(captures, settings, Optional.empty());
        CaptureSplit division = CaptureSplit.of(captures, windows.used(), split);
        return division.perClass((c, side) -> {
            long[] range = division.range(c, side);
            return windows.starts(range[0], range[1], captures.all().get(c).frames()).length;
        });
    }

    private Dataset numbers(
            InputFormat.Window format,
            CaptureSplit division,
            SplitSettings split,
            Part training,
            Part validation,
            Part test) {
        if (unnumbered > 0) {
            warnings.add(unnumbered + " windows are left out, because no number was measured with them");
        }
        CaptureNumbers.Ranged ranged = CaptureNumbers.ranged(captures, training, validation, test);
        ranged.warning().ifPresent(warnings::add);
        SplitReport report = CaptureReport.of(
                captures,
                ranged.labels(),
                division,
                split,
                List.of(ranged.training(), ranged.validation(), ranged.test()),
                "windows",
                warnings);
        return new Dataset(
                CaptureNumbers.target(captures.measured().orElseThrow()),
                ranged.labels(),
                format,
                ranged.training(),
                ranged.validation(),
                ranged.test(),
                List.of(),
                tally.addedTo(Accounts.of(captures.account())),
                report,
                notes,
                warnings);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private InputFormat.Window format() {
        double rate = captures.rateHz().orElseGet(() -> {
            warnings.add(String.format(
                    Locale.ROOT,
                    "neither the data nor the sentence states the sampling rate: %.0f Hz is assumed where times are"
                            + " shown",
                    NOMINAL_RATE));
            return NOMINAL_RATE;
        });
        boolean sound = captures.kind() == Captures.Kind.SOUND;
        return new InputFormat.Window(
                captures.channels(),
                settings.frames(),
                rate,
                sound ? InputFormat.Element.INT16 : InputFormat.Element.FLOAT32);
    }

    private void noteLengths(List<Integer> used) {
        long shorter = used.stream()
                .filter(c -> captures.all().get(c).frames() < settings.frames())
                .count();
        if (shorter > 0) {
            notes.add(captures.kind().counted(shorter) + " shorter than the window, padded "
                    + (captures.kind() == Captures.Kind.SOUND
                            ? "with silence on both sides"
                            : "with their last sample"));
        }
    }

    private Part part(CaptureSplit division, byte side, InputFormat.Window format) {
        Cut cut = cut(division, side);
        if (captures.measured().isPresent()) {
            return Part.ofNumbers(
                            new WindowExamples(captures, settings, cut),
                            cut.numberOf,
                            cut.captureOf(),
                            i -> origin(cut, i, format.rateHz()))
                    .withStretches(stretches(division, side));
        }
        int[] classes = Arrays.stream(cut.captureOf()).map(this::classOf).toArray();
        Examples examples = new WindowExamples(captures, settings, cut);
        return Part.ofExamples(examples, classes, cut.captureOf(), i -> origin(cut, i, format.rateHz()))
                .withStretches(stretches(division, side));
    }

    private List<Stretch> stretches(CaptureSplit division, byte side) {
        List<Stretch> stretches = new ArrayList<>();
        for (int c : division.of(side)) {
            Capture capture = captures.all().get(c);
            long[] range = division.range(c, side);
            int label = classOf(c);
            stretches.add(new Stretch(
                    capture.name(), label, range[1] - range[0], (from, count) -> capture.read(range[0] + from, count)));
        }
        return stretches;
    }

    private int classOf(int capture) {
        Optional<String> label = captures.all().get(capture).label();
        return normality
                .map(n -> n.classOf(label))
                .orElseGet(() -> Math.max(0, captures.labels().indexOf(label.orElse(""))));
    }

    private Cut cut(CaptureSplit division, byte side) {
        List<int[]> captureOf = new ArrayList<>();
        List<long[]> startOf = new ArrayList<>();
        for (int c : division.of(side)) {
            long[] range = division.range(c, side);
            long[] starts = starts(range[0], range[1], captures.all().get(c).frames());
            captureOf.add(IntStream.generate(() -> c).limit(starts.length).toArray());
            startOf.add(starts);
        }
        Cut all = new Cut(
                captureOf.stream().flatMapToInt(Arrays::stream).toArray(),
                startOf.stream().flatMapToLong(Arrays::stream).toArray(),
                new float[0]);
        int size = all.captureOf().length;
        notes.addAll(Thinning.note(size, side, "windows"));
        Cut kept = all.select(Thinning.spread(size, Thinning.most(side)));
        return captures.measured().isEmpty() ? kept : numbered(kept);
    }

    /** Windows without a number are left out. */
    private Cut numbered(Cut cut) {
        float[] numbers = new float[cut.captureOf().length];
        IntStream.range(0, numbers.length).parallel().forEach(i -> {
            Capture capture = captures.all().get(cut.captureOf()[i]);
            long from = Math.max(0, cut.startOf()[i]);
            numbers[i] = capture.number(from, (int) Math.min(settings.frames(), capture.frames() - from));
        });
        int[] kept = IntStream.range(0, numbers.length)
                .filter(i -> Float.isFinite(numbers[i]))
                .toArray();
        unnumbered += numbers.length - kept.length;
        return new Cut(cut.captureOf(), cut.startOf(), numbers).select(kept);
    }

    /** Returns the first frames of the windows between two frames of a recording. */
    private long[] starts(long from, long to, long frames) {
        int window = settings.frames();
        if (to - from < window) {
            boolean whole = from == 0 && to == frames;
            long before = captures.kind() == Captures.Kind.SOUND ? (window - (to - from)) / 2 : 0;
            return whole ? new long[] {-before} : new long[0];
        }
        if (settings.placing() == Placing.LOUDEST) {
            return new long[] {WindowExamples.LOUDEST};
        }
        long[] starts = new long[(int) ((to - from - window) / settings.stride() + 1)];
        Arrays.setAll(starts, i -> from + (long) i * settings.stride());
        return starts;
    }

    private String origin(Cut cut, int example, double rateHz) {
        Capture capture = captures.all().get(cut.captureOf()[example]);
        long start = cut.startOf()[example];
        if (start < 0 || capture.frames() == settings.frames()) {
            return capture.name();
        }
        return String.format(
                Locale.ROOT, "%s %.1f-%.1f s", capture.name(), start / rateHz, (start + settings.frames()) / rateHz);
    }
}
