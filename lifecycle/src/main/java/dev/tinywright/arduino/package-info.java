/**
 * Runs an unmodified Arduino sketch without a board and records what it does.
 *
 * <p>In: {@link Sketch}; the model's {@link dev.tinywright.codegen.CSource}; {@link World}, what the sensors see and when. Out:
 * {@link Trace}: serial lines, pin levels, readings and inferences with their times. Start at {@link SketchRunner}.
 */
@NullMarked
package dev.tinywright.arduino;

import org.jspecify.annotations.NullMarked;
