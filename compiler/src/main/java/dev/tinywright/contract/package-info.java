/**
 * What a model and the program around it agree on: inputs with order, units and transform, tensors with scale and zero point,
 * labels with order, or the unit and range of a number.
 *
 * <p>{@link Acquisition} is what the data tells of how it was recorded; {@link Contract} is made of it and of the quantized
 * model, is written into the generated header and into report.json, and is what sensors and sketches are checked against.
 */
@NullMarked
package dev.tinywright.contract;

import org.jspecify.annotations.NullMarked;
