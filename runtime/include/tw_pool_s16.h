#ifndef TW_POOL_S16_H
#define TW_POOL_S16_H

#include <stdint.h>

#include "tw_window.h"

typedef struct {
    tw_window window; /* dilations of 1 */
    int16_t output_min;
    int16_t output_max;
} tw_pool_wide;

/* Pooling over windows of int16; what lies outside the picture does not count:
 *   y[r][c][k] = clamp(average, half away from zero, or maximum of x[r * stride_y - pad_top + j][c * stride_x - pad_left + i][k]
 *                over all j, i inside, output_min, output_max)
 * Layout: x and y (height, width, channels). Ranges: filter_height * filter_width < 2^16. No scratch memory. */
void tw_average_pool_s16(const int16_t *x, const tw_pool_wide *parameters, int16_t *y);
void tw_max_pool_s16(const int16_t *x, const tw_pool_wide *parameters, int16_t *y);

#endif
