package dev.tinywright.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Statistics of each channel over the window, in the order asked for, channel after channel. Sums are exact, in 64 bits, for
 * windows of up to 65,536 frames. Mean, rms and deviation have 8 more binary digits than the samples and are the nearest
 * step or its neighbour; skew and kurtosis are off by up to 0.01 or a hundredth of their value.
 */
final class ChannelStatistics implements SignalBlock {
    static final int MOST_FRAMES = 65_536;
    /** Binary digits that mean, rms and deviation have behind those of the samples. */
    private static final int DIGITS = 8;

    private static final int SKEW_POINT = 16;
    private static final int KURTOSIS_POINT = 12;
    private static final int LOG_POINT = 16;

    /** Digits of the mean in moments: a distance from it fits into 32 bits. */
    private static final int CENTRE_DIGITS = 15;
    /** Digits of distances over the deviation, which are below 2^8. */
    private static final int STANDARD_DIGITS = 12;

    private final Layout input;
    private final List<Statistic> of;
    private final Layout output;
    private final FrameCount frames;

    ChannelStatistics(Layout input, List<Statistic> of) {
        int n = input.shape().getFirst();
        if (of.isEmpty() || n > MOST_FRAMES) {
            throw new IllegalArgumentException(
                    "not statistics: " + of + " of " + n + " frames, most are " + MOST_FRAMES);
        }
        this.input = input;
        this.of = List.copyOf(of);
        this.output = columns();
        this.frames = FrameCount.of(n);
    }

    private Layout columns() {
        List<Integer> points = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int c = 0; c < input.period(); c++) {
            for (Statistic statistic : of) {
                points.add(point(statistic, input.points().get(c)));
                names.add(input.names().get(c) + " " + name(statistic));
            }
        }
        return new Layout(List.of(points.size()), points, names);
    }

    private static int point(Statistic statistic, int sample) {
        return switch (statistic) {
            case MEAN, RMS, DEVIATION -> sample + DIGITS;
            case PEAK_TO_PEAK, MINIMUM, MAXIMUM -> sample;
            case SKEW -> SKEW_POINT;
            case KURTOSIS -> KURTOSIS_POINT;
            case ZERO_CROSSINGS -> 0;
            case ENERGY -> LOG_POINT;
        };
    }

    private static String name(Statistic statistic) {
        return statistic.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Layout input() {
        return input;
    }

    @Override
    public Layout output() {
        return output;
    }

    @Override
    public void apply(int[] in, int[] out) {
        for (int c = 0; c < input.period(); c++) {
            Channel channel = new Channel(in, c);
            for (int s = 0; s < of.size(); s++) {
                out[c * of.size() + s] = channel.value(of.get(s));
            }
        }
    }

    /** What is known of one channel. */
    private final class Channel {
        private final int[] in;
        private final int first;
        private final int n = input.shape().getFirst();
        private int min = Integer.MAX_VALUE;
        private int max = Integer.MIN_VALUE;
        private long sum;
        private long squares;

        Channel(int[] in, int first) {
            this.in = in;
            this.first = first;
            for (int i = 0; i < n; i++) {
                int x = x(i);
                min = Math.min(min, x);
                max = Math.max(max, x);
                sum += x;
                squares += (long) x * x;
            }
        }

        private int x(int frame) {
            return in[first + frame * input.period()];
        }

        int value(Statistic statistic) {
            return switch (statistic) {
                case MEAN -> frames.mean(sum, DIGITS);
                case RMS -> rootOverCount(n * squares);
                case DEVIATION -> rootOverCount(n * squares - sum * sum);
                case PEAK_TO_PEAK -> max - min;
                case MINIMUM -> min;
                case MAXIMUM -> max;
                case SKEW -> moment(true);
                case KURTOSIS -> moment(false);
                case ZERO_CROSSINGS -> crossings();
                case ENERGY -> Logarithm.of(squares + n, LOG_POINT) - Logarithm.of(n, LOG_POINT);
            };
        }

        /** Returns {@code √x / n} with {@link #DIGITS}. */
        private int rootOverCount(long x) {
            int half = halfShift(x);
            return frames.mean(WideArithmetic.root(x << (2 * half)), DIGITS - half);
        }

        /** Returns half of the even shift that brings x, unless it is 0, into [2^60, 2^62). */
        private static int halfShift(long x) {
            return (62 - WideArithmetic.bits(x)) / 2;
        }

        private int crossings() {
            int mean = frames.mean(sum, CENTRE_DIGITS);
            int crossings = 0;
            int side = 0;
            for (int i = 0; i < n; i++) {
                int now = Integer.signum((x(i) << CENTRE_DIGITS) - mean);
                crossings += now * side < 0 ? 1 : 0;
                side = now == 0 ? side : now;
            }
            return crossings;
        }

        private int moment(boolean third) {
            long spread = n * squares - sum * sum; // the square of the deviation, times n²
            if (spread == 0) {
                return 0;
            }
            int mean = frames.mean(sum, CENTRE_DIGITS);
            int half = halfShift(spread);
            long inverse = WideArithmetic.reciprocal(WideArithmetic.root(spread << (2 * half))) * n;
            int dropped = Math.max(WideArithmetic.bits(inverse) - 31, 0);
            long factor = inverse >> dropped;
            int shift = CENTRE_DIGITS + 61 - STANDARD_DIGITS - half - dropped;
            long moment = 0;
            for (int i = 0; i < n; i++) {
                long distance = ((long) x(i) << CENTRE_DIGITS) - mean;
                long z = (distance * factor + (1L << (shift - 1))) >> shift;
                long z2 = (z * z) >> 10;
                moment += third ? z2 * z : z2 * z2;
            }
            return third
                    ? frames.mean(moment, SKEW_POINT - 26)
                    : frames.mean(moment, KURTOSIS_POINT - 28) - (3 << KURTOSIS_POINT);
        }
    }

    @Override
    public BlockCode code() {
        List<List<String>> rows = of.stream()
                .map(statistic -> List.of(Integer.toString(code(statistic))))
                .toList();
        String comment = of.stream()
                        .map(ChannelStatistics::name)
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow() + ".";
        String call = "{tw}statistics({in}, %s, %s, {id}_of, %s, {out});"
                .formatted(input.shape().getFirst(), input.period(), of.size());
        return new BlockCode(
                "tw_statistics", List.of(new BlockCode.Constant(comment, "int8_t", "of", rows, 1)), call, 0);
    }

    /** Returns the number of {@code TW_STATISTIC_...} in C. */
    private static int code(Statistic statistic) {
        return switch (statistic) {
            case MEAN -> 0;
            case RMS -> 1;
            case DEVIATION -> 2;
            case PEAK_TO_PEAK -> 3;
            case MINIMUM -> 4;
            case MAXIMUM -> 5;
            case SKEW -> 6;
            case KURTOSIS -> 7;
            case ZERO_CROSSINGS -> 8;
            case ENERGY -> 9;
        };
    }

    @Override
    public String describe() {
        return "Of each channel over the window: "
                + of.stream()
                        .map(ChannelStatistics::name)
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow() + ".";
    }
}
