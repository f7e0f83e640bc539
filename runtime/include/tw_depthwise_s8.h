#ifndef TW_DEPTHWISE_S8_H
#define TW_DEPTHWISE_S8_H

#include <stdint.h>

#include "tw_window.h"

typedef struct {
    const int8_t *weights;     /* [filter_height][filter_width][output_channels] */
    const int32_t *bias;       /* [output_channels] */
    const int32_t *multiplier; /* [output_channels], or [1] for all; in [0, 2^31) */
    const int8_t *shift;       /* [output_channels], or [1] for all; in [-31, 30] */
    tw_window window;
    uint16_t depth_multiplier; /* output channels for each input channel */
    int8_t per_channel;        /* 1, or 0 where one factor is for all */
    int8_t input_zero;
    int8_t output_zero;
    int8_t output_min;
    int8_t output_max;
} tw_depthwise;

/* Depthwise convolution, output channel o of input channel o / depth_multiplier; what lies outside the picture adds nothing:
 *   y[r][c][o] = clamp(requantize(bias[o] + sum_j sum_i (x[r * stride_y - pad_top + j * dilation_y][c * stride_x - pad_left +
 *                i * dilation_x][o / depth_multiplier] - input_zero) * weights[j][i][o]) + output_zero, output_min, output_max)
 * Layout: x and y (height, width, channels). No scratch memory. */
void tw_depthwise_s8(const int8_t *x, const tw_depthwise *parameters, int8_t *y);

#endif
