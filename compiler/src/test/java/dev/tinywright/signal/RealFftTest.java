package dev.tinywright.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transform in integers against the sum of its definition in double precision. */
class RealFftTest {
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64, 128, 256, 512, 1024, 2048})
    void isFarMoreExactThanSamplesOf16Bits(int points) {
        Random random = new Random(points);
        for (int reach : new int[] {1, 3, 200, 32767}) {
            int[] noise = random.ints(points, -reach, reach + 1).toArray();
            assertThat(signalToError(noise)).as("noise of %s", reach).isGreaterThan(133);
            int[] tone = Windows.tone(points, 0.1234, reach);
            assertThat(signalToError(tone)).as("tone of %s", reach).isGreaterThan(133);
            int[] level = IntStream.range(0, points).map(_ -> -reach).toArray();
            assertThat(signalToError(level)).as("level of %s", reach).isGreaterThan(150);
            int[] impulse = IntStream.range(0, points)
                    .map(i -> i == points / 3 ? reach : 0)
                    .toArray();
            assertThat(signalToError(impulse)).as("impulse of %s", reach).isGreaterThan(103);
        }
    }

    /** Returns the energy of all lines over that of what is wrong with them, in decibels. */
    private static double signalToError(int[] samples) {
        int points = samples.length;
        RealFft fft = new RealFft(points);
        int[] v = new int[points];
        int shift = RealFft.shift(samples, 0, points, 1);
        fft.load(samples, 0, points, 1, new int[0], shift, v);
        fft.transform(v);
        double[] turn = IntStream.range(0, points)
                .mapToDouble(i -> Math.cos(2 * Math.PI * i / points))
                .toArray();
        double signal = 0;
        double error = 0;
        for (int k = 0; k <= points / 2; k++) {
            boolean real = k == 0 || k == points / 2;
            double re = part(turn, samples, k, true) * (32768 << shift);
            double im = part(turn, samples, k, false) * (32768 << shift);
            signal += re * re + im * im;
            error +=
                    Math.pow((k == points / 2 ? v[1] : v[2 * k]) - re, 2) + (real ? 0 : Math.pow(v[2 * k + 1] - im, 2));
        }
        return 10 * Math.log10(signal / error);
    }

    private static double part(double[] turn, int[] samples, int k, boolean real) {
        int points = samples.length;
        double sum = 0;
        for (int i = 0; i < points; i++) {
            sum += samples[i] * turn[(i * k + (real ? 0 : points / 4)) % points]; // -sin is cos a quarter further
        }
        return sum / points;
    }
}
