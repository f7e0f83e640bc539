#include "tw_mean_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static int8_t mean(const int8_t *x, const tw_mean *p) {
    int32_t sum = -p->zero_sum;
    for (int32_t i = 0; i < p->gone[0]; i++) {
        for (int32_t j = 0; j < p->gone[1]; j++) {
            const int8_t *from = x + i * p->gone_steps[0] + j * p->gone_steps[1];
            for (int32_t k = p->gone[2]; k > 0; k--) {
                sum += *from;
                from += p->gone_steps[2];
            }
        }
    }
    return (int8_t)tw_clamp(tw_requantize(sum, p->multiplier, p->shift) + p->y_zero, -128, 127);
}

void tw_mean_s8(const int8_t *x, const tw_mean *parameters, int8_t *y) {
    TW_FLASH_STRUCT(tw_mean, p, parameters);
    for (int32_t i = 0; i < p->kept[0]; i++) {
        for (int32_t j = 0; j < p->kept[1]; j++) {
            for (int32_t k = 0; k < p->kept[2]; k++) {
                *y++ = mean(x + i * p->kept_steps[0] + j * p->kept_steps[1] + k * p->kept_steps[2], p);
            }
        }
    }
}
