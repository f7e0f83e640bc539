package dev.tinywright.features;

/**
 * One number that the device's application passes in.
 *
 * @param name as in the data
 * @param unit as in the data's header, empty where unknown
 */
public record Reading(String name, String unit) {}
