package dev.tinywright.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Power spectrum of each channel, averaged over half-overlapping tapered segments (Welch 1967): logarithms of the energies
 * of equal bands, which leave out the line at 0 Hz, then the strongest peaks. A peak's frequency is the top of the parabola
 * through the logarithms of three lines. A window shorter than a segment is tapered over its own length and filled with zeros;
 * what is left over behind the last whole segment does not count. Formulas and formats: {@code runtime/include/tw_spectrum.h}.
 */
final class Spectrum implements SignalBlock {
    private static final int HERTZ_DIGITS = 16;

    private final Layout input;
    private final double rateHz;
    private final int bands;
    private final int peaks;
    private final Taper taper;
    private final RealFft fft;
    private final int segment;
    private final int segments;
    private final int[] weights;
    private final int[] edges;
    private final int hertzPoint;
    private final int hertz;
    private final Layout output;

    Spectrum(Layout input, double rateHz, int points, int bands, int peaks, Taper taper) {
        int frames = input.shape().getFirst();
        check(frames, points, bands, peaks);
        this.input = input;
        this.rateHz = rateHz;
        this.bands = bands;
        this.peaks = peaks;
        this.taper = taper;
        this.fft = new RealFft(points);
        this.segment = Math.min(frames, points);
        this.segments = (frames - segment) / (points / 2) + 1;
        this.weights = taper.table(segment);
        this.edges = IntStream.rangeClosed(0, bands)
                .map(b -> 1 + b * (points / 2) / bands)
                .toArray();
        this.hertzPoint = 23 - Math.getExponent(rateHz / 2);
        this.hertz = (int) Math.round(Math.scalb(rateHz / points, hertzPoint + HERTZ_DIGITS - 8));
        this.output = columns();
    }

    private static void check(int frames, int points, int bands, int peaks) {
        boolean known = points >= 16 && points <= 2048 && Integer.bitCount(points) == 1;
        if (!known || bands < 1 || bands > points / 2 || peaks < 0 || peaks > 4 || frames > 65_536) {
            throw new IllegalArgumentException(
                    "a spectrum takes a power of two of 16 to 2048 points, 1 to points / 2 bands, 0 to"
                            + " 4 peaks and at most 65536 frames; these are " + points + " points, " + bands
                            + " bands, " + peaks
                            + " peaks and " + frames + " frames");
        }
    }

    private Layout columns() {
        List<Integer> points = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String channel : input.names()) {
            for (int b = 0; b < bands; b++) {
                points.add(EnergyScale.POINT);
                names.add(channel + " " + hertz(edges[b] - 0.5) + "-" + hertz(edges[b + 1] - 0.5) + " Hz");
            }
            for (int p = 1; p <= peaks; p++) {
                points.addAll(List.of(hertzPoint, EnergyScale.POINT));
                names.addAll(List.of(channel + " peak " + p + " frequency", channel + " peak " + p + " height"));
            }
        }
        return new Layout(List.of(points.size()), points, names);
    }

    private String hertz(double line) {
        return String.format(Locale.ROOT, "%.4g", line * rateHz / fft.points());
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
        int channels = input.period();
        int columns = bands + 2 * peaks;
        for (int c = 0; c < channels; c++) {
            int used = segment + (segments - 1) * hop();
            int shift = RealFft.shift(in, c, used, channels);
            describe(power(in, c, shift), EnergyScale.of(segments, shift), out, c * columns);
        }
    }

    private int hop() {
        return fft.points() / 2;
    }

    private long[] power(int[] in, int channel, int shift) {
        long[] power = new long[fft.points() / 2 + 1];
        int[] v = new int[fft.points()];
        for (int s = 0; s < segments; s++) {
            int first = s * hop() * input.period() + channel;
            fft.load(in, first, segment, input.period(), weights, shift, v);
            fft.transform(v);
            for (int k = 0; k < power.length; k++) {
                power[k] += fft.power(v, k);
            }
        }
        return power;
    }

    private void describe(long[] power, EnergyScale scale, int[] out, int first) {
        for (int b = 0; b < bands; b++) {
            out[first + b] =
                    scale.log2(Arrays.stream(power, edges[b], edges[b + 1]).sum());
        }
        long strength = Long.MAX_VALUE;
        int k = 0;
        for (int p = 0; p < peaks; p++) {
            int at = first + bands + 2 * p;
            k = nextPeak(power, strength, k);
            strength = k == 0 ? 0 : power[k];
            out[at] = k == 0 ? 0 : (int) (((long) top(power, scale, k) * hertz + 32768) >> HERTZ_DIGITS);
            out[at + 1] = k == 0 ? 0 : scale.log2(power[k]);
        }
    }

    /** Returns the strongest peak that is weaker than this one, or as strong and of a higher line; 0 where there is none. */
    private static int nextPeak(long[] power, long strength, int line) {
        int best = 0;
        for (int k = 1; k < power.length - 1; k++) {
            boolean later = power[k] < strength || (power[k] == strength && k > line);
            boolean peak = power[k] > power[k - 1] && power[k] >= power[k + 1];
            if (later && peak && (best == 0 || power[k] > power[best])) {
                best = k;
            }
        }
        return best;
    }

    /** Returns where the parabola through the logarithms around k has its top, in 256ths of a line. */
    private static int top(long[] power, EnergyScale scale, int k) {
        int before = scale.log2(power[k - 1]);
        int after = scale.log2(power[k + 1]);
        int bend = 2 * scale.log2(power[k]) - before - after;
        return k * 256 + (bend > 0 ? (after - before) * 128 / bend : 0);
    }

    @Override
    public BlockCode code() {
        List<BlockCode.Constant> constants = new ArrayList<>(List.of(fft.constant()));
        constants.addAll(taper.constants(segment));
        constants.add(Tables.int16("First lines of the bands, and the line after the last.", "edges", edges));
        List<String> fields = new ArrayList<>(RealFft.pointers(taper));
        fields.add("{id}_edges");
        IntStream.of(input.period(), fft.points(), segment, segments, hop(), bands, peaks, hertz)
                .forEach(value -> fields.add(Integer.toString(value)));
        constants.add(Tables.settings(
                "Tables, channels, points, segment, segments, hop, bands, peaks, hertz.", "spectrum_settings", fields));
        int scratch = 8 * (fft.points() / 2 + 1) + 4 * fft.points();
        return new BlockCode("tw_spectrum", constants, "{tw}spectrum({in}, {id}_settings, {scratch}, {out});", scratch);
    }

    @Override
    public String describe() {
        return "Power spectrum of " + fft.points() + " points, " + taper.label() + ", averaged over " + segments
                + " segment" + (segments == 1 ? "" : "s") + " (Welch 1967): " + bands + " bands"
                + (peaks == 0 ? "." : " and " + peaks + " peaks.");
    }
}
