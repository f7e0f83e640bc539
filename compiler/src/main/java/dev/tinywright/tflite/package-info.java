/**
 * Quantized networks as {@code .tflite} files, FlatBuffers after schema version 3 of TensorFlow Lite. The tables are read and
 * written by hand, so that no generated classes are needed.
 *
 * <p>{@link TfliteReader#read} makes a checked {@link dev.tinywright.graph.Graph} of a file from anywhere; {@link
 * GraphWriter#write} writes one.
 */
@NullMarked
package dev.tinywright.tflite;

import org.jspecify.annotations.NullMarked;
