/**
 * What went wrong, said so that a person and a language model can act on it: the same text for both.
 *
 * <p>Start at {@link Diagnosis}; {@link TinywrightException} carries one up to the command line.
 */
@NullMarked
package dev.tinywright.diag;

import org.jspecify.annotations.NullMarked;
