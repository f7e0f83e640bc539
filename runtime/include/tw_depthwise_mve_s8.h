#ifndef TW_DEPTHWISE_MVE_S8_H
#define TW_DEPTHWISE_MVE_S8_H

#include <stdint.h>

#include "tw_mve.h"

/* A depthwise convolution for Helium. */
typedef struct {
    int32_t input_height;
    int32_t input_width;
    int32_t channels;   /* of the output: multiplier times those of the input */
    int32_t multiplier; /* output channel c reads input channel c / multiplier */
    int32_t output_height;
    int32_t output_width;
    int32_t kernel_y;
    int32_t kernel_x;
    int32_t stride_y;
    int32_t stride_x;
    int32_t dilation_y;
    int32_t dilation_x;
    int32_t pad_top;
    int32_t pad_left;
    int32_t input_zero;
    int32_t columns; /* of a row in scratch: at least pad_left + input_width, and
                        (output_width rounded up to 4, less 1) * stride_x + (kernel_x - 1) * dilation_x + 1 */
    tw_mve_output output;
    /* For every four channels, at a multiple of 4 bytes: weights [kernel_y][kernel_x][4], zero where there is nothing, then
     * TW_MVE_QUANT bytes of constants. The bias is less input_zero times the sum of the channel's weights. */
    const int8_t *weights;
} tw_depthwise_mve;

/* Depthwise convolution of x [input_height][input_width][channels / multiplier] to y [output_height][output_width][channels]:
 *   y[oy][ox][c] = clamp(requantize(bias[c] + sum_(ky, kx) (x[iy][ix][c / multiplier] - input_zero) * w[ky][kx][c]) + zero)
 *   iy = oy * stride_y - pad_top + ky * dilation_y, ix likewise; outside of the picture x is input_zero.
 * Rows of x are copied with their padding, four channels apart, so that columns lie next to each other; four pixels of four
 * channels are computed at a time.
 * scratch: ((kernel_y - 1) * dilation_y + 1) * columns * (channels rounded up to 4) bytes, at a multiple of 4. The rows of x
 * that a row of y needs, and all above, have been read before it is written: y may be x where they have the same shape. */
void tw_depthwise_mve_s8(const int8_t *x, const tw_depthwise_mve *p, int8_t *y, void *scratch);

#endif
