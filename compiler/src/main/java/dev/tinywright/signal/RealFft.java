package dev.tinywright.signal;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The Fourier transform of real samples, in integers: Cooley and Tukey 1965; two real halves as one complex, Press et al.,
 * Numerical Recipes, §12.3. Samples are brought to just below 2^30 by a power of two, and every stage halves, so that nothing can
 * overflow; the errors are some 2^−30 of the largest sample in every line. Twin of {@code tw_fft} in {@code runtime}.
 */
final class RealFft {
    private final int points;
    private final int[] cosine;

    /** @param points a power of two of 8 to 4096 */
    RealFft(int points) {
        if (points < 8 || points > 4096 || Integer.bitCount(points) != 1) {
            throw new IllegalArgumentException("not a power of two of 8 to 4096: " + points);
        }
        this.points = points;
        this.cosine = IntStream.rangeClosed(0, points / 4)
                .map(i -> (int) Math.min(
                        Math.round(Math.scalb(StrictMath.cos(2 * Math.PI * i / points), 31)), Integer.MAX_VALUE))
                .toArray();
        cosine[points / 4] = 0;
    }

    int points() {
        return points;
    }

    BlockCode.Constant constant() {
        return Tables.int32("A quarter of a cosine, for transforms of " + points + " points.", "cosine", cosine);
    }

    static List<String> pointers(Taper taper) {
        return List.of("{id}_cosine", taper.pointer());
    }

    /** Returns how many binary digits x[first + i · step], i in [0, n), can go left: 15 less those of the largest. */
    static int shift(int[] x, int first, int n, int step) {
        int seen = 0;
        for (int i = 0; i < n; i++) {
            seen |= Math.abs(x[first + i * step]);
        }
        return 15 - WideArithmetic.bits(seen);
    }

    /** Fills v with n samples from {@code first} on, times the taper and 2^(15 + shift), and zeros behind them. */
    void load(int[] x, int first, int n, int step, int[] taper, int shift, int[] v) {
        for (int i = 0; i < points; i++) {
            v[i] = i < n ? (x[first + i * step] * weight(taper, i, n, 32768)) << shift : 0;
        }
    }

    /** Returns the weight of sample i of n, and {@code one} where there is no taper. */
    static int weight(int[] taper, int i, int n, int one) {
        return taper.length == 0 ? one : taper[Math.min(i, n - i)];
    }

    /**
     * Puts {@code Σ v[i] exp(−2πi jk / points) / points} into v[2k] and v[2k + 1], k in [1, points / 2); those of 0 and of
     * points / 2, which are real, into v[0] and v[1].
     *
     * @param v within ±2^30
     */
    void transform(int[] v) {
        int n = points / 2;
        permute(v, n);
        firstPass(v, n);
        for (int h = 4; h < n; h *= 2) {
            stage(v, n, h);
        }
        split(v, n);
    }

    private static void permute(int[] v, int n) {
        int unused = 32 - Integer.numberOfTrailingZeros(n);
        for (int i = 1; i < n; i++) {
            int j = Integer.reverse(i) >>> unused;
            if (i < j) {
                swap(v, 2 * i, 2 * j);
                swap(v, 2 * i + 1, 2 * j + 1);
            }
        }
    }

    private static void swap(int[] v, int i, int j) {
        int x = v[i];
        v[i] = v[j];
        v[j] = x;
    }

    /** The first two stages: four numbers each, without a multiplication. */
    private static void firstPass(int[] v, int n) {
        for (int k = 0; k < 2 * n; k += 8) {
            int sumRe = (v[k] >> 2) + (v[k + 2] >> 2);
            int sumIm = (v[k + 1] >> 2) + (v[k + 3] >> 2);
            int differenceRe = (v[k] >> 2) - (v[k + 2] >> 2);
            int differenceIm = (v[k + 1] >> 2) - (v[k + 3] >> 2);
            int otherSumRe = (v[k + 4] >> 2) + (v[k + 6] >> 2);
            int otherSumIm = (v[k + 5] >> 2) + (v[k + 7] >> 2);
            int otherRe = (v[k + 4] >> 2) - (v[k + 6] >> 2);
            int otherIm = (v[k + 5] >> 2) - (v[k + 7] >> 2);
            put(v, k, sumRe + otherSumRe, sumIm + otherSumIm);
            put(v, k + 2, differenceRe + otherIm, differenceIm - otherRe);
            put(v, k + 4, sumRe - otherSumRe, sumIm - otherSumIm);
            put(v, k + 6, differenceRe - otherIm, differenceIm + otherRe);
        }
    }

    private static void put(int[] v, int index, int re, int im) {
        v[index] = re;
        v[index + 1] = im;
    }

    /** Numbers h apart. A turn by a quarter more, for those h / 2 further, swaps the parts. */
    private void stage(int[] v, int n, int h) {
        int step = n / h;
        for (int j = 0; j < h / 2; j++) {
            int c = cosine[j * step];
            int s = cosine[n / 2 - j * step];
            for (int k = 2 * j; k < 2 * n; k += 4 * h) {
                butterfly(v, k, k + 2 * h, c, s);
                turnedButterfly(v, k + h, k + 3 * h, c, s);
            }
        }
    }

    private static void butterfly(int[] v, int a, int b, int c, int s) {
        int re = turnedRe(v[b], v[b + 1], c, s);
        int im = turnedIm(v[b], v[b + 1], c, s);
        put(v, b, (v[a] >> 1) - re, (v[a + 1] >> 1) - im);
        put(v, a, (v[a] >> 1) + re, (v[a + 1] >> 1) + im);
    }

    private static void turnedButterfly(int[] v, int a, int b, int c, int s) {
        int re = turnedRe(v[b], v[b + 1], c, s);
        int im = turnedIm(v[b], v[b + 1], c, s);
        put(v, b, (v[a] >> 1) - im, (v[a + 1] >> 1) + re);
        put(v, a, (v[a] >> 1) + im, (v[a + 1] >> 1) - re);
    }

    /** Returns the real part of (re + j im) · (c − j s) / 2. */
    private static int turnedRe(int re, int im, int c, int s) {
        return WideArithmetic.multiplyHigh(re, c) + WideArithmetic.multiplyHigh(im, s);
    }

    private static int turnedIm(int re, int im, int c, int s) {
        return WideArithmetic.multiplyHigh(im, c) - WideArithmetic.multiplyHigh(re, s);
    }

    /** From the transform of even samples + j odd samples to that of all. */
    private void split(int[] v, int n) {
        put(v, 0, (v[0] >> 1) + (v[1] >> 1), (v[0] >> 1) - (v[1] >> 1));
        for (int k = 1; k <= n / 2; k++) {
            int a = 2 * k;
            int b = 2 * (n - k);
            int evenRe = ((v[a] >> 1) + (v[b] >> 1)) >> 1;
            int evenIm = ((v[a + 1] >> 1) - (v[b + 1] >> 1)) >> 1;
            int oddRe = (v[a] >> 1) - (v[b] >> 1);
            int oddIm = (v[a + 1] >> 1) + (v[b + 1] >> 1);
            int re = turnedRe(oddRe, oddIm, cosine[k], cosine[n / 2 - k]);
            int im = turnedIm(oddRe, oddIm, cosine[k], cosine[n / 2 - k]);
            put(v, a, evenRe + im, evenIm - re);
            put(v, b, evenRe - im, -evenIm - re);
        }
    }

    /** Returns the squared magnitude of line k of what {@link #transform} left, times 2^−13, rounded down: at most 2^47. */
    long power(int[] v, int k) {
        if (k == 0) {
            return square(v[0]) >> 13;
        }
        return (k == points / 2 ? square(v[1]) : square(v[2 * k]) + square(v[2 * k + 1])) >> 13;
    }

    private static long square(int x) {
        return (long) x * x;
    }
}
