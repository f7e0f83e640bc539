#include "tw_add_dsp_s8.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("no-schedule-insns")
#endif
#include "tw_dsp.h"

/* Numbers of a call as the elements need them. */
typedef struct {
    uint32_t a_zero;    /* << 20 */
    uint32_t b_zero;    /* << 21 */
    int32_t b_half;     /* the half that rounds b's shift */
    int32_t b_multiplier, b_bits;
    int32_t multiplier, half_bits, offset;
} numbers;

/* Twice the sum on the common scale. b shifted to the left by 21 is twice what the definition multiplies by 2^-31: the same
 * as this by 2^-32. It is not 0 where b is not b_zero, so has the sign of what is multiplied. */
static inline int32_t doubled_sum(int8_t a, int8_t b, const numbers *n) {
    const int32_t wide = (int32_t)(((uint32_t)(int32_t)b << 21) - n->b_zero);
    /* cppcheck-suppress [shiftNegativeLHS, shiftTooManyBitsSigned]; defined, see tw_fixed_point.h */
    const int32_t share = tw_smmlar(wide, n->b_multiplier, n->b_half + (wide >> 31)) >> n->b_bits;
    return (int32_t)(((uint32_t)(int32_t)a << 20) - n->a_zero + ((uint32_t)share << 1));
}

/* tw_requantized() and tw_requantized_relu() as they are where sums of products are rounded twice: this is no such sum. */
static inline int8_t rounded_twice(int32_t doubled, int32_t multiplier, int32_t half_bits, int32_t offset) {
    /* cppcheck-suppress [shiftNegativeLHS, shiftTooManyBitsSigned]; defined, see tw_fixed_point.h */
    return (int8_t)tw_ssat8_half(tw_smmlar(doubled, multiplier, offset + (doubled >> 31)) >> half_bits);
}

static inline int8_t rounded_twice_relu(int32_t doubled, int32_t multiplier, int32_t half_bits, int32_t offset) {
    return (int8_t)tw_ssat8_half(tw_smmlar(doubled, multiplier, offset) >> half_bits);
}

#define ADD(i, requantized)                                                                                          \
    y[i] = requantized(doubled_sum(a[i], b[i], &n), n.multiplier, n.half_bits, n.offset)

#define ADD_ALL(requantized)                                                                                         \
    do {                                                                                                             \
        for (; y != whole; y += 4) {                                                                                 \
            ADD(0, requantized);                                                                                     \
            ADD(1, requantized);                                                                                     \
            ADD(2, requantized);                                                                                     \
            ADD(3, requantized);                                                                                     \
            a += 4;                                                                                                  \
            b += 4;                                                                                                  \
        }                                                                                                            \
        for (; y != end; y++) {                                                                                      \
            ADD(0, requantized);                                                                                     \
            a++;                                                                                                     \
            b++;                                                                                                     \
        }                                                                                                            \
    } while (0)

static void limit(int8_t *y, int32_t count, int32_t low, int32_t high) {
    for (int32_t i = 0; i < count; i++) {
        y[i] = (int8_t)(y[i] < low ? low : y[i] > high ? high : y[i]);
    }
}

void tw_add_dsp_s8(const int8_t *a, const int8_t *b, const tw_add_dsp *p, int8_t *y) {
    const numbers n = {(uint32_t)p->a_zero << 20,
                       (uint32_t)p->b_zero << 21,
                       (int32_t)1 << (p->b_bits - 1),
                       p->b_multiplier,
                       p->b_bits,
                       p->sum_multiplier,
                       p->sum_half_bits,
                       (int32_t)((uint32_t)p->output_factor << p->sum_half_bits)};
    int8_t *const first = y;
    int8_t *const whole = y + (p->elements & ~3);
    int8_t *const end = y + p->elements;
    if (p->relu) {
        ADD_ALL(rounded_twice_relu);
    } else {
        ADD_ALL(rounded_twice);
    }
    if (p->low > -128 || p->high < 127) {
        limit(first, p->elements, p->low, p->high);
    }
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
