package dev.tinywright.train;

/**
 * The range that an activation was rounded to while it was trained as int8: the quantizer's scale and zero point come from
 * it. Zero lies in it.
 *
 * @param layer {@code input}, or the name of the layer whose output it is
 */
public record ActivationRange(String layer, float least, float most) {}
