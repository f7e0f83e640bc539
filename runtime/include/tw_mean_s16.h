#ifndef TW_MEAN_S16_H
#define TW_MEAN_S16_H

#include <stdint.h>

/* Loops over what stays and over what is summed, the last innermost, with steps through x in elements. */
typedef struct {
    int32_t kept[3], kept_steps[3];
    int32_t gone[3], gone_steps[3];
    int32_t multiplier; /* in [0, 2^31); the real factor is multiplier * 2^(shift - 31) */
    int8_t shift;       /* in [-31, 30] */
} tw_mean_wide;

/* y[kept] = clamp(factor(sum_gone x), -32768, 32767); y lies apart from x. Ranges: at most 65535 elements make a sum. No scratch
 * memory. */
void tw_mean_s16(const int16_t *x, const tw_mean_wide *parameters, int16_t *y);

#endif
