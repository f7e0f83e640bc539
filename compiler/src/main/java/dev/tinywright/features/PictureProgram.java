package dev.tinywright.features;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.tensor.Quantization;
import java.util.List;

/**
 * From a camera's frame to network input, with every number learned: evaluated here, and written as C by the code generator.
 * Both give the same bits.
 *
 * <p>A frame is cut, scaled, and cut again, each colour on its own, rounded to 0 to 255; then grey is made of the colours,
 * wherever in the list that step stands. The network sees {@code (pixel − offset) / width} of each channel, by default
 * {@code (pixel − 128) / 128}.
 */
public final class PictureProgram implements FrontEnd {
    private static final Scale PLAIN = new Scale(128, 128);

    private final InputFormat.Picture format;
    private final PictureAxis rows;
    private final PictureAxis columns;
    private final boolean grey;
    private final List<Scale> scales;
    private final List<String> description;

    /** What becomes of a pixel: {@code (pixel − offset) / width}; a width of 0 gives 0. */
    record Scale(double offset, double width) {
        float of(int pixel) {
            return width == 0 ? 0 : (float) ((pixel - offset) / width);
        }
    }

    PictureProgram(
            InputFormat.Picture format,
            PictureAxis rows,
            PictureAxis columns,
            boolean grey,
            List<Scale> scales,
            List<String> description) {
        this.format = format;
        this.rows = rows;
        this.columns = columns;
        this.grey = grey;
        this.scales = List.copyOf(scales);
        this.description = List.copyOf(description);
    }

    /**
     * Learns the numbers of the steps from the training pictures alone.
     *
     * @throws TinywrightException if a step is not for pictures, or cuts out more than there is
     */
    public static PictureProgram fit(InputFormat.Picture format, Examples training, List<InputStep> steps) {
        return PictureFitter.fit(format, training, steps);
    }

    /** Returns the same steps before any scale is learned. */
    static PictureProgram plain(
            InputFormat.Picture format, PictureAxis rows, PictureAxis columns, boolean grey, List<String> description) {
        int channels = grey ? 1 : format.channels();
        List<Scale> scales = java.util.Collections.nCopies(channels, PLAIN);
        return new PictureProgram(format, rows, columns, grey, scales, description);
    }

    PictureProgram with(List<Scale> learned, List<String> said) {
        return new PictureProgram(format, rows, columns, grey, learned, said);
    }

    @Override
    public InputFormat.Picture format() {
        return format;
    }

    @Override
    public List<Integer> shape() {
        return List.of(rows.spans().size(), columns.spans().size(), scales.size());
    }

    /** How rows become rows. */
    public PictureAxis rows() {
        return rows;
    }

    /** How columns become columns. */
    public PictureAxis columns() {
        return columns;
    }

    /** Returns whether three colours become one grey. */
    public boolean isGrey() {
        return grey;
    }

    /** Returns whether the network sees the frame pixel by pixel. */
    public boolean isPlain() {
        return !grey && shape().equals(List.of(format.height(), format.width(), format.channels()));
    }

    @Override
    public List<String> describe() {
        return description;
    }

    @Override
    public float[] features(float[] example) {
        int[] pixels = pixels(example);
        float[] features = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            features[i] = scales.get(i % scales.size()).of(pixels[i]);
        }
        return features;
    }

    @Override
    public byte[] networkInput(float[] example, Quantization input) {
        byte[] table = table(input);
        int[] pixels = pixels(example);
        byte[] quantized = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            quantized[i] = table[i % scales.size() * 256 + pixels[i]];
        }
        return quantized;
    }

    /** Returns what becomes of each pixel of each channel, 256 after 256. */
    public byte[] table(Quantization input) {
        byte[] table = new byte[256 * scales.size()];
        for (int i = 0; i < table.length; i++) {
            double steps = Math.rint(scales.get(i / 256).of(i % 256) / (double) input.scale());
            table[i] = (byte) Math.clamp((long) steps + input.zeroPoint(), -128, 127);
        }
        return table;
    }

    /** Returns the scaled and cut picture, row-major over {@link #shape}, 0 to 255. */
    int[] pixels(float[] example) {
        if (example.length != format.values()) {
            throw new IllegalArgumentException("expected " + format.values() + " pixels, got " + example.length);
        }
        int colours = format.channels();
        int height = rows.spans().size();
        int width = columns.spans().size();
        long reciprocal = reciprocal();
        int[] pixels = new int[height * width * scales.size()];
        int[] colour = new int[3];
        int to = 0;
        for (PictureAxis.Span row : rows.spans()) {
            for (PictureAxis.Span column : columns.spans()) {
                for (int c = 0; c < colours; c++) {
                    long sum = sum(example, row, column, c);
                    colour[c] = (int) ((sum * reciprocal + (1L << 31)) >>> 32);
                }
                if (grey) {
                    pixels[to++] = (77 * colour[0] + 150 * colour[1] + 29 * colour[2] + 128) >> 8;
                } else {
                    System.arraycopy(colour, 0, pixels, to, colours);
                    to += colours;
                }
            }
        }
        return pixels;
    }

    private long sum(float[] example, PictureAxis.Span row, PictureAxis.Span column, int c) {
        long sum = 0;
        for (int y = 0; y < row.count(); y++) {
            int wy = y == 0 ? row.first() : y == row.count() - 1 ? row.last() : rows.inner();
            int at = ((row.start() + y) * format.width() + column.start()) * format.channels() + c;
            long line = 0;
            for (int x = 0; x < column.count(); x++, at += format.channels()) {
                int wx = x == 0 ? column.first() : x == column.count() - 1 ? column.last() : columns.inner();
                line += (long) wx * ((int) example[at] & 0xff);
            }
            sum += wy * line;
        }
        return sum;
    }

    /** Returns 2^32 over the sum of all weights of a pixel, to the nearest: 255 of every input comes out as 255. */
    public long reciprocal() {
        long weights = (long) rows.sum() * columns.sum();
        return ((1L << 32) + weights / 2) / weights;
    }
}
