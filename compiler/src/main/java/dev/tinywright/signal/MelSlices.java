package dev.tinywright.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Slices of a sound: energies of mel bands (Young et al., The HTK Book, §5.4), or mel-frequency cepstral coefficients, the
 * orthonormal DCT-II of them (Davis and Mermelstein 1980), which are of natural logarithms where the scale is
 * {@link MelScale#LOG}. Formulas and formats: {@code runtime/include/tw_mel.h}.
 */
final class MelSlices implements SliceBlock {
    private static final int DECIBEL_DIGITS = 26;
    /** Of samples with pre-emphasis, which have 15 digits more. */
    private static final int MOST_SHIFT = 20;

    private static final double DECIBELS_OF_DOUBLE = 10 * StrictMath.log10(2);

    private final Layout input;
    private final double rateHz;
    private final MelSettings settings;
    private final int coefficients;
    private final int frame;
    private final int stride;
    private final RealFft fft;
    private final int[] weights;
    private final MelBands bands;
    private final int preEmphasis;
    private final int decibelZero;
    private final int decibelScale;
    private final int dctPoint;
    private final int[] dct;
    private final Layout output;

    /** @param coefficients of the cepstrum; 0: the bands themselves */
    MelSlices(Layout input, double rateHz, MelSettings settings, int coefficients) {
        this.input = input;
        this.rateHz = rateHz;
        this.settings = settings;
        this.coefficients = coefficients;
        this.frame = (int) Math.round(settings.frameSeconds() * rateHz);
        this.stride = (int) Math.max(1, Math.round(settings.strideSeconds() * rateHz));
        check();
        this.fft = new RealFft(Math.max(16, Integer.highestOneBit(frame * 2 - 1)));
        this.weights = settings.taper().table(frame);
        this.bands = MelBands.of(settings.bands(), settings.lowHz(), high(), rateHz, fft.points());
        if (!bands.complete()) {
            throw new IllegalArgumentException(settings.bands() + " mel bands from " + settings.lowHz() + " to "
                    + high() + " Hz are narrower than the lines of a slice of " + frame
                    + " samples: use fewer bands or longer slices");
        }
        this.preEmphasis = (int) Math.min(Math.round(Math.scalb(settings.preEmphasis(), 15)), Short.MAX_VALUE);
        this.decibelZero = decibelZero();
        this.decibelScale = decibelScale();
        this.dctPoint = 14 - Math.getExponent(dctReach());
        this.dct = dct();
        this.output = rows();
    }

    private void check() {
        int frames = input.shape().getFirst();
        if (frame < 16 || frame > 2048 || frame > frames || high() > rateHz / 2 || settings.lowHz() >= high()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "mel slices take 16 to 2048 samples, at most those of the window, and bands up to half the rate;"
                            + " these take %s of %s samples, and bands from %.4g to %.4g Hz at %.4g Hz",
                    frame,
                    frames,
                    settings.lowHz(),
                    high(),
                    rateHz));
        }
        if (coefficients < 0 || coefficients > settings.bands()) {
            throw new IllegalArgumentException(coefficients + " coefficients of " + settings.bands()
                    + " bands: there are at most as many as bands");
        }
    }

    private double high() {
        return settings.highHz() == 0 ? rateHz / 2 : settings.highHz();
    }

    /** Returns the logarithm at the noise floor: so far below that of a sine at full scale. */
    private int decibelZero() {
        double sine = 4096 * Math.scalb(settings.taper().power(frame) * frame / fft.points(), 28);
        double log2 = StrictMath.log(sine) / StrictMath.log(2);
        return (int) Math.round(Math.scalb(log2 + settings.noiseFloorDecibels() / DECIBELS_OF_DOUBLE, 16));
    }

    private int decibelScale() {
        return settings.scale() == MelScale.LOG
                ? 0
                : (int) Math.round(Math.scalb(DECIBELS_OF_DOUBLE / -settings.noiseFloorDecibels(), DECIBEL_DIGITS));
    }

    /** Returns the largest number of the DCT-II, for logarithms to the base 2 that become natural ones. */
    private double dctReach() {
        double unit = settings.scale() == MelScale.LOG ? StrictMath.log(2) : 1;
        return unit * Math.sqrt(2.0 / settings.bands());
    }

    /** Returns the matrix of the orthonormal DCT-II, [coefficients][bands]. */
    private int[] dct() {
        int n = settings.bands();
        int[] matrix = new int[coefficients * n];
        for (int c = 0; c < coefficients; c++) {
            double scale = c == 0 ? dctReach() / Math.sqrt(2) : dctReach();
            for (int b = 0; b < n; b++) {
                double turn = StrictMath.cos(Math.PI * c * (2 * b + 1) / (2 * n));
                matrix[c * n + b] = Math.clamp(Math.round(Math.scalb(scale * turn, dctPoint)), -32767, 32767);
            }
        }
        return matrix;
    }

    private Layout rows() {
        int slices = (input.shape().getFirst() - frame) / stride + 1;
        List<String> names = new ArrayList<>();
        for (String channel : input.names()) {
            IntStream.range(0, rowOfChannel())
                    .mapToObj(i -> channel + (coefficients == 0 ? " band " : " coefficient ") + i)
                    .forEach(names::add);
        }
        return new Layout(List.of(slices, names.size()), Collections.nCopies(names.size(), EnergyScale.POINT), names);
    }

    private int rowOfChannel() {
        return coefficients == 0 ? settings.bands() : coefficients;
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
    public int sliceFrames() {
        return frame;
    }

    @Override
    public int strideFrames() {
        return stride;
    }

    @Override
    public void applySlice(int[] slice, int[] row) {
        int[] v = new int[fft.points()];
        long[] energy = new long[settings.bands()];
        int[] levels = new int[settings.bands()];
        for (int c = 0; c < input.period(); c++) {
            int shift = load(slice, c, v);
            fft.transform(v);
            bands.addUp(fft, v, energy);
            EnergyScale scale = EnergyScale.of(1, shift);
            for (int b = 0; b < levels.length; b++) {
                levels[b] = level(scale.log2(energy[b]));
            }
            put(levels, row, c * rowOfChannel());
        }
    }

    /** Fills v, and returns how far it was shifted left. */
    private int load(int[] slice, int channel, int[] v) {
        int channels = input.period();
        if (preEmphasis != 0) {
            return loadEmphasised(slice, channel, v);
        }
        int shift = RealFft.shift(slice, channel, frame, channels);
        fft.load(slice, channel, frame, channels, weights, shift, v);
        return shift;
    }

    private int loadEmphasised(int[] slice, int channel, int[] v) {
        int seen = 0;
        int before = slice[channel];
        for (int i = 0; i < frame; i++) {
            int x = slice[channel + i * input.period()];
            v[i] = x * 32768 - preEmphasis * before;
            before = x;
            seen |= Math.abs(v[i]);
        }
        int shift = Math.min(31 - WideArithmetic.bits(seen), MOST_SHIFT);
        for (int i = 0; i < v.length; i++) {
            int weight = RealFft.weight(weights, Math.min(i, frame), frame, 32767);
            v[i] = i < frame ? WideArithmetic.multiplyHigh(v[i] << shift, weight << 16) : 0;
        }
        return shift - 1;
    }

    private int level(int log) {
        if (decibelScale == 0) {
            return log;
        }
        return (int) (((long) Math.max(log - decibelZero, 0) * decibelScale) >> DECIBEL_DIGITS);
    }

    private void put(int[] levels, int[] row, int first) {
        if (coefficients == 0) {
            System.arraycopy(levels, 0, row, first, levels.length);
        }
        for (int c = 0; c < coefficients; c++) {
            long sum = 1L << (dctPoint - 1);
            for (int b = 0; b < levels.length; b++) {
                sum += (long) levels[b] * dct[c * levels.length + b];
            }
            row[first + c] = (int) (sum >> dctPoint);
        }
    }

    @Override
    public BlockCode code() {
        return code("{tw}mel({in}, %s, %s, {id}_settings, {scratch}, {out});".formatted(slices(), stride));
    }

    @Override
    public BlockCode sliceCode() {
        return code("{tw}mel_slice({in}, {id}_settings, {scratch}, {out});");
    }

    private BlockCode code(String statement) {
        List<BlockCode.Constant> constants = new ArrayList<>(List.of(fft.constant()));
        constants.addAll(settings.taper().constants(frame));
        constants.add(Tables.int16("First lines at or above the corners of mel bands.", "edges", bands.edges()));
        constants.add(Tables.int16("How far lines are from corner to corner.", "weights", bands.weights()));
        if (coefficients > 0) {
            constants.add(Tables.int16("DCT-II, a row for each coefficient.", "dct", dct));
        }
        List<String> fields = new ArrayList<>(RealFft.pointers(settings.taper()));
        fields.addAll(List.of("{id}_edges", "{id}_weights", coefficients > 0 ? "{id}_dct" : "0"));
        IntStream.of(input.period(), fft.points(), frame, settings.bands(), coefficients, dctPoint)
                .forEach(value -> fields.add(Integer.toString(value)));
        IntStream.of(preEmphasis, decibelZero, decibelScale).forEach(value -> fields.add(Integer.toString(value)));
        constants.add(Tables.settings(
                "Tables, channels, points, frame, bands, coefficients, digits of the DCT, pre-emphasis, decibels.",
                "mel_settings",
                fields));
        return new BlockCode("tw_mel", constants, statement, 8 * settings.bands() + 4 * fft.points());
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "Slices of %s samples every %s, %s, %s points: %s mel bands from %.4g to %.4g Hz%s.",
                frame,
                stride,
                settings.taper().label(),
                fft.points(),
                settings.bands(),
                settings.lowHz(),
                high(),
                coefficients == 0
                        ? settings.scale() == MelScale.LOG ? ", logarithms" : ", decibels above a noise floor"
                        : ", " + coefficients + " cepstral coefficients (Davis and Mermelstein 1980)");
    }
}
