#ifndef TW_SVDF_S8_H
#define TW_SVDF_S8_H

#include <stdint.h>

/* Real factors are multiplier * 2^(shift - 31), multipliers in [0, 2^31), shifts in [-31, 30]. */
typedef struct {
    const int8_t *features; /* [units * rank][inputs] */
    const int16_t *time;    /* [units * rank][memory] */
    const int32_t *bias;    /* [units] */
    int32_t feature_multiplier, y_multiplier;
    int8_t feature_shift, y_shift;
    int32_t inputs, units, rank, memory;
    int32_t state_zero;
    int8_t x_zero, y_zero;
    int8_t state_bytes; /* of an element: 1 or 2, little-endian */
} tw_svdf;

/* Singular value decomposition filter. The state [units * rank][memory] loses its oldest element; the newest of filter f is
 *   clamp(feature(sum_i (x[i] - x_zero) * features[f][i])) + state_zero, clamped to the state's type, and then
 *   y[u] = clamp(y_factor(bias[u] + sum_{f of u} sum_t (state[f][t] - state_zero) * time[f][t]) + y_zero, -128, 127)
 * y lies apart from x. No scratch memory. */
void tw_svdf_s8(const int8_t *x, const tw_svdf *parameters, int8_t *state, int8_t *y);

#endif
