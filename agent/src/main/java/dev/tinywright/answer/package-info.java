/**
 * Reading what a language model said: JSON from prose, code from fences, whatever is around it.
 *
 * <p>In: the text of an answer, as it came. Out: what was meant, or diagnoses that a repair turn can quote. What had to be put
 * right on the way is told. Start at {@link JsonAnswer} and {@link CodeAnswer}.
 */
@NullMarked
package dev.tinywright.answer;

import org.jspecify.annotations.NullMarked;
