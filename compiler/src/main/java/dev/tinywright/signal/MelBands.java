package dev.tinywright.signal;

import java.util.stream.IntStream;

/**
 * Triangular bands whose corners are equally far apart on the mel scale, {@code 2595 log10(1 + f / 700)}, each from the centre of
 * the one below to that of the one above: Young et al., The HTK Book, §5.4. Triangles are straight on the mel scale.
 *
 * @param edges first lines at or above each of bands + 2 corners
 * @param weights how far each line from edges[0] on is from one corner to the next, with 15 binary digits
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops read them; nobody writes
record MelBands(int[] edges, int[] weights) {
    static MelBands of(int bands, double lowHz, double highHz, double rateHz, int points) {
        double low = mel(lowHz);
        double step = (mel(highHz) - low) / (bands + 1);
        int[] edges = IntStream.range(0, bands + 2)
                .map(corner -> firstLine(low + corner * step, rateHz, points))
                .toArray();
        int[] weights = new int[edges[bands + 1] - edges[0]];
        for (int corner = 0; corner <= bands; corner++) {
            for (int line = edges[corner]; line < edges[corner + 1]; line++) {
                double rise = (mel(line * rateHz / points) - low) / step - corner;
                weights[line - edges[0]] = (int) Math.clamp(Math.round(Math.scalb(rise, 15)), 0L, Short.MAX_VALUE);
            }
        }
        return new MelBands(edges, weights);
    }

    static double mel(double hertz) {
        return 2595 * StrictMath.log10(1 + hertz / 700);
    }

    private static int firstLine(double mel, double rateHz, int points) {
        int line = 0;
        while (line <= points / 2 && mel(line * rateHz / points) < mel) {
            line++;
        }
        return line;
    }

    /** Returns whether each band has a line. */
    boolean complete() {
        return IntStream.range(0, edges.length - 2).allMatch(b -> edges[b] < edges[b + 2]);
    }

    /** Fills {@code energy}, of as many numbers as there are bands, from the spectrum that {@link RealFft#transform} left. */
    void addUp(RealFft fft, int[] v, long[] energy) {
        for (int corner = 0; corner <= energy.length; corner++) {
            long rising = 0;
            long falling = 0;
            for (int line = edges[corner]; line < edges[corner + 1]; line++) {
                long power = fft.power(v, line);
                long rise = (power * weights[line - edges[0]]) >> 15;
                rising += rise;
                falling += power - rise;
            }
            if (corner > 0) {
                energy[corner - 1] += falling;
            }
            if (corner < energy.length) {
                energy[corner] = rising;
            }
        }
    }
}
