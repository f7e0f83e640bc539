/**
 * Post-training int8 quantization: from a trained float32 network to one that runs on integers alone.
 *
 * <p>In: {@link dev.tinywright.model.TrainedModel}; calibration features of the training part, float32, (n, features).
 * Out: {@link QuantizedModel}, a graph: int8 weights per output channel, int32 biases, one (scale, zeroPoint) pair per
 * activation; or trees and distances on integers. Everywhere {@code real = scale · (q − zeroPoint)}. Scheme: Jacob et al.
 * 2018, arXiv:1712.05877, §2. Start at {@link Quantizer#quantize}.
 */
@NullMarked
package dev.tinywright.quantize;

import org.jspecify.annotations.NullMarked;
