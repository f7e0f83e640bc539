package dev.tinywright.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture as a file: PNG, JPEG, BMP or GIF (its first frame); grey, colour or palette, 1 to 16 bit. What shows through a
 * transparent pixel is black, as in a dark room. JPEGs are turned as their EXIF orientation says.
 *
 * @param width of the upright picture, pixels
 * @param height of the upright picture, pixels
 * @param orientation EXIF 2.3, 4.6.4: 1 upright to 8
 */
public record PictureFile(Opener opener, int width, int height, int orientation) {
    /** A picture of more is refused by its header. */
    static final long MOST_PIXELS = 64_000_000;
    /** A picture of more is decoded by every n-th pixel only. */
    static final long MOST_DECODED = 4_000_000;

    private static final String DAMAGED = "the picture is cut off or damaged";
    private static final int EXIF_BYTES = 1 << 16;

    /** Opens the bytes of a picture from their beginning. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * Reads the header.
     *
     * @throws IOException with the reason where the file is no picture that can be used
     */
    public static PictureFile open(Opener opener) throws IOException {
        int orientation;
        try (InputStream in = opener.open()) {
            orientation = Exif.orientation(in.readNBytes(EXIF_BYTES));
        }
        try (InputStream in = opener.open();
                ImageInputStream input = new MemoryCacheImageInputStream(in)) {
            ImageReader reader = reader(input);
            try {
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                requireSize(width, height);
                boolean turned = orientation >= 5;
                return new PictureFile(opener, turned ? height : width, turned ? width : height, orientation);
            } finally {
                reader.dispose();
            }
        } catch (IIOException e) {
            throw new IOException(DAMAGED, e);
        }
    }

    private static void requireSize(int width, int height) throws IOException {
        if (width < 1 || height < 1) {
            throw new IOException("the picture is " + width + " x " + height + " pixels");
        }
        if ((long) width * height > MOST_PIXELS) {
            throw new IOException("the picture's header says " + width + " x " + height + " pixels, more than "
                    + MOST_PIXELS / 1_000_000 + " million");
        }
    }

    private static ImageReader reader(ImageInputStream input) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
        if (!readers.hasNext()) {
            throw new IOException("it is named as a picture and is none that can be read");
        }
        ImageReader reader = readers.next();
        reader.setInput(input, true, true);
        return reader;
    }

    /**
     * Returns the picture scaled: row by row, {@code x[(row · width + column) · channels + channel]}, whole numbers of 0 to 255.
     *
     * @param channels 1 for grey, by {@code (77 red + 150 green + 29 blue + 128) >> 8}; 3 for red, green, blue
     * @throws IOException where the file is damaged
     */
    public float[] scaled(int toHeight, int toWidth, int channels, Fit fit) throws IOException {
        return Scaling.scale(upright(), toHeight, toWidth, channels, fit);
    }

    /** What becomes of a picture whose sides have another ratio than those wanted. */
    public enum Fit {
        /** Each side by its own factor. */
        STRETCH,
        /** The whole picture, with black beside it. */
        PAD,
        /** The middle, as much as fills it. */
        CROP
    }

    /** Returns 256 bits that near-equal pictures have nearly all in common: see {@link Print}. */
    public long[] print() throws IOException {
        return Print.of(Scaling.scale(upright(), Print.SIDE, Print.SIDE + 1, 1, Fit.STRETCH));
    }

    private Pixels upright() throws IOException {
        return Exif.upright(decode(), orientation);
    }

    private Pixels decode() throws IOException {
        StringBuilder damage = new StringBuilder();
        try (InputStream in = opener.open();
                ImageInputStream input = new MemoryCacheImageInputStream(in)) {
            ImageReader reader = reader(input);
            try {
                reader.addIIOReadWarningListener((source, warning) -> damage.append(warning));
                ImageReadParam param = reader.getDefaultReadParam();
                int step = (int) Math.ceil(Math.sqrt((double) width * height / MOST_DECODED));
                param.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
                Pixels pixels = Cmyk.isIn(reader)
                        ? Cmyk.pixels(reader.readRaster(0, param), adobe())
                        : pixels(reader.read(0, param));
                if (isDamage(damage.toString())) {
                    throw new IOException(DAMAGED);
                }
                return pixels;
            } finally {
                reader.dispose();
            }
        } catch (IIOException e) {
            throw new IOException("the picture is damaged or of a form that is not read: " + e.getMessage(), e);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
            throw new IOException("the picture is damaged: " + e.getClass().getSimpleName(), e);
        }
    }

    private int adobe() throws IOException {
        try (InputStream in = opener.open()) {
            return Cmyk.adobeTransform(in.readNBytes(EXIF_BYTES));
        }
    }

    private static boolean isDamage(String warnings) {
        String text = warnings.toLowerCase(Locale.ROOT);
        return text.contains("premature") || text.contains("corrupt") || text.contains("missing");
    }

    /** Takes grey as it is stored: the colour model would take it for linear light and brighten it. */
    private static Pixels pixels(BufferedImage image) {
        ColorModel model = image.getColorModel();
        boolean grey = model.getNumColorComponents() == 1
                && model.getColorSpace().getType() == java.awt.color.ColorSpace.TYPE_GRAY;
        Pixels pixels = new Pixels(image.getHeight(), image.getWidth());
        for (int y = 0; y < image.getHeight(); y++) {
            if (grey) {
                greyRow(image, y, pixels);
            } else {
                colourRow(image, y, pixels);
            }
        }
        return pixels;
    }

    private static void greyRow(BufferedImage image, int y, Pixels pixels) {
        Raster raster = image.getRaster();
        int bits = image.getColorModel().getComponentSize(0);
        int most = (1 << bits) - 1;
        boolean alpha = raster.getNumBands() > 1;
        for (int x = 0; x < image.getWidth(); x++) {
            int value = (255 * raster.getSample(x, y, 0) + most / 2) / most;
            int shown = alpha ? value * raster.getSample(x, y, 1) / most : value;
            pixels.set(y, x, shown << 16 | shown << 8 | shown);
        }
    }

    private static void colourRow(BufferedImage image, int y, Pixels pixels) {
        int[] row = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
        for (int x = 0; x < row.length; x++) {
            int alpha = row[x] >>> 24;
            pixels.set(y, x, alpha == 255 ? row[x] & 0xFFFFFF : onBlack(row[x], alpha));
        }
    }

    private static int onBlack(int colour, int alpha) {
        int red = (((colour >> 16) & 0xFF) * alpha + 127) / 255;
        int green = (((colour >> 8) & 0xFF) * alpha + 127) / 255;
        int blue = ((colour & 0xFF) * alpha + 127) / 255;
        return red << 16 | green << 8 | blue;
    }
}
