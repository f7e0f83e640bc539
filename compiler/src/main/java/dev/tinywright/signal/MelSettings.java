package dev.tinywright.signal;

/**
 * How a sound becomes slices of mel bands.
 *
 * @param frameSeconds length of a slice, which may have 16 to 2048 frames
 * @param strideSeconds from slice to slice
 * @param bands 8 to 80
 * @param lowHz lower corner of the lowest band
 * @param highHz upper corner of the highest band; 0 is half the rate
 * @param scale of the energies
 * @param taper of a slice
 * @param preEmphasis share of the sample before that is taken from each, in [0, 1); 0 is none, 0.97 usual for speech
 * @param noiseFloorDecibels of {@link MelScale#DECIBEL}, −100 to −10
 */
public record MelSettings(
        double frameSeconds,
        double strideSeconds,
        int bands,
        double lowHz,
        double highHz,
        MelScale scale,
        Taper taper,
        double preEmphasis,
        double noiseFloorDecibels) {
    public MelSettings {
        boolean known = frameSeconds > 0
                && strideSeconds > 0
                && bands >= 8
                && bands <= 80
                && lowHz >= 0
                && (highHz == 0 || highHz > lowHz)
                && preEmphasis >= 0
                && preEmphasis < 1
                && noiseFloorDecibels >= -100
                && noiseFloorDecibels <= -10;
        if (!known) {
            throw new IllegalArgumentException(
                    "mel slices take a frame and a stride above 0 s, 8 to 80 bands, a band from low to"
                            + " high Hz, pre-emphasis in [0, 1) and a noise floor of -100 to -10 dB; these are "
                            + frameSeconds + " s, "
                            + strideSeconds + " s, " + bands + " bands, " + lowHz + " to " + highHz + " Hz, "
                            + preEmphasis + ", "
                            + noiseFloorDecibels + " dB");
        }
    }

    /** With a Hann taper, no pre-emphasis and a noise floor of −72 dB. */
    public MelSettings(
            double frameSeconds, double strideSeconds, int bands, double lowHz, double highHz, MelScale scale) {
        this(frameSeconds, strideSeconds, bands, lowHz, highHz, scale, Taper.HANN, 0, -72);
    }

    /** Returns what is usual for speech: slices of 32 ms every 20 ms, 40 bands from 20 Hz to half the rate. */
    public static MelSettings speech(MelScale scale) {
        return new MelSettings(0.032, 0.020, 40, 20, 0, scale);
    }
}
