#ifndef TW_DENSE_DSP_S8_H
#define TW_DENSE_DSP_S8_H

#include <stdint.h>

/* Fully connected, int8 in and out, for cores with packed 16-bit arithmetic:
 *   y[u] = requantize(bias[u] + sum_i x[i] * w[u][i]) + output_zero, limited to [-128, 127], then [low, high]
 * Pairs of units share halfwords as pairs of filters do in tw_conv_dsp, and ranges are the same. Layout:
 *   weights      for each 4 units a to d: for each quad of i: words ab(i, i + 2), cd(i, i + 2), ab(i + 1, i + 3),
 *                cd(i + 1, i + 3); for 2 units left over: ab(i, i + 2), ab(i + 1, i + 3)
 *   bias         for each pair: 256 * B' + B modulo 2^32, B; B is the bias with the input's zero point in it:
 *                bias[u] - input_zero * sum_i w[u][i]
 *   multiplier   for each unit, in [2^30, 2^31) or 0
 *   half_bits    for each unit -shift - 1, in [0, 21]
 * scratch: 2 * depth bytes, at a multiple of 8. y may overlap x: x is read before y is written. */
typedef struct {
    int32_t inputs, depth; /* depth: inputs rounded up to 4 */
    int32_t units;
    int32_t output_factor; /* 2 * output_zero + 1 */
    int32_t low, high;     /* limits of y */
    const uint32_t *weights;
    const int32_t *bias;
    const int32_t *multiplier;
    const uint8_t *half_bits;
} tw_dense_dsp;

void tw_dense_dsp_s8(const int8_t *x, const tw_dense_dsp *p, int8_t *y, void *scratch);

#endif
