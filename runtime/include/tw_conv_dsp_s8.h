#ifndef TW_CONV_DSP_S8_H
#define TW_CONV_DSP_S8_H

#include <stdint.h>

/* Convolution, int8 in and out, for cores with packed 16-bit arithmetic; NHWC:
 *   y[i][j][f] = requantize(bias[f] + sum_k x'[i][j][k] * w[f][k]) + output_zero, limited to [-128, 127], then [low, high]
 * where x'[i][j] is the patch of kernel_height * kernel_width * channels inputs under the filter, input_zero beyond the edge.
 * tw_conv_dsp_s8 works on two pixels and four filters at a time.
 *
 * Layout, with `depth` the length of a patch rounded up to 4. Filters go in pairs (f, f + 1), with a filter of zeros
 * behind the last where their number is odd. A halfword of weights holds 256 * w[f + 1][k] + w[f][k], so that one SMLAD
 * sums 256 * P' + P for two filters, another the P alone on the low bytes, sign-extended.
 *   weights      for each 4 filters (a, a + 1, b = a + 2, b + 1): for each quad of k: words a(k, k + 2), b(k, k + 2),
 *                a(k + 1, k + 3), b(k + 1, k + 3); for 2 filters left over: a(k, k + 2), a(k + 1, k + 3). 0 beyond the patch
 *   bias         for each pair: 256 * B' + B modulo 2^32, B; B is the bias with the input's zero point in it:
 *                bias[f] - input_zero * sum_k w[f][k]
 *   multiplier   for each filter, in [2^30, 2^31) or 0
 *   half_bits    for each filter -shift - 1, in [0, 21]
 * Ranges, which who makes the constants must check: no 256 * w' + w below -2^15; |B' + sum_k x * w'| < 2^23 for the second
 * filter of a pair and < 2^29 for the first, for any x in [-128, 127].
 * scratch: tw_conv_dsp_s8: 5 * depth bytes, at a multiple of 8. x and y may overlap as far as every two outputs are written
 * after the inputs of both have been read and before those of the next two. */
typedef struct {
    int32_t height, width, channels;     /* of x */
    int32_t out_height, out_width;       /* of y */
    int32_t filters;                     /* channels of y */
    int32_t kernel_height, kernel_width; /* of a filter */
    int32_t stride_y, stride_x;
    int32_t dilation_y, dilation_x;
    int32_t pad_top, pad_left;
    int32_t depth;         /* of a patch, rounded up to 4 */
    int32_t input_zero;    /* in [-128, 127] */
    int32_t output_factor; /* 2 * output_zero + 1 */
    int32_t relu;          /* 1 where low >= output_zero: rounding below zero does not matter */
    int32_t low, high;     /* limits of y */
    const uint32_t *weights;
    const int32_t *bias;
    const int32_t *multiplier;
    const uint8_t *half_bits;
} tw_conv_dsp;

void tw_conv_dsp_s8(const int8_t *x, const tw_conv_dsp *p, int8_t *y, void *scratch);

#endif
