#ifndef TW_FIXED_POINT_H
#define TW_FIXED_POINT_H

#include <stdint.h>

/* The roundings that the int8 kernels are made of: those of the TensorFlow Lite reference kernels. Portable C99 on int32
 * with 64-bit products and no division. The twin in Java, tensor.FixedPoint and tensor.Requantizer, gives the same bits.
 *
 * Right shifts of negative numbers must be arithmetic. C leaves that to the compiler; one where they are not stops here. */
typedef char tw_right_shift_is_arithmetic[((-1) >> 1) == -1 ? 1 : -1];

/* How sums of products of inputs and weights come back to int8: 0 rounds twice, as the reference kernels do, 1 once, half up.
 * Nothing else hangs on it. */
#ifndef TW_ROUNDING_SINGLE
#define TW_ROUNDING_SINGLE 0
#endif

/* a * b * 2^-31 from four 16-bit products, for cores whose multiplier gives the low 32 bits only: the compiler's library
 * is slower, and larger with -Os. Rounded half up with a half of 1, down with 0. */
static inline int32_t tw_high_multiply_halves(int32_t a, int32_t b, uint32_t half) {
    const int32_t a_low = a & 0xffff;
    const int32_t b_low = b & 0xffff;
    /* cppcheck-suppress shiftNegativeLHS; defined here, see the top */
    const int32_t a_high = a >> 16;
    /* cppcheck-suppress shiftNegativeLHS; the same */
    const int32_t b_high = b >> 16;
    const int32_t carry = (int32_t)(((uint32_t)a_low * (uint32_t)b_low) >> 16);
    const int32_t middle = a_high * b_low + carry;
    const int32_t low = a_low * b_high + (middle & 0xffff); /* bits 16 to 47 of the product, less what is in high */
    /* cppcheck-suppress shiftNegativeLHS; the same */
    const int32_t high = a_high * b_high + (middle >> 16) + (low >> 16);
    return high * 2 + (int32_t)(((((uint32_t)low >> 14) & 3u) + half) >> 1);
}

/* a * b * 2^-31, rounded half up: the high half of the doubled product. Not for a = b = INT32_MIN, which overflows. */
static inline int32_t tw_high_multiply(int32_t a, int32_t b) {
#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
    return tw_high_multiply_halves(a, b, 1);
#else
    return (int32_t)(((int64_t)a * b + ((int64_t)1 << 30)) >> 31);
#endif
}

/* The same, rounded down. */
static inline int32_t tw_high_multiply_down(int32_t a, int32_t b) {
#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
    return tw_high_multiply_halves(a, b, 0);
#else
    /* cppcheck-suppress shiftNegativeLHS; defined, see the top */
    return (int32_t)(((int64_t)a * b) >> 31);
#endif
}

/* x * 2^-bits, rounded half away from zero; bits in [0, 31]. */
static inline int32_t tw_rounding_shift_right(int32_t x, int32_t bits) {
    const int32_t mask = (int32_t)(((uint32_t)1 << bits) - 1u);
    const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
    /* cppcheck-suppress [shiftNegativeLHS, shiftTooManyBitsSigned]; defined here, see the top */
    return (x >> bits) + ((x & mask) > threshold ? 1 : 0);
}

/* x * 2^bits, saturated to int32; bits in [0, 30]. */
static inline int32_t tw_saturating_shift_left(int32_t x, int32_t bits) {
    const int32_t most = INT32_MAX >> bits;
    if (x > most) {
        return INT32_MAX;
    }
    if (x < -most - 1) {
        return INT32_MIN;
    }
    return x * ((int32_t)1 << bits);
}

/* accumulator * multiplier * 2^(shift - 31), rounded twice.
 * multiplier in [2^30, 2^31) or 0; shift in [-31, 30], positive shifts left, saturating, before the multiplication. */
static inline int32_t tw_requantize(int32_t accumulator, int32_t multiplier, int32_t shift) {
    if (shift > 0) {
        return tw_high_multiply(tw_saturating_shift_left(accumulator, shift), multiplier);
    }
    return tw_rounding_shift_right(tw_high_multiply(accumulator, multiplier), -shift);
}

/* The same, rounded once, half up: what is rounded down first does not change which side of a half the rest is on. */
static inline int32_t tw_requantize_once(int32_t accumulator, int32_t multiplier, int32_t shift) {
    if (shift >= 0) {
        return tw_requantize(accumulator, multiplier, shift); /* shifts nothing out: there is one rounding */
    }
    /* cppcheck-suppress shiftNegativeLHS; defined, see the top */
    return ((tw_high_multiply_down(accumulator, multiplier) >> (-shift - 1)) + 1) >> 1;
}

/* What is to be done with a sum of products. */
static inline int32_t tw_requantize_sum(int32_t sum, int32_t multiplier, int32_t shift) {
#if TW_ROUNDING_SINGLE
    return tw_requantize_once(sum, multiplier, shift);
#else
    return tw_requantize(sum, multiplier, shift);
#endif
}

/* sum * multiplier * 2^-bits, rounded half up, of sums over int16: |sum| < 2^47, multiplier in [0, 2^15), bits in [1, 62]. */
static inline int64_t tw_requantize_wide(int64_t sum, int32_t multiplier, int32_t bits) {
    /* cppcheck-suppress shiftNegativeLHS; defined, see the top */
    return (sum * multiplier + ((int64_t)1 << (bits - 1))) >> bits;
}

/* x limited to [min, max]. */
static inline int32_t tw_clamp(int32_t x, int32_t min, int32_t max) {
    return x < min ? min : x > max ? max : x;
}

#endif
