/**
 * Checks of generated code that cost nothing to run, and repairs that cost nothing to make.
 *
 * <p>In: a sketch with the facts it is written against. Out: diagnoses, the same text for a person and for a language model, and
 * the sketch with what rules can put right. A repair is made only where a check found a fault, and kept only where the fault is
 * gone: right code comes out byte for byte as it went in. Start at {@link SketchGate}.
 */
@NullMarked
package dev.tinywright.gate;

import org.jspecify.annotations.NullMarked;
