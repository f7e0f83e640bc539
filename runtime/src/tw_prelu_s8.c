#include "tw_prelu_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static void prelu_row(const int8_t *a, int32_t a_step, const int8_t *b, int32_t b_step, int32_t n, const void *parameters,
                      int8_t *y) {
    const tw_prelu *const p = (const tw_prelu *)parameters;
    for (const int8_t *const end = y + n; y < end; y++, a += a_step, b += b_step) {
        const int32_t x = *a - p->a_zero;
        const int32_t steps = x >= 0 ? tw_requantize(x, p->positive_multiplier, p->positive_shift)
                                     : tw_requantize(x * (*b - p->b_zero), p->negative_multiplier, p->negative_shift);
        *y = (int8_t)tw_clamp(steps + p->y_zero, -128, 127);
    }
}

void tw_prelu_s8(const int8_t *a, const int8_t *b, const tw_prelu *parameters, int8_t *y) {
    TW_FLASH_STRUCT(tw_prelu, p, parameters);
    tw_broadcast_rows(a, b, &p->shape, prelu_row, p, y);
}
