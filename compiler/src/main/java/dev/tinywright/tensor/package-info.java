/**
 * The integer arithmetic of the TensorFlow Lite int8 specification, as the device does it: {@link Quantization},
 * {@link Requantizer}, {@link Softmax}. Each function has a twin in {@code runtime/} that gives the same bits, but for
 * {@link Sigmoid} and {@link Rounding}: tables are made of the first when a network is compiled.
 */
@NullMarked
package dev.tinywright.tensor;

import org.jspecify.annotations.NullMarked;
