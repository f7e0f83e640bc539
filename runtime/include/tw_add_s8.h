#ifndef TW_ADD_S8_H
#define TW_ADD_S8_H

#include <stdint.h>

#include "tw_broadcast.h"

/* Real factors are multiplier * 2^(shift - 31), multipliers in [0, 2^31), shifts in [-31, 30]. */
typedef struct {
    tw_broadcast shape;
    int32_t a_multiplier, b_multiplier, y_multiplier;
    int8_t a_shift, b_shift, y_shift;
    int8_t a_zero, b_zero, y_zero;
    int8_t sign; /* 1 adds, -1 subtracts b */
    int8_t y_min, y_max;
} tw_add;

/* Sum or difference, element by element, of operands of different scales:
 *   y = clamp(y_factor(a_factor((a - a_zero) * 2^20) + sign * b_factor((b - b_zero) * 2^20)) + y_zero, y_min, y_max)
 * y may be an operand that does not repeat. Both operands lie in RAM or in memory that is read like it. No scratch memory. */
void tw_add_s8(const int8_t *a, const int8_t *b, const tw_add *parameters, int8_t *y);

#endif
