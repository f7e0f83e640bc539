#ifndef TW_TRANSPOSE_CONV_S8_H
#define TW_TRANSPOSE_CONV_S8_H

#include <stdint.h>

#include "tw_window.h"

typedef struct {
    const int8_t *weights;     /* [output_channels][filter_height][filter_width][input_channels] */
    const int32_t *bias;       /* [output_channels] */
    const int32_t *multiplier; /* [output_channels], or [1] for all; in [0, 2^31) */
    const int8_t *shift;       /* [output_channels], or [1] for all; in [-31, 30] */
    tw_window window;          /* the padding is what is cut off the whole sum */
    int8_t per_channel;        /* 1, or 0 where one factor is for all */
    int8_t input_zero;
    int8_t output_zero;
    int8_t output_min;
    int8_t output_max;
} tw_transpose_conv;

/* Transposed convolution: y[r][c][o] sums (x[h][v][k] - input_zero) * weights[o][j][i][k] over all h, v, j, i, k with
 * r = h * stride_y - pad_top + j * dilation_y and c = v * stride_x - pad_left + i * dilation_x, then bias and factor as in a
 * convolution. y lies apart from x. Scratch memory: [output_channels] int32. */
void tw_transpose_conv_s8(const int8_t *x, const tw_transpose_conv *parameters, int8_t *y, void *scratch);

#endif
