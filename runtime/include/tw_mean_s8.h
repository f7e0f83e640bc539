#ifndef TW_MEAN_S8_H
#define TW_MEAN_S8_H

#include <stdint.h>

/* Loops over what stays and over what is summed, the last innermost, with steps through x in elements. */
typedef struct {
    int32_t kept[3], kept_steps[3];
    int32_t gone[3], gone_steps[3];
    int32_t zero_sum;   /* zero point of x, times the elements of one sum */
    int32_t multiplier; /* in [0, 2^31); the real factor is multiplier * 2^(shift - 31) */
    int8_t shift;       /* in [-31, 30] */
    int8_t y_zero;
} tw_mean;

/* y[kept] = clamp(factor(sum_gone x - zero_sum) + y_zero, -128, 127); y lies apart from x. No scratch memory. */
void tw_mean_s8(const int8_t *x, const tw_mean *parameters, int8_t *y);

#endif
