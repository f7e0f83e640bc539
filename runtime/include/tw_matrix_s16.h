#ifndef TW_MATRIX_S16_H
#define TW_MATRIX_S16_H

#include <stdint.h>

#include "tw_wide_sums.h"

/* Fully connected layers and convolutions of 1 x 1 on int16:
 *   y[v][u] = clamp(requantize(bias[u] + sum_i x[v][i] * weights[u][i]), output_min, output_max)
 * Layout: x [vectors][length]; y [vectors][rows]; weights [rows][length]. No scratch memory. y may lie on x where a vector's
 * outputs never overtake what is still to be read. Ranges: length <= 65535. */
void tw_matrix_s16(const int16_t *x, int32_t vectors, const tw_wide_rows *parameters, int16_t *y);

#endif
