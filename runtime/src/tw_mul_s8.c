#include "tw_mul_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static void mul_row(const int8_t *a, int32_t a_step, const int8_t *b, int32_t b_step, int32_t n, const void *parameters,
                    int8_t *y) {
    const tw_mul *const p = (const tw_mul *)parameters;
    for (const int8_t *const end = y + n; y < end; y++, a += a_step, b += b_step) {
        const int32_t product = (int32_t)(*a - p->a_zero) * (*b - p->b_zero);
        *y = (int8_t)tw_clamp(tw_requantize(product, p->multiplier, p->shift) + p->y_zero, p->y_min, p->y_max);
    }
}

void tw_mul_s8(const int8_t *a, const int8_t *b, const tw_mul *parameters, int8_t *y) {
    TW_FLASH_STRUCT(tw_mul, p, parameters);
    tw_broadcast_rows(a, b, &p->shape, mul_row, p, y);
}
