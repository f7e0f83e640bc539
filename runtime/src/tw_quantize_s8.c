#include "tw_quantize_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static int8_t turned(int32_t x, uint8_t flip) {
    return (int8_t)(flip ? (x < 0 ? x + 128 : x - 128) : x);
}

void tw_rescale_s8(const int8_t *x, int32_t n, const tw_rescale *parameters, int8_t *y) {
    TW_FLASH_STRUCT(tw_rescale, p, parameters);
    for (int32_t i = 0; i < n; i++) {
        const int32_t steps = tw_requantize(turned(x[i], p->x_flip) - p->x_zero, p->multiplier, p->shift);
        y[i] = turned(tw_clamp(steps + p->y_zero, -128, 127), p->y_flip);
    }
}

/* Beyond these steps every zero point leaves the result at a limit. */
static int32_t rounded(float steps) {
    if (steps >= 512.0f) {
        return 512;
    }
    if (steps <= -512.0f) {
        return -512;
    }
    const int32_t whole = steps == steps ? (int32_t)steps : 0; /* a NaN is not itself */
    const float rest = steps - (float)whole;
    return rest >= 0.5f ? whole + 1 : rest <= -0.5f ? whole - 1 : whole;
}

void tw_quantize_f32_s8(const float *x, int32_t n, float scale, int32_t zero, uint8_t flip, int8_t *y) {
    for (int32_t i = 0; i < n; i++) {
        y[i] = turned(tw_clamp(rounded(x[i] / scale) + zero, -128, 127), flip);
    }
}

void tw_dequantize_s8_f32(const int8_t *x, int32_t n, float scale, int32_t zero, uint8_t flip, float *y) {
    for (int32_t i = 0; i < n; i++) {
        y[i] = scale * (float)(turned(x[i], flip) - zero);
    }
}
