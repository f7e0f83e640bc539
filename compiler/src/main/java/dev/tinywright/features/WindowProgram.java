package dev.tinywright.features;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.signal.SignalBlock;
import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Requantizer;
import java.util.List;

/**
 * From a stretch of a recording to network input, with every number learned: evaluated here, and written as C by the code
 * generator. Both give the same bits.
 *
 * <p>Samples become fixed point within ±32767, each channel with a point of its own: float32 by {@link Channel}, a missing one
 * (NaN) as the last one of its channel; int16 as they are, −32768 as −32767. Filters and extractors of {@code signal} make
 * columns of the samples, or the samples are the columns. A column less an offset, times a factor, is the network's input.
 */
public final class WindowProgram implements FrontEnd {
    private final InputFormat.Window format;
    private final List<Channel> channels;
    private final WindowColumns columns;
    private final List<Scale> scales;
    private final List<String> description;

    /**
     * How a sample becomes fixed point.
     *
     * @param point binary digits after the point; may be negative, or more than 32
     * @param missing fixed; stands for samples that are missing at the start of a window
     */
    public record Channel(int point, int missing) {}

    /**
     * What becomes of a column: {@code (column − offset) / width}, in steps of the column's fixed point.
     *
     * @param width 0 for a column that was constant in training: it becomes 0
     */
    public record Scale(int offset, double width) {
        float of(int column) {
            return width == 0 ? 0 : (float) (((double) column - offset) / width);
        }

        /** Returns the factor from the column less its offset to steps of the network's input. */
        public Requantizer factor(Quantization input) {
            return Requantizer.of(width == 0 ? 0 : 1 / (width * input.scale()));
        }
    }

    WindowProgram(
            InputFormat.Window format,
            List<Channel> channels,
            WindowColumns columns,
            List<Scale> scales,
            List<String> description) {
        this.format = format;
        this.channels = List.copyOf(channels);
        this.columns = columns;
        this.scales = List.copyOf(scales);
        this.description = List.copyOf(description);
    }

    /**
     * Learns the numbers of the steps from the training windows alone, which are read twice.
     *
     * @param training at least one window
     * @throws TinywrightException if a step is not for recordings
     */
    public static WindowProgram fit(InputFormat.Window format, Examples training, List<InputStep> steps) {
        return WindowFitter.fit(format, training, steps);
    }

    @Override
    public InputFormat.Window format() {
        return format;
    }

    @Override
    public List<Integer> shape() {
        return columns.shape();
    }

    /** How samples of each channel become fixed point. */
    public List<Channel> channels() {
        return channels;
    }

    /** What is computed from the samples, in order: filters, then extractors, which stand beside each other. */
    public List<SignalBlock> blocks() {
        return columns.blocks();
    }

    public List<SignalBlock> filters() {
        return columns.filters();
    }

    /** What makes columns of the samples that the filters leave; none: the samples are the columns. */
    public List<SignalBlock> extractors() {
        return columns.extractors();
    }

    /** One for each column, or for each index of the last axis of {@link #shape}, over and over. */
    public List<Scale> scales() {
        return scales;
    }

    @Override
    public List<String> describe() {
        return description;
    }

    @Override
    public float[] features(float[] example) {
        int[] values = columns(example);
        float[] features = new float[values.length];
        for (int i = 0, s = 0; i < values.length; i++, s = s + 1 == scales.size() ? 0 : s + 1) {
            features[i] = scales.get(s).of(values[i]);
        }
        return features;
    }

    @Override
    public byte[] networkInput(float[] example, Quantization input) {
        int[] values = columns(example);
        Requantizer[] factors =
                scales.stream().map(scale -> scale.factor(input)).toArray(Requantizer[]::new);
        byte[] quantized = new byte[values.length];
        for (int i = 0, s = 0; i < values.length; i++, s = s + 1 == factors.length ? 0 : s + 1) {
            int distance = Fixed.saturate((long) values[i] - scales.get(s).offset());
            quantized[i] = Fixed.quantize(distance, factors[s], input.zeroPoint());
        }
        return quantized;
    }

    /** Returns what the extractors make of a window, or its samples in fixed point. The generated C gives the same bits. */
    public int[] columns(float[] example) {
        return columns.of(samples(format, channels, example));
    }

    /** Returns a window in fixed point, frame by frame. */
    static int[] samples(InputFormat.Window format, List<Channel> channels, float[] example) {
        if (example.length != format.values()) {
            throw new IllegalArgumentException("expected " + format.values() + " samples, got " + example.length);
        }
        int[] samples = new int[example.length];
        boolean isFloat = format.element() == InputFormat.Element.FLOAT32;
        for (int c = 0; c < channels.size(); c++) {
            Channel channel = channels.get(c);
            int last = channel.missing();
            for (int i = c; i < samples.length; i += channels.size()) {
                last = isFloat
                        ? sample(example[i], channel.point(), last)
                        : Math.max((int) example[i], -Fixed.SAMPLE_MAX);
                samples[i] = last;
            }
        }
        return samples;
    }

    private static int sample(float x, int point, int last) {
        return Float.isNaN(x) ? last : Math.clamp(Fixed.fromFloat(x, point), -Fixed.SAMPLE_MAX, Fixed.SAMPLE_MAX);
    }
}
