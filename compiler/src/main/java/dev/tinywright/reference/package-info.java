/**
 * Runs a graph in Java on integers: the definition that kernels, firmware and exported files are held against, byte for
 * byte. In: {@link dev.tinywright.graph.Graph} and the bytes of its inputs. Out: the bytes of its outputs, or of every tensor.
 * Start at {@link Reference}. The numbers that a kernel needs beside its data are the public records, such as {@link
 * SumParameters}, so that there is one definition of each.
 *
 * <p>Arithmetic is that of the TensorFlow Lite reference kernels for microcontrollers. Where those take less than a graph may
 * hold, this is defined here: parts of a concatenation with another scale than the output's are rescaled as by QUANTIZE;
 * RELU6 and RELU_N1_TO_1 rescale, as RELU does, where scales differ; a left shift that overflows saturates; a quotient that no
 * int holds saturates, and a NaN is quantized as 0.
 */
@NullMarked
package dev.tinywright.reference;

import org.jspecify.annotations.NullMarked;
