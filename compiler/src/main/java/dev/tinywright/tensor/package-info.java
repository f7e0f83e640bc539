/**
 * The integer arithmetic of the TensorFlow Lite int8 specification, as the device does it: {@link Quantization},
 * {@link Requantizer}, {@link Softmax}. Each function has a twin in {@code runtime/} that gives the same bits.
 */
@NullMarked
package dev.tinywright.tensor;

import org.jspecify.annotations.NullMarked;
