#ifndef TW_CONV_DSP_S8_H
#define TW_CONV_DSP_S8_H

#include <stdint.h>

/* Convolution, int8 in and out, for cores with packed 16-bit arithmetic; NHWC:
 *   y[i][j][f] = requantize(bias[f] + sum_k x'[i][j][k] * w[f][k]) + output_zero, limited to [-128, 127], then [low, high]
 * where x'[i][j] is the patch of kernel_height * kernel_width * channels inputs under the filter, input_zero beyond the edge.
 * Two pixels and four filters are done at a time.
 *
 * Layout, each row of a filter filled up to row_depth, a multiple of 4, with zeros. Filters go in pairs (f, f + 1), with a
 * filter of zeros behind the last where their number is odd. A halfword of weights holds 256 * w[f + 1][k] + w[f][k], so that
 * one SMLAD sums 256 * P' + P for two filters, another the P alone on the low bytes, sign-extended.
 * Filters go in blocks of 4, a to d, as long as 3 or 4 are left; a block is, in words that are one array:
 *   bias         256 * B[b] + B[a] modulo 2^32, B[a], 256 * B[d] + B[c] modulo 2^32, B[c]; B is the bias with the input's
 *                zero point in it: bias[f] - input_zero * sum_k w[f][k]
 *   weights      for each quad of k: ab(k, k + 2), cd(k, k + 2), ab(k + 1, k + 3), cd(k + 1, k + 3)
 *   multipliers  4, in [2^30, 2^31) or 0
 *   half_bits    4 bytes, the first filter's lowest: -shift - 1, in [0, 21]
 *   0            a word, for the next block to begin at a multiple of 8
 * For 1 or 2 filters left over there are half as many of each: biases of one pair, weights ab(k, k + 2), ab(k + 1, k + 3) for
 * each quad, 2 multipliers, half_bits, 0. Filters that do not exist are zeros.
 * Ranges, which who makes the constants must check: no 256 * w' + w below -2^15; |B' + sum_k x * w'| < 2^23 for the second
 * filter of a pair and < 2^29 for the first, for any x in [-128, 127].
 * scratch: 6 * depth bytes, at a multiple of 8. x and y may overlap as far as every two outputs are written
 * after the inputs of both have been read and before those of the next two. */
typedef struct {
    int32_t height, width, channels;     /* of x */
    int32_t out_height, out_width;       /* of y */
    int32_t filters;                     /* channels of y */
    int32_t kernel_height, kernel_width; /* of a filter */
    int32_t stride_y, stride_x;
    int32_t dilation_y, dilation_x;
    int32_t pad_top, pad_left;
    int32_t row_depth;     /* kernel_width * channels rounded up to 4 */
    int32_t depth;         /* of a patch: kernel_height * row_depth */
    int32_t input_zero;    /* in [-128, 127] */
    int32_t output_factor; /* 2 * output_zero + 1 */
    int32_t relu;          /* 1 where low >= output_zero: rounding below zero does not matter */
    int32_t low, high;     /* limits of y */
    const uint32_t *blocks;
} tw_conv_dsp;

void tw_conv_dsp_s8(const int8_t *x, const tw_conv_dsp *p, int8_t *y, void *scratch);

#endif
