#ifndef TW_POINTWISE_DSP_S8_H
#define TW_POINTWISE_DSP_S8_H

#include <stdint.h>

/* Convolution of 1x1 over few channels that a ReLU follows, int8 in and out, for cores with packed 16-bit arithmetic; NHWC:
 *   y[i][f] = requantize(bias[f] + sum_k x[i][k] * w[f][k]) + output_zero, limited to [-128, 127], then [low, high]
 * One filter after another goes over some pixels, its weights and all that its outputs need in registers: with few products
 * for an output, fetching that again would cost most.
 *
 * Layout:
 *   weights      for each filter, for each quad of k: words (2 * w[k], 2 * w[k + 2]), (2 * w[k + 1], 2 * w[k + 3])
 *   bias         for each filter, with the input's zero point in it: 2 * (bias[f] - input_zero * sum_k w[f][k])
 *   multiplier   for each filter, in [2^30, 2^31) or 0
 *   half_bits    for each filter -shift - 1, in [0, 21]
 * Ranges: |bias + sum_k x * w| < 2^29 for any x in [-128, 127]; low >= output_zero.
 * scratch: 2 * together * channels bytes, at a multiple of 8. x and y may overlap as far as each `together` pixels are
 * written after their inputs have been read and before those of the next are. */
typedef struct {
    int32_t pixels;        /* a multiple of `together` */
    int32_t channels;      /* 8 or 16 */
    int32_t filters;       /* channels of y */
    int32_t together;      /* pixels at once: a multiple of 4 */
    int32_t output_factor; /* 2 * output_zero + 1 */
    int32_t low, high;     /* limits of y */
    const uint32_t *weights;
    const int32_t *bias;
    const int32_t *multiplier;
    const uint8_t *half_bits;
} tw_pointwise_dsp;

void tw_pointwise_dsp_s8(const int8_t *x, const tw_pointwise_dsp *p, int8_t *y, void *scratch);

#endif
