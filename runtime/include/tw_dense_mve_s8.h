#ifndef TW_DENSE_MVE_S8_H
#define TW_DENSE_MVE_S8_H

#include <stdint.h>

#include "tw_mve.h"

/* A fully connected layer for Helium. */
typedef struct {
    int32_t inputs;
    int32_t units;
    int32_t steps; /* inputs / 16, rounded up */
    tw_mve_output output;
    /* For every four units, at a multiple of 4 bytes: weights [steps][4][16], zero where there is nothing, then TW_MVE_QUANT
     * bytes of constants. The bias is less the input's zero point times the sum of the unit's weights. */
    const int8_t *weights;
} tw_dense_mve;

/* Fully connected, int8 in and out; x [inputs], y [units], apart from each other:
 *   y[u] = clamp(requantize(bias[u] + sum_i (x[i] - input_zero) * w[u][i]) + zero)
 * scratch: 16 * steps bytes where inputs is not a multiple of 16, otherwise none. */
void tw_dense_mve_s8(const int8_t *x, const tw_dense_mve *p, int8_t *y, void *scratch);

#endif
