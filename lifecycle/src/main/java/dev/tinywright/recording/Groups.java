package dev.tinywright.recording;

/**
 * What recordings or pictures are grouped by: who or what was recorded, or when.
 *
 * @param what they are, in the plural, such as "speakers"
 * @param where they were found, such as "the file names"
 */
public record Groups(String what, String where) {}
