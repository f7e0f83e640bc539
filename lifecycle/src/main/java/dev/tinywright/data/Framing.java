package dev.tinywright.data;

/** What one example is cut from the data as. */
public sealed interface Framing {
    /** Returns what examples are called: rows, windows or pictures. */
    String examples();

    /** The examples of tables. */
    Framing ROWS = new Rows();

    /** A row of a table. */
    record Rows() implements Framing {
        @Override
        public String examples() {
            return "rows";
        }
    }

    /**
     * Stretches of recordings.
     *
     * @param seconds length of a window
     * @param strideSeconds from the start of a window to that of the next
     * @param rateHz samples a second that recordings are resampled to; 0 leaves them as most are recorded
     */
    record Window(double seconds, double strideSeconds, double rateHz) implements Framing {
        public Window {
            if (!(seconds > 0 && seconds <= 3600)) {
                throw new IllegalArgumentException("window.length must be above 0 and at most 3600 s, is " + seconds);
            }
            if (!(strideSeconds > 0 && strideSeconds <= 3600)) {
                throw new IllegalArgumentException(
                        "window.stride must be above 0 and at most 3600 s, is " + strideSeconds);
            }
            if (!(rateHz >= 0 && rateHz <= 192_000)) {
                throw new IllegalArgumentException("window.rate must be between 0 and 192000 Hz, is " + rateHz);
            }
        }

        @Override
        public String examples() {
            return "windows";
        }
    }

    /**
     * Whole pictures, brought to one size as a camera would hand them over.
     *
     * @param channels 1 for grey, 3 for red, green, blue
     */
    record Picture(int height, int width, int channels, Fit fit) implements Framing {
        public Picture {
            if (height < 4 || height > 512 || width < 4 || width > 512) {
                throw new IllegalArgumentException(
                        "picture.height and width must be between 4 and 512, are " + height + " and " + width);
            }
            if (channels != 1 && channels != 3) {
                throw new IllegalArgumentException("picture.channels must be 1 or 3, is " + channels);
            }
        }

        @Override
        public String examples() {
            return "pictures";
        }
    }

    /** How a picture of another shape becomes one of the wanted shape. */
    enum Fit {
        /** Stretched in one direction. */
        STRETCH,
        /** The middle of it. */
        CROP,
        /** Whole, with black beside it. */
        PAD
    }
}
