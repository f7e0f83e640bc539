#include "tw_quantize_s16.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static int8_t turned(int32_t x, uint8_t flip) {
    return (int8_t)(flip ? (x < 0 ? x + 128 : x - 128) : x);
}

void tw_rescale_s8_s16(const int8_t *x, int32_t n, const tw_rescale *parameters, int16_t *y) {
    TW_FLASH_STRUCT(tw_rescale, p, parameters);
    for (int32_t i = 0; i < n; i++) {
        const int32_t steps = tw_requantize(turned(x[i], p->x_flip) - p->x_zero, p->multiplier, p->shift);
        y[i] = (int16_t)tw_clamp(steps, INT16_MIN, INT16_MAX);
    }
}

void tw_widen_s8_s16(const int8_t *x, int32_t n, int8_t x_zero, int16_t *y) {
    const int16_t *const end = y + n;
    while (y < end) {
        *y++ = (int16_t)((*x++ - x_zero) * 128);
    }
}

void tw_rescale_s16_s8(const int16_t *x, int32_t n, const tw_rescale *parameters, int8_t *y) {
    TW_FLASH_STRUCT(tw_rescale, p, parameters);
    for (int32_t i = 0; i < n; i++) {
        const int32_t steps = tw_requantize(x[i], p->multiplier, p->shift);
        /* the limits are shifted, not the value: it may be at the end of int32 */
        const int32_t limited = tw_clamp(steps, -128 - p->y_zero, 127 - p->y_zero);
        y[i] = turned(limited + p->y_zero, p->y_flip);
    }
}

void tw_rescale_s16(const int16_t *x, int32_t n, const tw_rescale *parameters, int16_t *y) {
    TW_FLASH_STRUCT(tw_rescale, p, parameters);
    for (int32_t i = 0; i < n; i++) {
        y[i] = (int16_t)tw_clamp(tw_requantize(x[i], p->multiplier, p->shift), INT16_MIN, INT16_MAX);
    }
}

static int32_t rounded(float steps) {
    if (steps >= 32767.0f) {
        return INT16_MAX;
    }
    if (steps <= -32768.0f) {
        return INT16_MIN;
    }
    const int32_t whole = steps == steps ? (int32_t)steps : 0; /* a NaN is not itself */
    const float rest = steps - (float)whole;
    return rest >= 0.5f ? whole + 1 : rest <= -0.5f ? whole - 1 : whole;
}

void tw_quantize_f32_s16(const float *x, int32_t n, float scale, int16_t *y) {
    for (int32_t i = 0; i < n; i++) {
        y[i] = (int16_t)rounded(x[i] / scale);
    }
}

void tw_dequantize_s16_f32(const int16_t *x, int32_t n, float scale, float *y) {
    for (int32_t i = 0; i < n; i++) {
        y[i] = scale * (float)x[i];
    }
}
