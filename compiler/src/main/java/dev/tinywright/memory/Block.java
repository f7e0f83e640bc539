package dev.tinywright.memory;

import java.util.List;

/**
 * Bytes that move together: tensors that share memory, or the scratch memory of a node.
 *
 * @param segments in the order of their offsets
 * @param alignment of its start
 */
record Block(int bytes, int alignment, List<Segment> segments) {}
