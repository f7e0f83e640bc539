#include "tw_svdf_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static int32_t get(const int8_t *state, int32_t index, int32_t bytes) {
    return bytes == 1 ? state[index] : (uint8_t)state[2 * index] + state[2 * index + 1] * 256;
}

static void put(int8_t *state, int32_t index, int32_t bytes, int32_t value) {
    state[index * bytes] = (int8_t)value;
    if (bytes == 2) {
        /* cppcheck-suppress shiftNegativeLHS; arithmetic, see tw_fixed_point.h */
        state[index * 2 + 1] = (int8_t)(value >> 8);
    }
}

static void forget_oldest(int8_t *state, int32_t n, int32_t bytes) {
    for (int32_t i = 0; i < n - bytes; i++) {
        state[i] = state[i + bytes];
    }
}

static int32_t feature(const int8_t *x, const int8_t *w, const tw_svdf *p) {
    int32_t sum = 0;
    for (int32_t i = 0; i < p->inputs; i++) {
        sum += (int32_t)(x[i] - p->x_zero) * TW_FLASH_S8(&w[i]);
    }
    const int32_t limit = p->state_bytes == 1 ? 128 : 32768;
    const int32_t steps = tw_requantize(sum, p->feature_multiplier, p->feature_shift);
    return tw_clamp(steps, -limit, limit - 1) + p->state_zero;
}

void tw_svdf_s8(const int8_t *x, const tw_svdf *parameters, int8_t *state, int8_t *y) {
    TW_FLASH_STRUCT(tw_svdf, p, parameters);
    const int32_t bytes = p->state_bytes;
    forget_oldest(state, p->units * p->rank * p->memory * bytes, bytes);
    int32_t filter = 0;
    for (int32_t u = 0; u < p->units; u++) {
        uint32_t sum = (uint32_t)TW_FLASH_S32(&p->bias[u]); /* wraps around, as the reference does */
        for (int32_t r = 0; r < p->rank; r++, filter++) {
            const int32_t first = filter * p->memory;
            put(state, first + p->memory - 1, bytes, feature(x, p->features + filter * p->inputs, p));
            for (int32_t t = first; t < first + p->memory; t++) {
                sum += (uint32_t)((get(state, t, bytes) - p->state_zero) * TW_FLASH_S16(&p->time[t]));
            }
        }
        const int32_t steps = tw_requantize((int32_t)sum, p->y_multiplier, p->y_shift);
        y[u] = (int8_t)tw_clamp(steps + p->y_zero, -128, 127);
    }
}
