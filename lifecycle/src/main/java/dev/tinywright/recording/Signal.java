package dev.tinywright.recording;

import dev.tinywright.features.Reading;
import java.util.List;

/**
 * What a file holds of one recording.
 *
 * @param channels with units, empty where unknown
 * @param rateHz frames a second; 0 where the file does not say
 * @param label and group as columns of the file say, empty where none does
 */
record Signal(
        List<Reading> channels,
        double rateHz,
        long frames,
        String label,
        String group,
        long firstFrame,
        Samples samples) {
    Signal {
        channels = List.copyOf(channels);
    }

    /** A whole file that says nothing of class and group. */
    Signal(List<Reading> channels, double rateHz, long frames, Samples samples) {
        this(channels, rateHz, frames, "", "", 0, samples);
    }
}
