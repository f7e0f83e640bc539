/**
 * Rewrites of a graph that leave every output as it is, bit for bit, and make it cheaper. In and out: {@link
 * dev.tinywright.graph.Graph}. Start at {@link Passes}.
 */
@NullMarked
package dev.tinywright.passes;

import org.jspecify.annotations.NullMarked;
