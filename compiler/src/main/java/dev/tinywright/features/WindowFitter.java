package dev.tinywright.features;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.signal.Layout;
import dev.tinywright.signal.SignalBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Learns a {@link WindowProgram} in two passes over the training windows: ranges of the samples, then scales of the columns. */
final class WindowFitter {
    /** Bits of a sample without its sign. */
    private static final int SAMPLE_BITS = 15;
    /** As many windows, evenly spread, tell the scales of the columns. */
    private static final int MOST_WINDOWS = 10_000;

    private final InputFormat.Window format;
    private final Examples training;
    private final List<InputStep> steps;
    private final List<String> description = new ArrayList<>();

    private WindowFitter(InputFormat.Window format, Examples training, List<InputStep> steps) {
        this.format = format;
        this.training = training;
        this.steps = steps;
    }

    static WindowProgram fit(InputFormat.Window format, Examples training, List<InputStep> steps) {
        if (training.size() == 0) {
            throw new IllegalArgumentException("a window program needs at least one training window");
        }
        return new WindowFitter(format, training, steps).fit();
    }

    private WindowProgram fit() {
        List<WindowProgram.Channel> channels = channels();
        WindowColumns columns = columns(channels);
        List<WindowProgram.Scale> scales = scales(channels, columns);
        return new WindowProgram(format, channels, columns, scales, description);
    }

    // ---- Samples --------------------------------------------------------------------------------------

    private List<WindowProgram.Channel> channels() {
        int channels = format.channels().size();
        if (format.element() == InputFormat.Element.INT16) {
            description.add("Samples are taken as the converter gives them, int16.");
            return java.util.Collections.nCopies(channels, new WindowProgram.Channel(SAMPLE_BITS, 0));
        }
        double[] reach = new double[channels];
        double[] sum = new double[channels];
        long[] count = new long[channels];
        for (int e = 0; e < training.size(); e++) {
            float[] window = training.get(e);
            for (int i = 0; i < window.length; i++) {
                if (Float.isFinite(window[i])) {
                    int c = i % channels;
                    reach[c] = Math.max(reach[c], Math.abs((double) window[i]));
                    sum[c] += window[i];
                    count[c]++;
                }
            }
        }
        description.add("Samples become 16-bit fixed point; a missing one counts as the last one of its channel: "
                + list(IntStream.range(0, channels)
                        .mapToObj(c -> format.channels().get(c).name() + " up to " + number(reach[c]))
                        .toList())
                + ".");
        return IntStream.range(0, channels)
                .mapToObj(c -> channel(reach[c], count[c] == 0 ? 0 : sum[c] / count[c]))
                .toList();
    }

    private static WindowProgram.Channel channel(double reach, double mean) {
        int point = reach == 0 ? 0 : SAMPLE_BITS - 1 - Math.getExponent(reach);
        long missing = Math.round(Math.scalb(mean, point));
        return new WindowProgram.Channel(point, Math.clamp(missing, -Fixed.SAMPLE_MAX, Fixed.SAMPLE_MAX));
    }

    // ---- Columns --------------------------------------------------------------------------------------

    private WindowColumns columns(List<WindowProgram.Channel> channels) {
        List<SignalBlock> filters = new ArrayList<>();
        List<SignalBlock> extractors = new ArrayList<>();
        Layout layout = samples(channels);
        for (InputStep step : steps) {
            switch (step) {
                case SignalStep.Filter filter -> {
                    if (!extractors.isEmpty()) {
                        throw TinywrightException.usage(
                                name(step) + " stands behind a step that makes columns of the samples",
                                "plan, features",
                                "filters come first");
                    }
                    filters.add(block(filter, layout));
                    layout = filters.getLast().output();
                }
                case SignalStep.Extractor extractor -> extractors.add(block(extractor, layout));
                case InputStep.Standardize _, InputStep.MinMax _, InputStep.RobustScale _, InputStep.Impute _ -> {}
                case PictureStep _ -> throw notForRecordings(step, "is for pictures");
                case InputStep.ClipOutliers _, InputStep.Derive _, InputStep.Log _, InputStep.Pairs _ ->
                    throw notForRecordings(step, "is for tables");
            }
        }
        filters.forEach(block -> description.add(block.describe()));
        extractors.forEach(block -> description.add(block.describe()));
        boolean raw = extractors.size() == 1 && steps.stream().anyMatch(SignalStep.Raw.class::isInstance);
        return new WindowColumns(format, filters, raw ? List.of() : extractors);
    }

    private Layout samples(List<WindowProgram.Channel> channels) {
        return new Layout(
                List.of(format.frames(), channels.size()),
                channels.stream().map(WindowProgram.Channel::point).toList(),
                format.channels().stream().map(Reading::name).toList());
    }

    private SignalBlock block(SignalStep step, Layout layout) {
        try {
            return WindowBlocks.of(step, layout, format.rateHz());
        } catch (IllegalArgumentException e) {
            throw TinywrightException.usage(
                    "the step " + name(step) + " cannot be computed on windows of " + format.frames() + " frames at "
                            + format.rateHz() + " Hz: " + e.getMessage(),
                    "plan, features",
                    "change its settings, or the length of the window");
        }
    }

    private static TinywrightException notForRecordings(InputStep step, String why) {
        String name = step.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
        return TinywrightException.usage(
                "the step " + name + " " + why + ", and the data are recordings",
                "plan, features",
                "take it out; recordings take filters, extractors and standardize, min-max or robust-scale");
    }

    private static String name(InputStep step) {
        return step.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    // ---- Scales ---------------------------------------------------------------------------------------

    private List<WindowProgram.Scale> scales(List<WindowProgram.Channel> channels, WindowColumns columns) {
        List<Integer> points = points(channels, columns);
        List<WindowProgram.Scale> scales = points.stream()
                .map(point -> new WindowProgram.Scale(0, Math.scalb(1.0, point)))
                .toList();
        for (InputStep step : steps) {
            switch (step) {
                case InputStep.Standardize _ -> scales = learned(channels, columns, points.size(), Scaler.STANDARDIZE);
                case InputStep.MinMax _ -> scales = learned(channels, columns, points.size(), Scaler.MIN_MAX);
                case InputStep.RobustScale _ -> scales = learned(channels, columns, points.size(), Scaler.ROBUST);
                default -> {}
            }
        }
        return scales;
    }

    private static List<Integer> points(List<WindowProgram.Channel> channels, WindowColumns columns) {
        if (columns.extractors().isEmpty()) {
            return channels.stream().map(WindowProgram.Channel::point).toList();
        }
        if (columns.shape().size() == 3) {
            return columns.extractors().getFirst().output().points();
        }
        return columns.extractors().stream()
                .flatMap(block -> IntStream.range(0, block.output().size())
                        .mapToObj(i -> block.output().point(i)))
                .toList();
    }

    private List<WindowProgram.Scale> learned(
            List<WindowProgram.Channel> channels, WindowColumns columns, int period, Scaler scaler) {
        ColumnSample[] samples =
                IntStream.range(0, period).mapToObj(_ -> new ColumnSample()).toArray(ColumnSample[]::new);
        int windows = Math.min(training.size(), MOST_WINDOWS);
        for (int w = 0; w < windows; w++) {
            int index = (int) ((long) w * training.size() / windows);
            int[] values = columns.of(WindowProgram.samples(format, channels, training.get(index)));
            for (int i = 0; i < values.length; i++) {
                samples[i % period].add(values[i]);
            }
        }
        description.add("Each "
                + (columns.shape().size() == 3 ? columns.extractors().isEmpty() ? "channel" : "band" : "column")
                + " is scaled to " + scaler.text + ", learned from the training windows.");
        return java.util.Arrays.stream(samples).map(scaler::of).toList();
    }

    /** What a column's values become. */
    private enum Scaler {
        STANDARDIZE("(x - mean) / deviation"),
        MIN_MAX("(x - smallest) / (largest - smallest)"),
        ROBUST("(x - median) / (third quartile - first quartile)");

        private final String text;

        Scaler(String text) {
            this.text = text;
        }

        WindowProgram.Scale of(ColumnSample column) {
            return switch (this) {
                case STANDARDIZE -> new WindowProgram.Scale((int) Math.round(column.mean()), column.deviation());
                case MIN_MAX ->
                    new WindowProgram.Scale(column.smallest(), (double) column.largest() - column.smallest());
                case ROBUST -> {
                    int[] sorted = column.sorted();
                    double spread = Statistics.percentile(sorted, 75) - Statistics.percentile(sorted, 25);
                    yield new WindowProgram.Scale(
                            (int) Math.round(Statistics.percentile(sorted, 50)),
                            spread > 0 ? spread : column.deviation());
                }
            };
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String list(List<String> parts) {
        int shown = 12;
        String text = String.join(", ", parts.subList(0, Math.min(parts.size(), shown)));
        return parts.size() > shown ? text + " and " + (parts.size() - shown) + " more" : text;
    }
}
