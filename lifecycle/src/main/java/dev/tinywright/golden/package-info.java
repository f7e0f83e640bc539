/**
 * Golden vectors: a compiled network against inputs with the outputs that they must give, on the core it was compiled for.
 *
 * <p>In: {@link dev.tinywright.compile.CompiledModel}, {@link Vectors}, {@link dev.tinywright.board.Board}. Out: {@link
 * MeasuredModel}: every output compared bit for bit, memory of the linked image, executed instructions. Start at {@link
 * Golden#prove}.
 */
@NullMarked
package dev.tinywright.golden;

import org.jspecify.annotations.NullMarked;
