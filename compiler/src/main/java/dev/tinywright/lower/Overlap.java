package dev.tinywright.lower;

/**
 * That the output of a call may share memory with one of its inputs: the input must start at least {@code lead} bytes
 * behind the start of the output. A kernel that writes nothing before it has read what lay there and after has a lead of 0:
 * it works in place. Negative leads are possible where the output is shorter than the input.
 *
 * @param input its position among the call's activation inputs
 * @param lead in bytes
 */
public record Overlap(int input, int lead) {}
