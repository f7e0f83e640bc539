package dev.tinywright.study;

import java.util.Locale;

/** What a run of the study asks a model for. */
public enum Stage {
    /** A program that cleans the table. */
    DATA("it ran", "rows accounted for, scale and labels intact"),
    /** A plan whose network is trained and made int8. */
    CONVERSION("it converted", "goals met on the device, at most a point of accuracy lost by int8"),
    /** The sketch, for a network that is there. */
    SKETCH("it compiled", "behaved in emulation with every row"),
    /** From the sentence to the device. */
    CHAIN("it ran and compiled", "all goals met on the device, and the sketch behaved");

    private final String theirs;
    private final String ours;

    Stage(String theirs, String ours) {
        this.theirs = theirs;
        this.ours = ours;
    }

    /** Returns the paper's criterion in words. */
    public String theirs() {
        return theirs;
    }

    /** Returns our criterion in words. */
    public String ours() {
        return ours;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
