/**
 * From a front end and a quantized network to plain C99: no heap, no stdio, every buffer placed at build time. The front end
 * takes readings of a row, a window of samples, passed or pushed piece by piece, or a picture.
 *
 * <p>In: {@code Deployable}. Out: {@link CSource}: one header and one source per model, and the runtime kernels it uses.
 */
@NullMarked
package dev.tinywright.codegen;

import org.jspecify.annotations.NullMarked;
