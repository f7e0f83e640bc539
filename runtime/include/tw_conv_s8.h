#ifndef TW_CONV_S8_H
#define TW_CONV_S8_H

#include <stdint.h>

#include "tw_matrix_s8.h"
#include "tw_window.h"

typedef struct {
    const tw_matrix *matrix; /* a row for each filter, of filter_height x filter_width x input_channels weights */
    tw_window window;
    int8_t input_zero;
} tw_conv;

/* Convolution. What lies outside the picture is input_zero:
 *   y[r][c][u] = the row u of the matrix, applied to x[r * stride_y - pad_top + j * dilation_y][c * stride_x - pad_left +
 *                i * dilation_x][k] over all j, i, k; see tw_matrix_s8
 * Layout: x and y (height, width, channels). Scratch memory: two rows of the matrix, where patches are gathered. */
void tw_conv_s8(const int8_t *x, const tw_conv *parameters, int8_t *y, void *scratch);

#endif
