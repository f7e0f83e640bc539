#ifndef TW_CONV_MVE_S8_H
#define TW_CONV_MVE_S8_H

#include <stdint.h>

#include "tw_mve.h"

/* A convolution for Helium. A filter's weights are one row of depth = kernel_y * kernel_x * channels. */
typedef struct {
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    int32_t filters;
    int32_t kernel_y;
    int32_t kernel_x;
    int32_t stride_y;
    int32_t stride_x;
    int32_t dilation_y;
    int32_t dilation_x;
    int32_t pad_top;
    int32_t pad_left;
    int32_t input_zero;
    int32_t steps; /* depth / 16, rounded up */
    tw_mve_output output;
    /* For every four filters, at a multiple of 4 bytes: weights [steps][4][16], zero where there is nothing, then TW_MVE_QUANT
     * bytes of constants. The bias is less input_zero times the sum of the filter's weights. */
    const int8_t *weights;
} tw_conv_mve;

/* Convolution of a picture x [input_height][input_width][channels] to y [output_height][output_width][filters]:
 *   y[oy][ox][f] = clamp(requantize(bias[f] + sum_(ky, kx, c) (x[iy][ix][c] - input_zero) * w[f][ky][kx][c]) + zero)
 *   iy = oy * stride_y - pad_top + ky * dilation_y, ix likewise; outside of the picture x is input_zero.
 * Two pixels are computed at a time, four filters at a time: their patches are copied next to each other, or read where
 * they lie if the filter is 1x1 with strides of 1 and no padding.
 * scratch: 2 * 16 * steps bytes. Both pixels are read before either is written if patches are copied; otherwise each time
 * before four filters of both are written. */
void tw_conv_mve_s8(const int8_t *x, const tw_conv_mve *p, int8_t *y, void *scratch);

#endif
