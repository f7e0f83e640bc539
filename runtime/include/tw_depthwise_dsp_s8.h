#ifndef TW_DEPTHWISE_DSP_S8_H
#define TW_DEPTHWISE_DSP_S8_H

#include <stdint.h>

/* int16 from line to line in scratch memory. */
enum { TW_DEPTHWISE_DSP_SPAN = 64 };

/* Depthwise convolution of 3x3 with multiplier 1 and stride 1 or 2 (the same both ways), int8 in and out, for cores with
 * packed 16-bit arithmetic; NHWC:
 *   y[i][j][c] = requantize(bias[c] + sum x[i * stride - pad + ky][j * stride - pad + kx][c] * w[c][ky][kx]) + output_zero,
 * limited to [-128, 127], then [low, high]; x is input_zero beyond the edge.
 * One channel after another: its pixels are gathered as int16 into lines with borders, then the filter goes along the lines,
 * two outputs at a time. Lines lie along the axis that the maker of the constants chooses: rows or columns.
 *
 * Layout:
 *   weights      for each channel and each of the filter's 3 lines w0, w1, w2: words (2 * w0, 2 * w1), (2 * w1, 2 * w2)
 *   bias         for each channel, with the input's zero point in it: 2 * (bias[c] - input_zero * sum w[c])
 *   multiplier   for each channel, in [2^30, 2^31) or 0
 *   half_bits    for each channel -shift - 1, in [0, 21]
 * Ranges: |bias + sum x * w| < 2^29 for any x in [-128, 127].
 * A line of scratch memory must hold what the outputs in pairs reach: 2 * ceil(out_length / 2) * stride + 2 <= SPAN.
 * scratch: ((band - 1) * stride + 3) * SPAN * 2 bytes, at a multiple of 8. y may be x where they have one shape: the lines of
 * a channel are read ahead of those that are written. Otherwise they lie apart. */
typedef struct {
    int32_t channels;
    int32_t lines, length;             /* of x: number of lines, pixels of each */
    int32_t line_step, pixel_step;     /* of x: bytes from line to line, from pixel to pixel */
    int32_t out_lines, out_length;     /* of y */
    int32_t out_line_step, out_pixel_step;
    int32_t stride;
    int32_t pad_line, pad_pixel; /* lines before the first, pixels before the first of a line */
    int32_t band;                /* lines of y that are made of what is in scratch memory at once */
    int32_t input_zero;
    int32_t output_factor; /* 2 * output_zero + 1 */
    int32_t relu;          /* 1 where low >= output_zero: rounding below zero does not matter */
    int32_t low, high;     /* limits of y */
    const uint32_t *weights;
    const int32_t *bias;
    const int32_t *multiplier;
    const uint8_t *half_bits;
} tw_depthwise_dsp;

void tw_depthwise_dsp_s8(const int8_t *x, const tw_depthwise_dsp *p, int8_t *y, void *scratch);

#endif
