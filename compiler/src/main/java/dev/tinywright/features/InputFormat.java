package dev.tinywright.features;

import java.util.List;

/** What one example is when it reaches the device: how many numbers, of which type, in which order. */
public sealed interface InputFormat {
    /** Numbers of an example. */
    int values();

    /** What several examples are called. */
    default String plural() {
        return switch (this) {
            case Readings _ -> "rows";
            case Window _ -> "windows";
            case Picture _ -> "pictures";
        };
    }

    /** Their type in the C interface. In Java they are floats, which hold int16 and uint8 exactly. */
    Element element();

    /** One row of a table. */
    record Readings(List<Reading> readings) implements InputFormat {
        public Readings {
            readings = List.copyOf(readings);
        }

        @Override
        public int values() {
            return readings.size();
        }

        @Override
        public Element element() {
            return Element.FLOAT32;
        }
    }

    /**
     * A stretch of a recording: {@code x[frame · channels + channel]}.
     *
     * @param frames samples of each channel
     * @param rateHz frames a second
     * @param element FLOAT32 in the channels' units, or INT16 for sound as converters give it
     */
    record Window(List<Reading> channels, int frames, double rateHz, Element element) implements InputFormat {
        public Window {
            channels = List.copyOf(channels);
            if (channels.isEmpty() || frames < 1 || !(rateHz > 0) || element == Element.UINT8) {
                throw new IllegalArgumentException("not a window: " + channels.size() + " channels, " + frames
                        + " frames at " + rateHz + " Hz, " + element);
            }
        }

        @Override
        public int values() {
            return frames * channels.size();
        }

        /** Returns the length in seconds. */
        public double seconds() {
            return frames / rateHz;
        }
    }

    /**
     * A picture as a camera driver hands it over: row by row from the top, {@code x[(row · width + column) · channels +
     * channel]}, 0 to 255; one channel is grey, three are red, green, blue.
     */
    record Picture(int height, int width, int channels) implements InputFormat {
        public Picture {
            if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
                throw new IllegalArgumentException("not a picture: " + height + " x " + width + " x " + channels);
            }
        }

        @Override
        public int values() {
            return height * width * channels;
        }

        @Override
        public Element element() {
            return Element.UINT8;
        }
    }

    /** Type of the numbers in C. */
    enum Element {
        FLOAT32(4, "float"),
        INT16(2, "int16_t"),
        UINT8(1, "uint8_t");

        private final int bytes;
        private final String c;

        Element(int bytes, String c) {
            this.bytes = bytes;
            this.c = c;
        }

        public int bytes() {
            return bytes;
        }

        /** Its name in C99. */
        public String c() {
            return c;
        }
    }
}
