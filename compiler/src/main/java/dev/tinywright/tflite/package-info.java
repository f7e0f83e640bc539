/**
 * Quantized networks as {@code .tflite} files, for every runtime that reads them.
 *
 * <p>In: {@link dev.tinywright.quantize.QuantizedModel}. Out: the bytes of a FlatBuffer after schema version 3 of
 * TensorFlow Lite. The tables are written by hand, so that no generated classes are needed. Start at {@link
 * TfliteWriter#write}.
 */
@NullMarked
package dev.tinywright.tflite;

import org.jspecify.annotations.NullMarked;
