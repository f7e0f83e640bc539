package dev.tinywright.signal;

/** What becomes of the energies of mel bands: see {@link MelBands}. */
public enum MelScale {
    /** {@code log2(1 + 4096 · energy)}, energy in squared steps of the samples: never negative, 0 for silence. */
    LOG,
    /** Decibels relative to a sine at full scale, limited below by a noise floor: 0 at the floor, 1 at full scale. */
    DECIBEL
}
