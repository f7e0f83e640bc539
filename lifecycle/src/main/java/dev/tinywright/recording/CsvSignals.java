package dev.tinywright.recording;

import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Recordings of a CSV file: a row is a frame. Where a column tells the class or subject, each stretch of equal ones is a
 * recording; at a gap in the time column a recording ends and another begins.
 */
final class CsvSignals {
    /** Rows from one remembered place in the file to the next. */
    private static final int INDEX_ROWS = 1024;
    /** Steps that are looked at to tell the rate. */
    private static final int STEPS = 1 << 15;
    /** Root mean square of the steps' differences from the usual one, in parts of it, above which rows are put on a grid. */
    private static final double UNEVEN = 0.1;

    private final ByteSource bytes;
    private final CsvForm form;
    private final Flaws flaws;
    private final int[] channels;
    private final List<Segment> segments = new ArrayList<>();
    private final double[] steps = new double[STEPS];
    private int stepCount;
    private int standstills;
    private int firstTick;
    private int lastTick;

    private static final class Segment {
        private final String label;
        private final String group;
        private final long firstRow;
        private long[] offsets = new long[4];
        private double[] times = new double[4];
        private double end;
        private boolean timed = true;
        private int places;
        private long frames;

        private Segment(String label, String group, long firstRow) {
            this.label = label;
            this.group = group;
            this.firstRow = firstRow;
        }

        private void add(long offset, double time) {
            if (frames++ % INDEX_ROWS == 0) {
                if (places == offsets.length) {
                    offsets = Arrays.copyOf(offsets, places * 2);
                    times = Arrays.copyOf(times, places * 2);
                }
                times[places] = time;
                offsets[places++] = offset;
            }
            end = time;
            timed &= !Double.isNaN(time);
        }
    }

    private CsvSignals(ByteSource bytes, CsvForm form, Flaws flaws) {
        this.bytes = bytes;
        this.form = form;
        this.flaws = flaws;
        this.channels = form.channels().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Reads through the file once.
     *
     * @param wish of a number to predict: the column that has it is the last channel
     * @throws BadFile where it holds no samples
     */
    static List<Signal> read(ByteSource file, DataSource source, Optional<NumberWish> wish, Flaws flaws)
            throws IOException {
        ByteSource bytes = Utf16Text.plain(file);
        CsvForm form = CsvForm.of(bytes, source, wish);
        CsvSignals signals = new CsvSignals(bytes, form, flaws);
        signals.scan();
        Pace pace = signals.pace();
        if (signals.segments.isEmpty()) {
            throw new BadFile("the file has no row of numbers");
        }
        return signals.segments.stream().map(s -> signals.signal(s, pace)).toList();
    }

    private void scan() throws IOException {
        double usualStep = Double.NaN;
        double last = Double.NaN;
        long row = 0;
        Optional<Segment> current = Optional.empty();
        try (NumberLines lines = lines(0)) {
            while (lines.next()) {
                if (lines.lineNumber() < form.dataLine() || !isUsable(lines, flaws)) {
                    continue;
                }
                String label = text(lines, form.label());
                String group = text(lines, form.group());
                double time = time(lines);
                double step = time - last;
                usualStep = Double.isNaN(usualStep) && stepCount == 32 ? medianStep() : usualStep;
                boolean same = current.filter(s -> s.label.equals(label) && s.group.equals(group))
                        .isPresent();
                boolean gap = same && isGap(step, usualStep);
                if (!same || gap) {
                    current = Optional.of(new Segment(label, group, row));
                    segments.add(current.orElseThrow());
                    flaws.count(gap, step < 0 ? "the clock goes back" : "a gap in time", lines.lineNumber());
                } else if (stepCount < STEPS && step > 0) {
                    steps[stepCount++] = step;
                    lastTick = stepCount + standstills;
                    firstTick = stepCount == 1 ? lastTick : firstTick;
                } else if (stepCount < STEPS && step == 0) {
                    standstills++;
                }
                current.orElseThrow().add(lines.lineStart(), time);
                last = time;
                row++;
            }
        }
    }

    private static boolean isGap(double step, double usual) {
        return step < 0 || (!Double.isNaN(usual) && step > 3 * usual);
    }

    private NumberLines lines(long position) throws IOException {
        return new NumberLines(bytes.stream(position), position, form.delimiter(), form.decimal());
    }

    /** True for a row of the right width whose channels are numbers or missing, not all missing. */
    private boolean isUsable(NumberLines lines, Flaws count) {
        if (lines.fields() != form.width() && lines.allFields() != form.width()) {
            count.add("a row has the wrong number of fields", lines.lineNumber());
            return false;
        }
        int missing = 0;
        for (int channel : channels) {
            if (Double.isNaN(lines.number(channel))) {
                if (!lines.isMissing(channel)) {
                    count.add("a row has words for a number", lines.lineNumber());
                    return false;
                }
                missing++;
            }
        }
        if (missing == channels.length) {
            count.add("a row has no number", lines.lineNumber());
            return false;
        }
        count.count(missing > 0, "a number is missing in a row: the last one is used again", lines.lineNumber());
        return true;
    }

    private static String text(NumberLines lines, int column) {
        return column < 0 ? "" : lines.text(column);
    }

    private double time(NumberLines lines) {
        if (form.time() < 0) {
            return Double.NaN;
        }
        double number = lines.number(form.time());
        return Double.isNaN(number) ? Clock.iso(lines.text(form.time())) : number;
    }

    private double medianStep() {
        double[] sorted = Arrays.copyOf(steps, stepCount);
        Arrays.sort(sorted);
        return stepCount == 0 ? Double.NaN : sorted[stepCount / 2];
    }

    /**
     * How rows follow each other.
     *
     * @param rateHz 0 where nothing tells
     * @param step between rows in the clock's unit
     * @param uneven whether the steps vary so much that rows are no samples of one rate
     */
    private record Pace(double rateHz, double step, boolean uneven) {}

    /** Clocks of whole milliseconds are averaged, so that 3, 3, 4 ms are 300 Hz, and so are those of whole seconds. */
    private Pace pace() {
        if (stepCount == 0 || form.clock().isEmpty()) {
            return new Pace(0, 0, false);
        }
        double median = medianStep();
        double[] usual = Arrays.stream(steps, 0, stepCount)
                .filter(step -> step < 3 * median)
                .toArray();
        double mean = Arrays.stream(usual).average().orElse(median);
        double squares = Arrays.stream(usual)
                .map(step -> (step - median) * (step - median))
                .sum();
        double jitter = Math.sqrt(squares / usual.length) / median;
        double secondsPerUnit = form.clock().orElseThrow().secondsPerUnit();
        if (standstills > stepCount / 4) {
            double step = lastTick > firstTick
                    ? mean * (stepCount - 1) / (lastTick - firstTick)
                    : mean * stepCount / (stepCount + standstills);
            return new Pace(1 / (step * secondsPerUnit), step, false);
        }
        boolean uneven = jitter > UNEVEN && !isRounded(usual, mean);
        flaws.jitter(uneven ? jitter : 0);
        double step = jitter < 1e-6 ? median : mean;
        return new Pace(1 / (step * secondsPerUnit), step, uneven);
    }

    /** True where every step is the mean one, as exactly as the clock can say it. */
    private static boolean isRounded(double[] steps, double mean) {
        double[] sorted = Arrays.stream(steps).sorted().toArray();
        double tick = IntStream.range(1, sorted.length)
                .mapToDouble(i -> sorted[i] - sorted[i - 1])
                .filter(difference -> difference > 1e-6 * mean)
                .min()
                .orElse(0);
        return sorted[sorted.length - 1] - mean <= 1.01 * tick && mean - sorted[0] <= 1.01 * tick;
    }

    private Signal signal(Segment segment, Pace pace) {
        boolean even = !pace.uneven() || !segment.timed || segment.frames < 2;
        long frames =
                even ? segment.frames : (long) Math.floor((segment.end - segment.times[0]) / pace.step() + 1e-6) + 1;
        return new Signal(
                form.readings(),
                pace.rateHz(),
                frames,
                segment.label,
                segment.group,
                segment.firstRow,
                even
                        ? (from, count) -> read(segment, from, count)
                        : (from, count) -> onGrid(segment, pace.step(), from, count));
    }

    /** Returns samples at even times, on straight lines between the rows before and after. */
    private float[] onGrid(Segment segment, double step, long from, int count) throws IOException {
        int width = channels.length;
        float[] out = new float[count * width];
        double start = segment.times[0] + from * step;
        int found = Arrays.binarySearch(segment.times, 0, segment.places, start);
        int block = Math.max(0, found >= 0 ? found : -found - 2);
        long left = segment.frames - (long) block * INDEX_ROWS;
        try (NumberLines lines = lines(segment.offsets[block])) {
            Timed before = new Timed(new float[width]);
            Timed after = new Timed(new float[width]);
            left -= next(lines, after);
            before.take(after);
            for (int i = 0; i < count; i++) {
                double time = segment.times[0] + (from + i) * step;
                while (after.time < time && left > 0) {
                    before.take(after);
                    left -= next(lines, after);
                }
                double span = after.time - before.time;
                double share = span > 0 ? Math.clamp((time - before.time) / span, 0, 1) : 1;
                for (int c = 0; c < width; c++) {
                    out[i * width + c] = between(before.values[c], after.values[c], share);
                }
            }
        }
        return out;
    }

    /** A row and when it was taken. */
    private static final class Timed {
        private final float[] values;
        private double time;

        private Timed(float[] values) {
            this.values = values;
        }

        private void take(Timed other) {
            time = other.time;
            System.arraycopy(other.values, 0, values, 0, values.length);
        }
    }

    private static float between(float before, float after, double share) {
        if (share == 0 || share == 1) {
            return share == 0 ? before : after;
        }
        return (float) (before + share * ((double) after - before));
    }

    /** Goes to the next row that can be used. @return 1 */
    private int next(NumberLines lines, Timed row) throws IOException {
        Flaws ignored = new Flaws();
        do {
            if (!lines.next()) {
                throw new BadFile("the file has become shorter");
            }
        } while (!isUsable(lines, ignored));
        row.time = time(lines);
        for (int c = 0; c < channels.length; c++) {
            row.values[c] = (float) lines.number(channels[c]);
        }
        return 1;
    }

    private float[] read(Segment segment, long from, int count) throws IOException {
        int width = channels.length;
        float[] out = new float[count * width];
        int block = (int) (from / INDEX_ROWS);
        long skip = from - (long) block * INDEX_ROWS;
        Flaws ignored = new Flaws();
        try (NumberLines lines = lines(segment.offsets[block])) {
            int frame = 0;
            while (frame < count) {
                if (!lines.next()) {
                    throw new BadFile("the file has become shorter");
                }
                if (isUsable(lines, ignored) && skip-- <= 0) {
                    for (int c = 0; c < width; c++) {
                        out[frame * width + c] = (float) lines.number(channels[c]);
                    }
                    frame++;
                }
            }
        }
        return out;
    }
}
