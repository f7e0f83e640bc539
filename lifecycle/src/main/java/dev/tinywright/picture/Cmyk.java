package dev.tinywright.picture;

import java.awt.color.ColorSpace;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * JPEGs of four inks, as print shops save them: cyan, magenta, yellow and black, or (with Adobe's transform 2) YCbCr and black.
 * Adobe's store how much light is left, not how much ink is laid (Adobe Technical Note 5116).
 */
final class Cmyk {
    private static final int INKS = 4;
    private static final int NOT_ADOBE = -1;
    private static final int YCCK = 2;

    private Cmyk() {}

    /** True for a JPEG of four components. */
    static boolean isIn(ImageReader reader) throws IOException {
        if (!reader.getFormatName().equalsIgnoreCase("jpeg") || !reader.canReadRaster()) {
            return false;
        }
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        return !types.hasNext() || types.next().getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    }

    /** Returns the transform that Adobe's marker names, or {@value #NOT_ADOBE} where there is no such marker. */
    static int adobeTransform(byte[] head) {
        for (int at = 2; at + 16 < head.length && (head[at] & 0xFF) == 0xFF; ) {
            int marker = head[at + 1] & 0xFF;
            int length = (head[at + 2] & 0xFF) << 8 | (head[at + 3] & 0xFF);
            if (marker == 0xEE && length >= 14 && head[at + 4] == 'A' && head[at + 5] == 'd') {
                return head[at + 15] & 0xFF;
            }
            if (marker == 0xDA) {
                return NOT_ADOBE;
            }
            at += 2 + length;
        }
        return NOT_ADOBE;
    }

    static Pixels pixels(Raster raster, int transform) throws IOException {
        if (raster.getNumBands() != INKS) {
            throw new IOException("the picture has " + raster.getNumBands() + " colours: save it as RGB");
        }
        Pixels pixels = new Pixels(raster.getHeight(), raster.getWidth());
        int[] inks = new int[INKS];
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                raster.getPixel(raster.getMinX() + x, raster.getMinY() + y, inks);
                pixels.set(y, x, colour(inks, transform));
            }
        }
        return pixels;
    }

    private static int colour(int[] inks, int transform) {
        if (transform == YCCK) {
            int luma = inks[0];
            double blue = inks[1] - 128.0;
            double red = inks[2] - 128.0;
            inks[0] = clamped(luma + 1.402 * red);
            inks[1] = clamped(luma - 0.344136 * blue - 0.714136 * red);
            inks[2] = clamped(luma + 1.772 * blue);
        }
        boolean light = transform != NOT_ADOBE;
        int black = light ? inks[3] : 255 - inks[3];
        int colour = 0;
        for (int i = 0; i < 3; i++) {
            int left = light ? inks[i] : 255 - inks[i];
            colour = colour << 8 | (left * black + 127) / 255;
        }
        return colour;
    }

    private static int clamped(double value) {
        return (int) Math.max(0, Math.min(255, Math.rint(value)));
    }
}
