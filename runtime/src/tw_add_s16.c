#include "tw_add_s16.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static void add_row(const int16_t *a, int32_t a_step, const int16_t *b, int32_t b_step, int32_t n, const tw_add_wide *p,
                    int16_t *y) {
    const int32_t fraction = (int32_t)1 << 15;
    for (const int16_t *const end = y + n; y < end; y++, a += a_step, b += b_step) {
        const int32_t first = tw_requantize(*a * fraction, p->a_multiplier, p->a_shift);
        const int32_t second = tw_requantize(*b * fraction, p->b_multiplier, p->b_shift);
        const int32_t sum = tw_requantize(first + p->sign * second, p->y_multiplier, p->y_shift);
        *y = (int16_t)tw_clamp(sum, p->y_min, p->y_max);
    }
}

void tw_add_s16(const int16_t *a, const int16_t *b, const tw_add_wide *parameters, int16_t *y) {
    TW_FLASH_STRUCT(tw_add_wide, p, parameters);
    const tw_broadcast *const s = &p->shape;
    for (int32_t i = 0; i < s->dims[0]; i++) {
        for (int32_t j = 0; j < s->dims[1]; j++) {
            for (int32_t k = 0; k < s->dims[2]; k++) {
                add_row(a + i * s->a_steps[0] + j * s->a_steps[1] + k * s->a_steps[2], s->a_steps[3],
                        b + i * s->b_steps[0] + j * s->b_steps[1] + k * s->b_steps[2], s->b_steps[3], s->dims[3], p, y);
                y += s->dims[3];
            }
        }
    }
}
