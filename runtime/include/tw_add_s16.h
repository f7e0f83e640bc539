#ifndef TW_ADD_S16_H
#define TW_ADD_S16_H

#include <stdint.h>

#include "tw_broadcast.h"

/* Real factors are multiplier * 2^(shift - 31), multipliers in [0, 2^31), shifts in [-31, 30]. */
typedef struct {
    tw_broadcast shape;
    int32_t a_multiplier, b_multiplier, y_multiplier;
    int8_t a_shift, b_shift, y_shift;
    int8_t sign; /* 1 adds, -1 subtracts b */
    int16_t y_min, y_max;
} tw_add_wide;

/* Sum or difference of int16, element by element, of operands of different scales:
 *   y = clamp(y_factor(a_factor(a * 2^15) + sign * b_factor(b * 2^15)), y_min, y_max)
 * y may be an operand that does not repeat. Both operands lie in RAM or in memory that is read like it. No scratch memory. */
void tw_add_s16(const int16_t *a, const int16_t *b, const tw_add_wide *parameters, int16_t *y);

#endif
