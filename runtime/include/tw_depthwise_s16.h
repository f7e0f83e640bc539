#ifndef TW_DEPTHWISE_S16_H
#define TW_DEPTHWISE_S16_H

#include <stdint.h>

#include "tw_wide_sums.h"
#include "tw_window.h"

typedef struct {
    const tw_wide_rows *rows; /* weights [filter_height][filter_width][output_channels], a row each output channel */
    tw_window window;
    uint16_t depth_multiplier; /* output channels for each input channel */
} tw_depthwise_wide;

/* Depthwise convolution on int16, output channel o of input channel o / depth_multiplier; outside the picture is nothing to add:
 *   y[r][c][o] = clamp(requantize(bias[o] + sum_j sum_i x[r * stride_y - pad_top + j * dilation_y][c * stride_x - pad_left +
 *                i * dilation_x][o / depth_multiplier] * weights[j][i][o]), output_min, output_max)
 * Layout: x and y (height, width, channels). Ranges: filter_width <= 256. No scratch memory. */
void tw_depthwise_s16(const int16_t *x, const tw_depthwise_wide *parameters, int16_t *y);

#endif
