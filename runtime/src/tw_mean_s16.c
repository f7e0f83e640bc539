#include "tw_mean_s16.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static int16_t mean(const int16_t *x, const tw_mean_wide *p) {
    int32_t sum = 0;
    for (int32_t i = 0; i < p->gone[0]; i++) {
        for (int32_t j = 0; j < p->gone[1]; j++) {
            const int16_t *from = x + i * p->gone_steps[0] + j * p->gone_steps[1];
            for (int32_t k = p->gone[2]; k > 0; k--) {
                sum += *from;
                from += p->gone_steps[2];
            }
        }
    }
    return (int16_t)tw_clamp(tw_requantize(sum, p->multiplier, p->shift), INT16_MIN, INT16_MAX);
}

void tw_mean_s16(const int16_t *x, const tw_mean_wide *parameters, int16_t *y) {
    TW_FLASH_STRUCT(tw_mean_wide, p, parameters);
    for (int32_t i = 0; i < p->kept[0]; i++) {
        for (int32_t j = 0; j < p->kept[1]; j++) {
            for (int32_t k = 0; k < p->kept[2]; k++) {
                *y++ = mean(x + i * p->kept_steps[0] + j * p->kept_steps[1] + k * p->kept_steps[2], p);
            }
        }
    }
}
