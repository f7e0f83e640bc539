package dev.tinywright.recording;

import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recordings of a CSV file: a row is a frame. Where a column tells the class or subject, each stretch of equal ones is a
 * recording; at a gap in the time column a recording ends and another begins.
 */
final class CsvSignals {
    /** Rows from one remembered place in the file to the next. */
    private static final int INDEX_ROWS = 1024;
    /** Steps that are looked at to tell the rate. */
    private static final int STEPS = 1 << 15;

    private final ByteSource bytes;
    private final CsvForm form;
    private final Flaws flaws;
    private final int[] channels;
    private final List<Segment> segments = new ArrayList<>();
    private final double[] steps = new double[STEPS];
    private int stepCount;

    private static final class Segment {
        private final String label;
        private final String group;
        private final long firstRow;
        private long[] offsets = new long[4];
        private int places;
        private long frames;

        private Segment(String label, String group, long firstRow) {
            this.label = label;
            this.group = group;
            this.firstRow = firstRow;
        }

        private void add(long offset) {
            if (frames++ % INDEX_ROWS == 0) {
                if (places == offsets.length) {
                    offsets = Arrays.copyOf(offsets, places * 2);
                }
                offsets[places++] = offset;
            }
        }
    }

    private CsvSignals(ByteSource bytes, CsvForm form, Flaws flaws) {
        this.bytes = bytes;
        this.form = form;
        this.flaws = flaws;
        this.channels = form.channels().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Reads through the file once. @throws BadFile where it holds no samples */
    static List<Signal> read(ByteSource bytes, DataSource source, Flaws flaws) throws IOException {
        CsvForm form = CsvForm.of(bytes, source);
        CsvSignals signals = new CsvSignals(bytes, form, flaws);
        signals.scan();
        double rate = signals.rateHz();
        if (signals.segments.isEmpty()) {
            throw new BadFile("the file has no row of numbers");
        }
        return signals.segments.stream().map(s -> signals.signal(s, rate)).toList();
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
                }
                current.orElseThrow().add(lines.lineStart());
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

    /** Returns 0 where nothing tells. Clocks of whole milliseconds are averaged, so that 3, 3, 4 ms are 300 Hz. */
    private double rateHz() {
        if (stepCount == 0 || form.clock().isEmpty()) {
            return 0;
        }
        double median = medianStep();
        double sum = 0;
        double squares = 0;
        int used = 0;
        for (int i = 0; i < stepCount; i++) {
            if (steps[i] < 3 * median) {
                sum += steps[i];
                squares += (steps[i] - median) * (steps[i] - median);
                used++;
            }
        }
        double mean = sum / used;
        double jitter = Math.sqrt(squares / used) / median;
        flaws.jitter(jitter);
        double secondsPerUnit = form.clock().orElseThrow().secondsPerUnit();
        return 1 / ((jitter < 1e-6 ? median : mean) * secondsPerUnit);
    }

    private Signal signal(Segment segment, double rate) {
        return new Signal(
                form.readings(),
                rate,
                segment.frames,
                segment.label,
                segment.group,
                segment.firstRow,
                (from, count) -> read(segment, from, count));
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
