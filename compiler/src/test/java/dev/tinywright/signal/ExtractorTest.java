package dev.tinywright.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statistics, spectra and wavelet energies against their definitions in double precision. */
class ExtractorTest {
    private static final List<Statistic> ALL = List.of(Statistic.values());

    @Test
    void statisticsAreThoseOfTheFormulas() {
        for (int frames : new int[] {1, 2, 3, 100, 1000, 65_536}) {
            for (int[] window : Windows.hostile(frames, frames)) {
                double[] columns = columns(SignalBlocks.statistics(Windows.layout(frames, 1, 3), ALL), window);
                double[] expected = statistics(
                        Arrays.stream(window).mapToDouble(x -> x / 8.0).toArray());
                double step = 1 / 2048.0;
                for (int s = 0; s < expected.length; s++) {
                    Statistic statistic = ALL.get(s);
                    double e = expected[s];
                    double tolerance =
                            switch (statistic) {
                                case MEAN, RMS, DEVIATION -> step;
                                case SKEW, KURTOSIS -> 0.01 + 0.01 * Math.abs(e);
                                case ENERGY -> 1e-4;
                                default -> 0;
                            };
                    assertThat(columns[s])
                            .as(
                                    "%s of %s frames from %s",
                                    statistic,
                                    frames,
                                    Arrays.stream(window).limit(9).toArray())
                            .isCloseTo(e, within(tolerance));
                }
            }
        }
    }

    private static double[] statistics(double[] x) {
        int n = x.length;
        double mean = Arrays.stream(x).sum() / n;
        double square = Arrays.stream(x).map(v -> v * v).sum() / n;
        double deviation = Math.sqrt(moment(x, mean, 2));
        double min = Arrays.stream(x).min().orElseThrow();
        double max = Arrays.stream(x).max().orElseThrow();
        boolean flat = min == max;
        return new double[] {
            mean,
            Math.sqrt(square),
            deviation,
            max - min,
            min,
            max,
            flat ? 0 : moment(x, mean, 3) / Math.pow(deviation, 3),
            flat ? 0 : moment(x, mean, 4) / Math.pow(deviation, 4) - 3,
            crossings(x, mean),
            Math.log(1 + square * 64) / Math.log(2)
        };
    }

    private static double moment(double[] x, double mean, int power) {
        return Arrays.stream(x).map(v -> Math.pow(v - mean, power)).sum() / x.length;
    }

    private static int crossings(double[] x, double mean) {
        double[] sides = Arrays.stream(x)
                .map(v -> Math.signum(Math.abs(v - mean) < 1e-9 ? 0 : v - mean))
                .filter(side -> side != 0)
                .toArray();
        return (int) IntStream.range(1, sides.length)
                .filter(i -> sides[i] != sides[i - 1])
                .count();
    }

    @Test
    void spectraAreThoseOfTheFormulas() {
        for (Taper taper : Taper.values()) {
            Layout input = Windows.layout(700, 1, 0);
            Random random = new Random(5);
            int[] window = IntStream.range(0, 700)
                    .map(i -> (int) (5000 * Math.sin(i * 0.7) + 300 * Math.sin(i * 2.1) + 10 * random.nextGaussian()))
                    .toArray();
            double[] columns = columns(SignalBlocks.spectrum(input, 100, 128, 16, 2, taper), window);
            double[] power = welch(window, 128, taper);
            for (int band = 0; band < 16; band++) {
                double energy = Arrays.stream(power, 1 + band * 4, 5 + band * 4).sum();
                assertThat(columns[band]).isCloseTo(Math.log(1 + 4096 * energy) / Math.log(2), within(0.005));
            }
            assertThat(columns[16]).isCloseTo(0.7 / (2 * Math.PI) * 100, within(0.15));
            if (taper != Taper.NONE) {
                assertThat(columns[18]).isCloseTo(2.1 / (2 * Math.PI) * 100, within(0.15));
            }
            assertThat(columns[17])
                    .isCloseTo(
                            Math.log(1 + 4096 * Arrays.stream(power).max().orElseThrow()) / Math.log(2), within(0.005));
        }
    }

    private static double[] welch(int[] x, int points, Taper taper) {
        int segments = (x.length - points) / (points / 2) + 1;
        double[] power = new double[points / 2 + 1];
        for (int s = 0; s < segments; s++) {
            for (int k = 0; k < power.length; k++) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < points; i++) {
                    double y = x[s * points / 2 + i] * taper.weight(i, points) / points;
                    re += y * Math.cos(2 * Math.PI * i * k / points);
                    im += y * Math.sin(2 * Math.PI * i * k / points);
                }
                power[k] += (re * re + im * im) / segments;
            }
        }
        return power;
    }

    @Test
    void silenceHasNoEnergyAndNoPeaks() {
        SignalBlock spectrum = SignalBlocks.spectrum(Windows.layout(100, 2, 4), 50, 32, 4, 3, Taper.HANN);
        assertThat(columns(spectrum, new int[200])).containsOnly(0);
        assertThat(columns(SignalBlocks.wavelet(Windows.layout(100, 2, 4), 3), new int[200]))
                .containsOnly(0);
    }

    @Test
    void columnsSayWhatTheyAre() {
        assertThat(SignalBlocks.spectrum(Windows.layout(100, 1, 4), 50, 32, 2, 1, Taper.HANN)
                        .output()
                        .names())
                .containsExactly("c0 0.7813-13.28 Hz", "c0 13.28-25.78 Hz", "c0 peak 1 frequency", "c0 peak 1 height");
        assertThat(SignalBlocks.statistics(Windows.layout(9, 2, 4), List.of(Statistic.RMS, Statistic.PEAK_TO_PEAK))
                        .output())
                .isEqualTo(new Layout(
                        List.of(4),
                        List.of(12, 4, 12, 4),
                        List.of("c0 rms", "c0 peak-to-peak", "c1 rms", "c1 peak-to-peak")));
    }

    @Test
    void waveletEnergiesAreThoseOfTheFormulas() {
        int[] x = new Random(8).ints(101, -20_000, 20_000).toArray();
        double[] columns = columns(SignalBlocks.wavelet(Windows.layout(101, 1, 0), 5), x);
        double[] sums = Arrays.stream(x).asDoubleStream().toArray();
        for (int level = 0; level < 5; level++) {
            double[] before = sums;
            int pairs = 101 >> (level + 1);
            double energy = IntStream.range(0, pairs)
                    .mapToDouble(i -> Math.pow(before[2 * i] - before[2 * i + 1], 2) / 2)
                    .average()
                    .orElseThrow();
            assertThat(columns[level]).isCloseTo(Math.log(1 + energy) / Math.log(2), within(1e-4));
            sums = IntStream.range(0, pairs)
                    .mapToDouble(i -> (before[2 * i] + before[2 * i + 1]) / Math.sqrt(2))
                    .toArray();
        }
    }

    @Test
    void whatCannotBeComputedIsSaid() {
        Layout input = Windows.layout(50, 1, 0);
        assertThatThrownBy(() -> SignalBlocks.spectrum(input, 100, 100, 4, 0, Taper.HANN))
                .hasMessageContaining("power of two of 16 to 2048 points");
        assertThatThrownBy(() -> SignalBlocks.spectrum(input, 100, 64, 33, 0, Taper.HANN))
                .hasMessageContaining("33 bands");
        assertThatThrownBy(() -> SignalBlocks.wavelet(input, 6)).hasMessageContaining("6 levels of 50 frames");
        assertThatThrownBy(() -> SignalBlocks.statistics(Windows.layout(65_537, 1, 0), ALL))
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> SignalBlocks.raw(new Layout(List.of(1), List.of(0), List.of("x"))))
                .hasMessageContaining("(frames, channels)");
    }

    private static double[] columns(SignalBlock block, int[] window) {
        int[] out = new int[block.output().size()];
        block.apply(window, out);
        return IntStream.range(0, out.length)
                .mapToDouble(i -> Math.scalb((double) out[i], -block.output().point(i)))
                .toArray();
    }
}
