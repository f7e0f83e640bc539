#include "tw_add_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static void add_row(const int8_t *a, int32_t a_step, const int8_t *b, int32_t b_step, int32_t n, const void *parameters,
                    int8_t *y) {
    const tw_add *const p = (const tw_add *)parameters;
    const int32_t fraction = (int32_t)1 << 20;
    for (const int8_t *const end = y + n; y < end; y++, a += a_step, b += b_step) {
        const int32_t first = tw_requantize((*a - p->a_zero) * fraction, p->a_multiplier, p->a_shift);
        const int32_t second = tw_requantize((*b - p->b_zero) * fraction, p->b_multiplier, p->b_shift);
        const int32_t sum = tw_requantize(first + p->sign * second, p->y_multiplier, p->y_shift);
        *y = (int8_t)tw_clamp(sum + p->y_zero, p->y_min, p->y_max);
    }
}

void tw_add_s8(const int8_t *a, const int8_t *b, const tw_add *parameters, int8_t *y) {
    TW_FLASH_STRUCT(tw_add, p, parameters);
    tw_broadcast_rows(a, b, &p->shape, add_row, p, y);
}
