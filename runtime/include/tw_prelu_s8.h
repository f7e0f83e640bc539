#ifndef TW_PRELU_S8_H
#define TW_PRELU_S8_H

#include <stdint.h>

#include "tw_broadcast.h"

/* Real factors are multiplier * 2^(shift - 31), multipliers in [0, 2^31), shifts in [-31, 30]. */
typedef struct {
    tw_broadcast shape;
    int32_t positive_multiplier, negative_multiplier;
    int8_t positive_shift, negative_shift;
    int8_t a_zero, b_zero, y_zero;
} tw_prelu;

/* ReLU with a slope b for each element:
 *   y = clamp((a >= a_zero ? positive(a - a_zero) : negative((a - a_zero) * (b - b_zero))) + y_zero, -128, 127)
 * y may be a. Both operands lie in RAM or in memory that is read like it. No scratch memory. */
void tw_prelu_s8(const int8_t *a, const int8_t *b, const tw_prelu *parameters, int8_t *y);

#endif
