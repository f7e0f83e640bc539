#ifndef TW_CONV_S16_H
#define TW_CONV_S16_H

#include <stdint.h>

#include "tw_wide_sums.h"
#include "tw_window.h"

typedef struct {
    const tw_wide_rows *rows; /* one for each filter, of filter_height x filter_width x input_channels weights */
    tw_window window;
} tw_conv_wide;

/* Convolution on int16. What lies outside the picture is 0:
 *   y[r][c][u] = the row u, applied to x[r * stride_y - pad_top + j * dilation_y][c * stride_x - pad_left + i * dilation_x][k]
 *                over all j, i, k; see tw_matrix_s16
 * Layout: x and y (height, width, channels). Scratch memory: a row in int16, where the patch is gathered. */
void tw_conv_s16(const int16_t *x, const tw_conv_wide *parameters, int16_t *y, int16_t *scratch);

#endif
