#ifndef TW_WIDE_H
#define TW_WIDE_H

#include <stdint.h>

#include "tw_fixed_point.h"

/* Integers wider than 32 bits, for signals. No floating point and no division. Twins in Java: signal.WideArithmetic, FrameCount
 * and Logarithm. */

/* Divides by the number of frames of a window, n: 1 / n = reciprocal * 2^-(30 + bits), to within 2^-30 of itself. */
typedef struct {
    uint32_t reciprocal;
    int32_t bits; /* the smallest with n < 2^bits */
} tw_count;

/* a * b * 2^-32, rounded down. */
static inline int32_t tw_multiply_high(int32_t a, int32_t b) {
#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
    /* From four 16-bit products: the multiplier gives the low 32 bits only, and the compiler's library is slower. */
    const int32_t a_low = a & 0xffff;
    const int32_t b_low = b & 0xffff;
    const int32_t a_high = a >> 16;
    const int32_t b_high = b >> 16;
    const int32_t carry = (int32_t)(((uint32_t)a_low * (uint32_t)b_low) >> 16);
    const int32_t middle = a_high * b_low + carry;
    const int32_t low = a_low * b_high + (middle & 0xffff);
    return a_high * b_high + (middle >> 16) + (low >> 16);
#else
    /* cppcheck-suppress shiftNegativeLHS; defined, see tw_fixed_point.h */
    return (int32_t)(((int64_t)a * b) >> 32);
#endif
}

/* x limited to what a sample can be. */
static inline int16_t tw_sample(int32_t x) {
    return (int16_t)tw_clamp(x, -32767, 32767);
}

/* The smallest n with x < 2^n. */
int32_t tw_bits(uint64_t x);

/* log2(x) with so many binary digits, truncated; x at least 1, digits in [0, 25]. */
int32_t tw_log2(uint64_t x, int32_t digits);

/* The square root, rounded down; x in [0, 2^62]. */
int32_t tw_root(uint64_t x);

/* 2^61 / x, rounded down; x in [2^30, 2^31). */
uint32_t tw_reciprocal(uint32_t x);

/* x * factor * 2^-shift, rounded half away from zero, limited to +-(2^31 - 1), from the 31 highest bits of x;
 * |x| <= 2^62, factor <= 2^31. */
int32_t tw_scaled(int64_t x, uint32_t factor, int32_t shift);

/* n in [1, 65536] */
tw_count tw_count_of(int32_t n);

/* sum / n with so many binary digits more than the sum has; digits may be negative. */
int32_t tw_mean_of(const tw_count *n, int64_t sum, int32_t digits);

#endif
