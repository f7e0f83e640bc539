#ifndef TW_DEPTHWISE_3_MVE_S8_H
#define TW_DEPTHWISE_3_MVE_S8_H

#include <stdint.h>

#include "tw_mve.h"

/* A depthwise convolution for Helium whose filter has at most 3 rows and 4 columns, such as 3x3. */
typedef struct {
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    int32_t kernel_y; /* 1 to 3 */
    int32_t stride_y;
    int32_t stride_x;
    int32_t dilation_y;
    int32_t pad_top;
    int32_t pad_left;
    int32_t input_zero;
    int32_t columns; /* in scratch: at least pad_left + input_width, and (output_width rounded up to 4, less 1) * stride_x + 4 */
    tw_mve_output output;
    const int8_t *weights; /* [channels][4 columns][4 rows], zero where there is nothing */
    const int32_t *quant;  /* [channels][3]: bias less input_zero times the sum of the weights, multiplier, shift */
} tw_depthwise_3_mve;

/* Depthwise convolution of x [input_height][input_width][channels] to y [output_height][output_width][channels], as
 * tw_depthwise_mve_s8() with multiplier = dilation_x = 1.
 * For each row of y, the rows of x that it needs are laid channel by channel, and in these column by column, four bytes a
 * column, so that the filter's part of a picture is one vector of 16 bytes, which one instruction multiplies and sums.
 * scratch: channels * (4 * columns + 1) bytes, at a multiple of 4; the row of x that the filter's first row is on may be
 * overwritten when the row of y is written, and all above. */
void tw_depthwise_3_mve_s8(const int8_t *x, const tw_depthwise_3_mve *p, int8_t *y, void *scratch);

#endif
