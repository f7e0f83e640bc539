package dev.tinywright.plan;

/**
 * What recordings or pictures are like, as far as planning needs it.
 *
 * @param captures how many there are
 * @param channels of a recording, 1 or 3 of pictures
 * @param rateHz samples a second; 0 for pictures
 * @param shortest recording in seconds
 * @param typical length in seconds: the median
 * @param longest recording in seconds
 * @param height of the typical picture in pixels; 0 for recordings
 * @param width of the typical picture
 * @param ramBytes that a program for the board has
 * @param isListening whether short events are to be heard in recordings that never end, and no class is what is between them
 */
public record CaptureFacts(
        Kind kind,
        int captures,
        int channels,
        double rateHz,
        double shortest,
        double typical,
        double longest,
        int height,
        int width,
        long ramBytes,
        boolean isListening) {
    /** What the captures are of. */
    public enum Kind {
        /** Samples of sensors. */
        SIGNALS,
        SOUND,
        PICTURES
    }
}
