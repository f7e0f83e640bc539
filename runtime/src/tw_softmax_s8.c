#include "tw_softmax_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

/* Numbers below are fixed point; Qn.m has n integer bits, m fractional bits and a sign. */

/* e^x for x in [-1/4, 0), Q0.31: the Taylor polynomial of degree 4 around -1/8. */
static int32_t exp_of_quarter(int32_t x) {
    const int32_t exp_of_minus_eighth = 1895147668;
    const int32_t third = 715827883;
    const int32_t d = x + ((int32_t)1 << 28); /* distance from -1/8 */
    const int32_t d2 = tw_high_multiply(d, d);
    const int32_t d3 = tw_high_multiply(d2, d);
    const int32_t d4 = tw_high_multiply(d2, d2);
    /* d^2/2 + d^3/6 + d^4/24 = ((d^4/4 + d^3)/3 + d^2)/2 */
    const int32_t tail =
        tw_rounding_shift_right(tw_high_multiply(tw_rounding_shift_right(d4, 2) + d3, third) + d2, 1);
    return exp_of_minus_eighth + tw_high_multiply(exp_of_minus_eighth, d + tail);
}

/* e^x for x in [-31, 0], Q5.26 in, Q0.31 out: x = fine - coarse, fine in [-1/4, 0), coarse a sum of powers of two from
 * 1/4 to 16, each with its constant factor e^-power. */
static int32_t exp_of_negative(int32_t x) {
    static const int32_t exp_of_minus_power[7] TW_FLASH = {
        1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    const int32_t quarter = (int32_t)1 << 24;
    if (x == 0) {
        return INT32_MAX;
    }
    const int32_t fine = (x & (quarter - 1)) - quarter;
    const int32_t coarse = fine - x;
    int32_t result = exp_of_quarter(fine * 32);
    for (int32_t k = 0; k < 7; k++) {
        if (coarse & (quarter << k)) {
            result = tw_high_multiply(result, TW_FLASH_S32(&exp_of_minus_power[k]));
        }
    }
    return result;
}

/* 1 / (1 + x) for x in [0, 1), Q0.31: three Newton-Raphson steps in Q2.29 from 48/17 - 32/17 * d, d = (1 + x)/2. */
static int32_t reciprocal_of_one_plus(int32_t x) {
    const int32_t one = (int32_t)1 << 29;
    const int32_t half_denominator = (int32_t)(((int64_t)x + INT32_MAX + 1) >> 1);
    int32_t r = 1515870810 + tw_high_multiply(half_denominator, -1010580540);
    for (int32_t step = 0; step < 3; step++) {
        const int32_t error = one - tw_high_multiply(half_denominator, r);
        r += tw_saturating_shift_left(tw_high_multiply(r, error), 2);
    }
    return tw_saturating_shift_left(r, 1);
}

static int32_t largest(const int8_t *x, int32_t n) {
    int32_t max = x[0];
    for (int32_t i = 1; i < n; i++) {
        max = x[i] > max ? x[i] : max;
    }
    return max;
}

/* e^(scale * diff), Q0.31. */
static int32_t exp_of_diff(int32_t diff, const tw_softmax_quant *q) {
    return exp_of_negative(tw_high_multiply(diff * ((int32_t)1 << q->shift), q->multiplier));
}

void tw_softmax_s8(const int8_t *x, int32_t n, const tw_softmax_quant *quant, int8_t *y) {
    TW_FLASH_STRUCT(tw_softmax_quant, q, quant);
    const int32_t max = largest(x, n);

    uint32_t sum = 0; /* Q12.19, unsigned: 8191 shares of at most 1 */
    for (int32_t i = 0; i < n; i++) {
        const int32_t diff = x[i] - max;
        if (diff >= q->diff_min) {
            sum += (uint32_t)tw_rounding_shift_right(exp_of_diff(diff, q), 12);
        }
    }

    int32_t bits_over_one = 12; /* sum = (1 + fraction) * 2^bits_over_one */
    while ((sum & 0x80000000u) == 0) {
        sum <<= 1;
        bits_over_one--;
    }
    const int32_t scale = reciprocal_of_one_plus((int32_t)(sum & 0x7fffffffu));
    const int32_t shift = bits_over_one + 23;

    for (int32_t i = 0; i < n; i++) {
        const int32_t diff = x[i] - max;
        int32_t share = 0; /* in 256ths; below one half of that where shift exceeds 31 */
        if (diff >= q->diff_min && shift <= 31) {
            share = tw_rounding_shift_right(tw_high_multiply(scale, exp_of_diff(diff, q)), shift);
        }
        y[i] = (int8_t)(share > 255 ? 127 : share - 128);
    }
}
