package dev.tinywright.report;

import dev.tinywright.report.Gallery.HeatMap;
import java.util.Arrays;

/** Values as colours, from dark blue for the least to pale yellow for the most; readable on light and dark paper. */
final class Heat {
    private static final int[] PALETTE = {0x0b1d3a, 0x1d4b88, 0x2f86b0, 0x6fc3a6, 0xf5f0b8};
    private static final double TRIMMED = 0.01;

    private Heat() {}

    /** Returns a picture in a picture: time to the right, the lowest band at the bottom. */
    static Element image(HeatMap map, double x, double y, double width, double height) {
        byte[] pixels = new byte[map.slices() * map.bands() * 3];
        double[] range = range(map.values());
        for (int slice = 0; slice < map.slices(); slice++) {
            for (int band = 0; band < map.bands(); band++) {
                int at = ((map.bands() - 1 - band) * map.slices() + slice) * 3;
                int colour = colour((map.values()[slice * map.bands() + band] - range[0]) / (range[1] - range[0]));
                pixels[at] = (byte) (colour >> 16);
                pixels[at + 1] = (byte) (colour >> 8);
                pixels[at + 2] = (byte) colour;
            }
        }
        return Element.of("image", "pixels")
                .with("href", Media.png(map.bands(), map.slices(), 3, pixels))
                .with("x", x)
                .with("y", y)
                .with("width", width)
                .with("height", height)
                .with("preserveAspectRatio", "none");
    }

    /** Returns the least and most without the few extremes that would take all the colours. */
    private static double[] range(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int trimmed = (int) (TRIMMED * sorted.length);
        double low = sorted[trimmed];
        double high = sorted[sorted.length - 1 - trimmed];
        return new double[] {low, high > low ? high : low + 1};
    }

    /** @param share 0 to 1; what is beyond is as the end */
    static int colour(double share) {
        double at = Math.clamp(Double.isNaN(share) ? 0 : share, 0, 1) * (PALETTE.length - 1);
        int index = Math.min((int) at, PALETTE.length - 2);
        double part = at - index;
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = (PALETTE[index] >> shift) & 255;
            int to = (PALETTE[index + 1] >> shift) & 255;
            colour |= (int) Math.round(from + part * (to - from)) << shift;
        }
        return colour;
    }
}
