package dev.tinywright.picture;

/** Decoded pixels, {@code 0xRRGGBB}, row by row. */
final class Pixels {
    private final int height;
    private final int width;
    private final int[] colours;

    Pixels(int height, int width) {
        this.height = height;
        this.width = width;
        this.colours = new int[height * width];
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int get(int y, int x) {
        return colours[y * width + x];
    }

    void set(int y, int x, int colour) {
        colours[y * width + x] = colour;
    }
}
