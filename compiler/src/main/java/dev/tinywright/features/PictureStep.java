package dev.tinywright.features;

/** A step on a picture, as a plan asks for it; what comes out of the last is what the network sees, (height, width, channels). */
public sealed interface PictureStep extends InputStep {
    /** One channel: {@code (77 red + 150 green + 29 blue + 128) >> 8}, ITU-R BT.601 luma. */
    record Grey() implements PictureStep {}

    /** Cuts the middle out. */
    record Crop(int height, int width) implements PictureStep {}

    /** Scales with bilinear interpolation in fixed point, or by the mean of the covered pixels where smaller. */
    record Resize(int height, int width) implements PictureStep {}
}
