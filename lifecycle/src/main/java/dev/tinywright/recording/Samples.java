package dev.tinywright.recording;

import java.io.IOException;

/** Samples of a recording, read from where they lie. The same stretch always gives the same numbers. */
@FunctionalInterface
interface Samples {
    /**
     * Returns {@code frames} frames from {@code from}, {@code x[frame · channels + channel]}, NaN where one is missing.
     *
     * @throws IOException where the file can no longer be read
     */
    float[] read(long from, int frames) throws IOException;
}
