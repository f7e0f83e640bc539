#ifndef TW_MUL_S8_H
#define TW_MUL_S8_H

#include <stdint.h>

#include "tw_broadcast.h"

typedef struct {
    tw_broadcast shape;
    int32_t multiplier; /* in [0, 2^31); the real factor is multiplier * 2^(shift - 31) */
    int8_t shift;       /* in [-31, 30] */
    int8_t a_zero, b_zero, y_zero;
    int8_t y_min, y_max;
} tw_mul;

/* Product, element by element:
 *   y = clamp(factor((a - a_zero) * (b - b_zero)) + y_zero, y_min, y_max)
 * y may be an operand that does not repeat. Both operands lie in RAM or in memory that is read like it. No scratch memory. */
void tw_mul_s8(const int8_t *a, const int8_t *b, const tw_mul *parameters, int8_t *y);

#endif
