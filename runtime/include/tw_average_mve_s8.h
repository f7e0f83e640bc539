#ifndef TW_AVERAGE_MVE_S8_H
#define TW_AVERAGE_MVE_S8_H

#include <stdint.h>

#include "tw_mve.h"

/* Average pooling for Helium. */
typedef struct {
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    int32_t filter_y;
    int32_t filter_x;
    int32_t stride_y;
    int32_t stride_x;
    int32_t pad_top;
    int32_t pad_left;
    int32_t min;
    int32_t max;
} tw_average_mve;

/* Averages of the parts of x [input_height][input_width][channels] that lie under a window; y [output_height][output_width][channels]:
 *   y[oy][ox][c] = clamp(sum / count, min, max), the quotient rounded half away from zero, over what lies inside
 * Input and output have the same scale and zero point; each window holds at least one pixel of x. No scratch memory. */
void tw_average_mve_s8(const int8_t *x, const tw_average_mve *p, int8_t *y);

#endif
