#ifndef TW_DSP_H
#define TW_DSP_H

#include <stdint.h>

#include "tw_fixed_point.h"

/* Packed arithmetic of Armv7E-M and of Armv8-M with the DSP extension: each function is one instruction there, and plain C
 * of the same meaning everywhere else. A word holds two int16 (lo, hi) or four int8 (b0 lowest). Sums wrap modulo 2^32.
 *
 *   tw_smlad(a, b, sum)       sum + a.lo * b.lo + a.hi * b.hi
 *   tw_smlabt(a, b, sum)      sum + a.lo * b.hi
 *   tw_smlatb(a, b, sum)      sum + a.hi * b.lo
 *   tw_sxtb16(a)              (b0, b2) as int16
 *   tw_sxtb16_ror8(a)         (b1, b3) as int16
 *   tw_pkhbt(a, b)            (a.lo, b.lo)
 *   tw_pkhtb(a, b)            (b.hi, a.hi)
 *   tw_smmla(a, b, c)         c + a * b * 2^-32, rounded down
 *   tw_smmlar(a, b, c)        c + a * b * 2^-32, rounded half up
 *   tw_ssat8_half(a)          a / 2, rounded down, limited to [-128, 127]
 *   tw_load_word(p)           four int8 at any address */
#if defined(__ARM_FEATURE_DSP) && defined(__GNUC__) && defined(__thumb2__)
#if defined(__clang__) || __GNUC__ >= 10
#include <arm_acle.h>

static inline int32_t tw_smlad(uint32_t a, uint32_t b, int32_t sum) {
    return __smlad((int16x2_t)a, (int16x2_t)b, sum);
}
static inline int32_t tw_smlabt(uint32_t a, uint32_t b, int32_t sum) {
    return __smlabt((int32_t)a, (int32_t)b, sum);
}
static inline int32_t tw_smlatb(uint32_t a, uint32_t b, int32_t sum) {
    return __smlatb((int32_t)a, (int32_t)b, sum);
}
static inline uint32_t tw_sxtb16(uint32_t a) {
    return (uint32_t)__sxtb16((int8x4_t)a);
}
#else /* older ones have no such intrinsics; some Arduino cores come with GCC 7 */
static inline int32_t tw_smlad(uint32_t a, uint32_t b, int32_t sum) {
    int32_t result;
    __asm("smlad %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
    return result;
}
static inline int32_t tw_smlabt(uint32_t a, uint32_t b, int32_t sum) {
    int32_t result;
    __asm("smlabt %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
    return result;
}
static inline int32_t tw_smlatb(uint32_t a, uint32_t b, int32_t sum) {
    int32_t result;
    __asm("smlatb %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
    return result;
}
static inline uint32_t tw_sxtb16(uint32_t a) {
    uint32_t result;
    __asm("sxtb16 %0, %1" : "=r"(result) : "r"(a));
    return result;
}
#endif
/* These have no intrinsic, or one of which GCC 12 makes several instructions. */
static inline uint32_t tw_sxtb16_ror8(uint32_t a) {
    uint32_t result;
    __asm("sxtb16 %0, %1, ror #8" : "=r"(result) : "r"(a));
    return result;
}
static inline uint32_t tw_pkhbt(uint32_t a, uint32_t b) {
    uint32_t result;
    __asm("pkhbt %0, %1, %2, lsl #16" : "=r"(result) : "r"(a), "r"(b));
    return result;
}
static inline uint32_t tw_pkhtb(uint32_t a, uint32_t b) {
    uint32_t result;
    __asm("pkhtb %0, %1, %2, asr #16" : "=r"(result) : "r"(a), "r"(b));
    return result;
}
static inline int32_t tw_smmla(int32_t a, int32_t b, int32_t c) {
    int32_t result;
    __asm("smmla %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(c));
    return result;
}
static inline int32_t tw_smmlar(int32_t a, int32_t b, int32_t c) {
    int32_t result;
    __asm("smmlar %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(c));
    return result;
}
static inline int32_t tw_ssat8_half(int32_t a) {
    int32_t result;
    __asm("ssat %0, #8, %1, asr #1" : "=r"(result) : "r"(a));
    return result;
}
#else
static inline int32_t tw_low(uint32_t a) {
    return (int16_t)(a & 0xFFFFu);
}
static inline int32_t tw_high(uint32_t a) {
    return (int16_t)(a >> 16);
}
static inline int32_t tw_smlabt(uint32_t a, uint32_t b, int32_t sum) {
    return (int32_t)((uint32_t)sum + (uint32_t)(tw_low(a) * tw_high(b)));
}
static inline int32_t tw_smlatb(uint32_t a, uint32_t b, int32_t sum) {
    return (int32_t)((uint32_t)sum + (uint32_t)(tw_high(a) * tw_low(b)));
}
static inline int32_t tw_smlad(uint32_t a, uint32_t b, int32_t sum) {
    const uint32_t products = (uint32_t)(tw_low(a) * tw_low(b)) + (uint32_t)(tw_high(a) * tw_high(b));
    return (int32_t)((uint32_t)sum + products);
}
static inline uint32_t tw_sxtb16(uint32_t a) {
    return ((uint32_t)(int8_t)(a & 0xFFu) & 0xFFFFu) | (uint32_t)(int8_t)((a >> 16) & 0xFFu) << 16;
}
static inline uint32_t tw_sxtb16_ror8(uint32_t a) {
    return tw_sxtb16(a >> 8);
}
static inline uint32_t tw_pkhbt(uint32_t a, uint32_t b) {
    return (a & 0xFFFFu) | b << 16;
}
static inline uint32_t tw_pkhtb(uint32_t a, uint32_t b) {
    return (a & 0xFFFF0000u) | b >> 16;
}
static inline int32_t tw_smmla(int32_t a, int32_t b, int32_t c) {
    /* cppcheck-suppress shiftNegativeLHS; defined, see tw_fixed_point.h */
    return (int32_t)((uint32_t)c + (uint32_t)(((int64_t)a * b) >> 32));
}
static inline int32_t tw_smmlar(int32_t a, int32_t b, int32_t c) {
    const int64_t product = (int64_t)a * b + ((int64_t)1 << 31);
    return (int32_t)((uint32_t)c + (uint32_t)(product >> 32));
}
static inline int32_t tw_ssat8_half(int32_t a) {
    const int32_t half = a >> 1;
    return half < -128 ? -128 : half > 127 ? 127 : half;
}
#endif

#if defined(__ARM_FEATURE_UNALIGNED) && defined(__GNUC__)
typedef struct {
    uint32_t word;
} __attribute__((packed, may_alias)) tw_any_word;

static inline uint32_t tw_load_word(const int8_t *p) {
    return ((const tw_any_word *)(const void *)p)->word;
}
static inline void tw_store_word(int8_t *p, uint32_t word) {
    ((tw_any_word *)(void *)p)->word = word;
}
#else
static inline uint32_t tw_load_word(const int8_t *p) {
    return (uint32_t)(uint8_t)p[0] | (uint32_t)(uint8_t)p[1] << 8 | (uint32_t)(uint8_t)p[2] << 16 |
           (uint32_t)(uint8_t)p[3] << 24;
}
static inline void tw_store_word(int8_t *p, uint32_t word) {
    p[0] = (int8_t)(word & 0xFFu);
    p[1] = (int8_t)((word >> 8) & 0xFFu);
    p[2] = (int8_t)((word >> 16) & 0xFFu);
    p[3] = (int8_t)(word >> 24);
}
#endif

/* Memory that may have been written as halfwords or words; p is a multiple of 4. Two words at once are one instruction:
 * tw_load_words makes GCC 12 use neighbouring registers, the first word in the low half, tw_load_two any registers. Which of
 * the two costs less around them was tried out. */
#if defined(__GNUC__)
typedef uint32_t __attribute__((may_alias)) tw_aligned_word;
#else
typedef uint32_t tw_aligned_word;
#endif

static inline uint32_t tw_load_halfwords(const int16_t *p) {
    return *(const tw_aligned_word *)(const void *)p;
}
static inline void tw_store_halfwords(int16_t *p, uint32_t word) {
    *(tw_aligned_word *)(void *)p = word;
}

#if defined(__ARM_FEATURE_DSP) && defined(__GNUC__) && defined(__thumb2__)
typedef uint64_t __attribute__((may_alias)) tw_two_words;

static inline uint64_t tw_load_words(const void *p) {
    return *(const tw_two_words *)p;
}
static inline void tw_load_two(const void *p, uint32_t *first, uint32_t *second) {
    uint32_t a, b;
    __asm("ldrd %0, %1, %2" : "=r"(a), "=r"(b) : "m"(*(const tw_two_words *)p));
    *first = a;
    *second = b;
}
#else
static inline uint64_t tw_load_words(const void *p) {
    return (uint64_t)((const tw_aligned_word *)p)[1] << 32 | ((const tw_aligned_word *)p)[0];
}
static inline void tw_load_two(const void *p, uint32_t *first, uint32_t *second) {
    *first = ((const tw_aligned_word *)p)[0];
    *second = ((const tw_aligned_word *)p)[1];
}
#endif

/* Twice the sum of the second channel of a pair, of the sum that holds 256 times it and the first's, and the first's. */
static inline int32_t tw_second(int32_t both, int32_t first) {
    return (int32_t)((uint32_t)both - (uint32_t)first) >> 7;
}

/* Twice the sum of the first. */
static inline int32_t tw_first(int32_t first) {
    return (int32_t)((uint32_t)first << 1);
}

/* One output from its sum, doubled: what tw_requantize_sum, the zero point and the limits of int8 make of it, exactly, where
 *   |doubled| < 2^30, multiplier in [2^30, 2^31) or 0, shift in [-22, -1] with half_bits = -shift - 1,
 *   offset = (2 * output_zero + 1) << half_bits.
 * The reference rounds half away from zero: without `negative` half up. The two differ below zero only, by one step at most
 * and never across zero, so not at all where a ReLU follows. Rounding once is half up, ReLU or not. */
static inline int32_t tw_half_steps(int32_t doubled, int32_t multiplier, int32_t offset) {
#if TW_ROUNDING_SINGLE
    return tw_smmla(doubled, multiplier, offset);
#else
    /* cppcheck-suppress [shiftNegativeLHS, shiftTooManyBitsSigned]; defined, see tw_fixed_point.h */
    const int32_t negative = doubled >> 31;
    return tw_smmlar(doubled, multiplier, offset + negative);
#endif
}

static inline int32_t tw_half_steps_relu(int32_t doubled, int32_t multiplier, int32_t offset) {
#if TW_ROUNDING_SINGLE
    return tw_smmla(doubled, multiplier, offset);
#else
    return tw_smmlar(doubled, multiplier, offset);
#endif
}

static inline int8_t tw_requantized(int32_t doubled, int32_t multiplier, int32_t half_bits, int32_t offset) {
    return (int8_t)tw_ssat8_half(tw_half_steps(doubled, multiplier, offset) >> half_bits);
}

static inline int8_t tw_requantized_relu(int32_t doubled, int32_t multiplier, int32_t half_bits, int32_t offset) {
    return (int8_t)tw_ssat8_half(tw_half_steps_relu(doubled, multiplier, offset) >> half_bits);
}

#endif
