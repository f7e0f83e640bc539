package dev.tinywright.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Mel slices and cepstral coefficients against the formulas of the HTK Book in double precision, written straight down. */
class MelSlicesTest {
    private static final double LN2 = Math.log(2);

    /** What is wrong with the logarithms comes from the taper, whose table has 15 binary digits, where a band is faint. */
    @Test
    void logarithmsOfSpeechLikeSoundsAreThoseOfTheFormulas() {
        for (int rate : new int[] {8000, 16_000, 48_000}) {
            double[] exact = logarithmErrors(rate, false);
            assertThat(mean(exact)).as("mean error in bits, 3 dB each").isLessThan(0.008);
            assertThat(most(exact)).as("largest error").isLessThan(0.08);
            double[] rounded = logarithmErrors(rate, true);
            assertThat(mean(rounded)).as("mean error with that taper").isLessThan(0.001);
            assertThat(most(rounded)).as("largest error with that taper").isLessThan(0.01);
        }
    }

    private static double[] logarithmErrors(int rate, boolean rounded) {
        MelSettings settings = MelSettings.speech(MelScale.LOG);
        int[] sound = sound(rate, rate / 4);
        SliceBlock block = SignalBlocks.mel(Windows.layout(sound.length, 1, 15), rate, settings);
        return errors(block, sound, slice -> levels(slice, settings, rate, rounded));
    }

    @Test
    void cepstralCoefficientsAreThoseOfTheFormulas() {
        for (int rate : new int[] {8000, 16_000, 48_000}) {
            double[] exact = cepstralErrors(rate, false);
            assertThat(mean(exact)).as("mean error, of natural logarithms").isLessThan(0.008);
            assertThat(most(exact)).as("largest error").isLessThan(0.06);
            double[] rounded = cepstralErrors(rate, true);
            assertThat(mean(rounded)).as("mean error with that taper").isLessThan(0.001);
            assertThat(most(rounded)).as("largest error with that taper").isLessThan(0.01);
        }
    }

    private static double[] cepstralErrors(int rate, boolean rounded) {
        MelSettings settings = MelSettings.speech(MelScale.LOG);
        int[] sound = sound(rate, rate / 4);
        SliceBlock block = SignalBlocks.mfcc(Windows.layout(sound.length, 1, 15), rate, settings, 13);
        return errors(block, sound, slice -> dct(levels(slice, settings, rate, rounded), 13, LN2));
    }

    @Test
    void preEmphasisAndDecibelsAreThoseOfTheFormulas() {
        int rate = 16_000;
        MelSettings settings = new MelSettings(0.03, 0.01, 32, 100, 7000, MelScale.DECIBEL, Taper.HAMMING, 0.97, -80);
        int[] sound = sound(rate, 4000);
        SliceBlock block = SignalBlocks.mel(Windows.layout(sound.length, 1, 15), rate, settings);
        double[] errors = errors(block, sound, slice -> {
            double sine = taperPower(settings.taper(), slice.length) * slice.length / 512 * Math.pow(2, 28);
            return Arrays.stream(levels(slice, settings, rate, false))
                    .map(level -> 10 * Math.log10(Math.pow(2, level) / 4096 / sine))
                    .map(decibels -> Math.max(0, 1 + decibels / 80))
                    .toArray();
        });
        assertThat(mean(errors)).isLessThan(0.0001);
        assertThat(most(errors)).isLessThan(0.001);
    }

    @Test
    void aSineAtFullScaleIsOneAndSilenceIsZero() {
        MelSettings settings = MelSettings.speech(MelScale.DECIBEL);
        SliceBlock block = SignalBlocks.mel(Windows.layout(512, 1, 15), 16_000, settings);
        int[] row = new int[40];
        block.apply(Windows.tone(512, 0.0625, 32767), row);
        assertThat(Arrays.stream(row).max().orElseThrow() / 65536.0).isBetween(0.94, 1.0);
        block.apply(new int[512], row);
        assertThat(row).containsOnly(0);
    }

    @Test
    void aWindowIsItsSlices() {
        SliceBlock block = SignalBlocks.mfcc(Windows.layout(4000, 2, 15), 8000, MelSettings.speech(MelScale.LOG), 10);
        assertThat(block.output().shape()).isEqualTo(List.of(24, 20));
        assertThat(List.of(block.sliceFrames(), block.strideFrames(), block.slices(), block.columns()))
                .isEqualTo(List.of(256, 160, 24, 20));
        int[] window = new Random(3).ints(8000, -3000, 3000).toArray();
        int[] all = new int[480];
        block.apply(window, all);
        int[] row = new int[20];
        int from = 7 * 160 * 2;
        block.applySlice(Arrays.copyOfRange(window, from, from + 512), row);
        assertThat(row).isEqualTo(Arrays.copyOfRange(all, 140, 160));
        assertThat(block.sliceCode().statement()).isEqualTo("{tw}mel_slice({in}, {id}_settings, {scratch}, {out});");
    }

    @Test
    void whatCannotBeComputedIsSaid() {
        Layout sound = Windows.layout(16_000, 1, 15);
        assertThatThrownBy(() -> SignalBlocks.mel(sound, 16_000, new MelSettings(0.2, 0.1, 40, 20, 0, MelScale.LOG)))
                .hasMessageContaining("16 to 2048 samples")
                .hasMessageContaining("3200");
        assertThatThrownBy(
                        () -> SignalBlocks.mel(sound, 16_000, new MelSettings(0.03, 0.1, 40, 20, 9000, MelScale.LOG)))
                .hasMessageContaining("half the rate");
        assertThatThrownBy(() -> SignalBlocks.mel(sound, 16_000, new MelSettings(0.004, 0.1, 40, 20, 0, MelScale.LOG)))
                .hasMessageContaining("fewer bands or longer slices");
        assertThatThrownBy(() -> SignalBlocks.mfcc(sound, 16_000, MelSettings.speech(MelScale.LOG), 41))
                .hasMessageContaining("at most as many as bands");
        assertThatThrownBy(() -> new MelSettings(0.03, 0.02, 400, 20, 0, MelScale.LOG))
                .hasMessageContaining("8 to 80 bands");
    }

    // ---- The formulas ---------------------------------------------------------------------------------

    /** A glide with overtones that swells and fades, over faint noise. */
    private static int[] sound(int rate, int samples) {
        Random random = new Random(rate);
        return IntStream.range(0, samples)
                .map(i -> {
                    double t = (double) i / rate;
                    double phase = 2 * Math.PI * (120 * t + 300 * t * t);
                    double voice = IntStream.rangeClosed(1, 12)
                            .mapToDouble(h -> Math.sin(h * phase) / h)
                            .sum();
                    double loud = 12_000 * Math.pow(Math.sin(Math.PI * i / samples), 2);
                    return (int) Math.round(loud * voice + 4 * random.nextGaussian());
                })
                .toArray();
    }

    private static double[] errors(
            SliceBlock block, int[] sound, java.util.function.Function<int[], double[]> expected) {
        int[] columns = new int[block.output().size()];
        block.apply(sound, columns);
        double[] errors = new double[columns.length];
        for (int slice = 0; slice < block.slices(); slice++) {
            int from = slice * block.strideFrames();
            double[] row = expected.apply(Arrays.copyOfRange(sound, from, from + block.sliceFrames()));
            for (int c = 0; c < row.length; c++) {
                int at = slice * row.length + c;
                errors[at] = Math.abs(
                        Math.scalb((double) columns[at], -block.output().point(at)) - row[c]);
            }
        }
        return errors;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** Returns log2(1 + 4096 energy) of each band. */
    private static double[] levels(int[] slice, MelSettings settings, double rate, boolean rounded) {
        int points = 16;
        while (points < slice.length) {
            points *= 2;
        }
        double[] power = power(slice, settings, points, rounded);
        double high = settings.highHz() == 0 ? rate / 2 : settings.highHz();
        double low = mel(settings.lowHz());
        double step = (mel(high) - low) / (settings.bands() + 1);
        double[] levels = new double[settings.bands()];
        for (int band = 0; band < levels.length; band++) {
            double energy = 0;
            for (int k = 0; k < power.length; k++) {
                double at = (mel(k * rate / points) - low) / step - (band + 1); // -1 to 1 within the triangle
                energy += Math.max(0, 1 - Math.abs(at)) * power[k];
            }
            levels[band] = Math.log(1 + 4096 * energy) / LN2;
        }
        return levels;
    }

    private static double mel(double hertz) {
        return 1127.0 * Math.log(1 + hertz / 700);
    }

    private static double[] power(int[] slice, MelSettings settings, int points, boolean rounded) {
        double[] turn = IntStream.range(0, points)
                .mapToDouble(i -> Math.cos(2 * Math.PI * i / points))
                .toArray();
        double[] y = IntStream.range(0, slice.length)
                .mapToDouble(i -> (slice[i] - settings.preEmphasis() * slice[Math.max(i - 1, 0)])
                        * taper(settings.taper(), i, slice.length, rounded))
                .toArray();
        double[] power = new double[points / 2 + 1];
        for (int k = 0; k < power.length; k++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < y.length; i++) {
                re += y[i] * turn[i * k % points];
                im += y[i] * turn[(i * k + points / 4) % points];
            }
            power[k] = (re * re + im * im) / ((double) points * points);
        }
        return power;
    }

    /** @param rounded to the 15 binary digits of the table in flash */
    private static double taper(Taper taper, int i, int n, boolean rounded) {
        double base = taper == Taper.HANN ? 0.5 : 0.54;
        double weight = base - (1 - base) * Math.cos(2 * Math.PI * i / n);
        return rounded ? Math.min(Math.round(weight * 32768), 32767) / 32768.0 : weight;
    }

    private static double taperPower(Taper taper, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.pow(taper(taper, i, n, false), 2))
                .average()
                .orElseThrow();
    }

    /** Returns the first coefficients of the orthonormal DCT-II. */
    private static double[] dct(double[] levels, int coefficients, double unit) {
        int n = levels.length;
        return IntStream.range(0, coefficients)
                .mapToDouble(c -> IntStream.range(0, n)
                                .mapToDouble(b -> unit * levels[b] * Math.cos(Math.PI * c * (b + 0.5) / n))
                                .sum()
                        * Math.sqrt((c == 0 ? 1.0 : 2.0) / n))
                .toArray();
    }
}
