#ifndef TW_QUANTIZE_S16_H
#define TW_QUANTIZE_S16_H

#include <stdint.h>

#include "tw_quantize_s8.h"

/* Changes of type and scale to int16 and from it, element by element; its zero point is 0. For the parameters and `flip` see
 * tw_quantize_s8. */

/* y = clamp(factor(x - x_zero), -32768, 32767); y lies apart from x, or x lies at the end of y. */
void tw_rescale_s8_s16(const int8_t *x, int32_t n, const tw_rescale *parameters, int16_t *y);

/* y = 128 * (x - x_zero), which no int8 leaves int16 by; y lies apart from x. The same as the above with that factor, for less. */
void tw_widen_s8_s16(const int8_t *x, int32_t n, int8_t x_zero, int16_t *y);

/* y = clamp(factor(x) + y_zero, -128, 127); y may lie at the start of x. */
void tw_rescale_s16_s8(const int16_t *x, int32_t n, const tw_rescale *parameters, int8_t *y);

/* y = clamp(factor(x), -32768, 32767); y may be x. */
void tw_rescale_s16(const int16_t *x, int32_t n, const tw_rescale *parameters, int16_t *y);

/* y = clamp(x / scale, rounded half away from zero, -32768, 32767); a NaN becomes 0. The quotient is a float's. y may lie at the
 * start of x. */
void tw_quantize_f32_s16(const float *x, int32_t n, float scale, int16_t *y);

/* y = scale * x, the product rounded once. y lies apart from x, or ends where it ends. */
void tw_dequantize_s16_f32(const int16_t *x, int32_t n, float scale, float *y);

#endif
