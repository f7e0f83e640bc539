#ifndef TW_ADD_DSP_S8_H
#define TW_ADD_DSP_S8_H

#include <stdint.h>

/* An addition for cores with packed 16-bit arithmetic, of two tensors of one shape. The reference kernel brings both to twice
 * the larger of their scales: a is the one of that scale, whose factor is one half exactly. */
typedef struct {
    int32_t elements;
    int32_t a_zero;
    int32_t b_zero;
    int32_t b_multiplier; /* in [2^30, 2^31) */
    int32_t b_bits;       /* minus the shift of b, in [1, 30]; a factor of one half has the multiplier 2^31 - 1 and 1 here */
    int32_t sum_multiplier; /* in [2^30, 2^31) or 0 */
    int32_t sum_half_bits;  /* minus the shift of the sum, less 1: in [0, 21] */
    int32_t output_factor;  /* 2 * output_zero + 1 */
    int32_t relu;           /* 1 where low >= output_zero: rounding below zero does not matter */
    int32_t low, high;      /* limits of y */
} tw_add_dsp;

/* y[i] = clamp(sum(((a[i] - a_zero) << 19) + b((b[i] - b_zero) << 20)) + output_zero, low, high), where b and sum requantize by
 * their multiplier and shift; int8 in and out. y may be a or b, or start below them. No scratch memory. */
void tw_add_dsp_s8(const int8_t *a, const int8_t *b, const tw_add_dsp *p, int8_t *y);

#endif
