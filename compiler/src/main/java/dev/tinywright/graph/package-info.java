/**
 * A network of integer operators as it is compiled: tensors, and nodes in order of execution. It has the meaning of a
 * {@code .tflite} file, with paddings, axes and slices resolved to numbers. Layout is NHWC, the batch is dimension 0 and 1.
 * Start at {@link Graph}.
 */
@NullMarked
package dev.tinywright.graph;

import org.jspecify.annotations.NullMarked;
