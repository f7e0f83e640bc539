#ifndef TW_QUANTIZE_S8_H
#define TW_QUANTIZE_S8_H

#include <stdint.h>

/* Changes of type, scale and zero point, element by element. `flip` is 0x80 where a side is uint8, which is int8 with the top
 * bit turned over; its zero point is then given less 128. */
typedef struct {
    int32_t multiplier; /* in [0, 2^31); the real factor is multiplier * 2^(shift - 31) */
    int8_t shift;       /* in [-31, 30] */
    int8_t x_zero, y_zero;
    uint8_t x_flip, y_flip;
} tw_rescale;

/* y = clamp(factor(x - x_zero) + y_zero, -128, 127); y may be x. */
void tw_rescale_s8(const int8_t *x, int32_t n, const tw_rescale *parameters, int8_t *y);

/* y = clamp(x / scale, rounded half away from zero, + zero, -128, 127); a NaN becomes `zero`. The quotient is a float's. y may
 * lie at the start of x. */
void tw_quantize_f32_s8(const float *x, int32_t n, float scale, int32_t zero, uint8_t flip, int8_t *y);

/* y = scale * (x - zero), the product rounded once. y lies apart from x, or ends where it ends. */
void tw_dequantize_s8_f32(const int8_t *x, int32_t n, float scale, int32_t zero, uint8_t flip, float *y);

#endif
