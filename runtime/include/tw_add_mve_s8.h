#ifndef TW_ADD_MVE_S8_H
#define TW_ADD_MVE_S8_H

#include <stdint.h>

#include "tw_mve.h"

/* An addition for Helium. No shift is above 0. */
typedef struct {
    int32_t elements;
    int32_t first_zero;
    int32_t first_multiplier;
    int32_t first_shift;
    int32_t second_zero;
    int32_t second_multiplier;
    int32_t second_shift;
    int32_t sum_multiplier;
    int32_t sum_shift;
    int32_t zero;
    int32_t min;
    int32_t max;
} tw_add_mve;

/* y[i] = clamp(sum(first((a[i] - first_zero) << 20) + second((b[i] - second_zero) << 20)) + zero, min, max), where first, second
 * and sum requantize by their multiplier and shift; int8 in and out. y may be a or b, or start below them. No scratch memory. */
void tw_add_mve_s8(const int8_t *a, const int8_t *b, const tw_add_mve *p, int8_t *y);

#endif
