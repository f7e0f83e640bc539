#include "tw_fixed_point.h"

#include <math.h>

#include "check.h"

static const int32_t edges[] = {0,      1,      -1,       2,        -2,        3,         -3,        255,        -255,
                                65535,  -65535, 65536,    -65536,   1 << 24,   -(1 << 24), 1 << 30,  -(1 << 30), INT32_MAX - 1,
                                INT32_MAX, -INT32_MAX, INT32_MIN};
enum { EDGES = sizeof edges / sizeof edges[0] };

static int32_t accumulator(int32_t i, uint32_t *state) {
    return i < (int32_t)EDGES ? edges[i] : (int32_t)(next_random(state) & 0x7fffffffu) - (1 << 30);
}

static void high_multiply_rounds_half_up(void) {
    CHECK(tw_high_multiply(3, 1 << 30) == 2, "1.5");
    CHECK(tw_high_multiply(-3, 1 << 30) == -1, "-1.5");
    CHECK(tw_high_multiply(INT32_MIN, INT32_MAX) == -INT32_MAX, "the largest product");
}

static void halves_give_the_same_product(void) {
    uint32_t state = 4;
    for (int32_t i = 0; i < 100000; i++) {
        const int32_t a = i < (int32_t)(EDGES * EDGES) ? edges[i / (int32_t)EDGES] : accumulator(EDGES, &state) * 2;
        const int32_t b = i < (int32_t)(EDGES * EDGES) ? edges[i % (int32_t)EDGES] : accumulator(EDGES, &state);
        if (a != INT32_MIN || b != INT32_MIN) {
            const int32_t expected = (int32_t)(((int64_t)a * b + ((int64_t)1 << 30)) >> 31);
            CHECK(tw_high_multiply_halves(a, b, 1) == expected, "%ld * %ld", (long)a, (long)b);
            const int32_t down = (int32_t)(((int64_t)a * b) >> 31);
            CHECK(tw_high_multiply_halves(a, b, 0) == down, "%ld * %ld, down", (long)a, (long)b);
        }
    }
}

static void shift_right_rounds_half_away_from_zero(void) {
    CHECK(tw_rounding_shift_right(3, 1) == 2, "1.5");
    CHECK(tw_rounding_shift_right(-3, 1) == -2, "-1.5");
    CHECK(tw_rounding_shift_right(INT32_MIN, 31) == -1, "-1");
    uint32_t state = 1;
    for (int32_t i = 0; i < 1000; i++) {
        const int32_t x = accumulator(i, &state);
        for (int32_t bits = 0; bits <= 31; bits++) {
            const double expected = round(ldexp((double)x, -bits)); /* round(): half away from zero */
            const int32_t actual = tw_rounding_shift_right(x, bits);
            CHECK((double)actual == expected, "%ld >> %ld is %ld", (long)x, (long)bits, (long)actual);
        }
    }
}

static void shift_left_saturates(void) {
    uint32_t state = 2;
    for (int32_t i = 0; i < 1000; i++) {
        const int32_t x = accumulator(i, &state);
        for (int32_t bits = 0; bits <= 30; bits++) {
            const double exact = ldexp((double)x, bits);
            const double expected = exact > INT32_MAX ? INT32_MAX : exact < INT32_MIN ? INT32_MIN : exact;
            CHECK((double)tw_saturating_shift_left(x, bits) == expected, "%ld << %ld", (long)x, (long)bits);
        }
    }
}

static void requantize_stays_within_half_a_step(void) {
    uint32_t state = 3;
    for (int32_t i = 0; i < 2000; i++) {
        const int32_t x = accumulator(i, &state);
        const int32_t multiplier = random_between(&state, 1 << 30, INT32_MAX);
        for (int32_t shift = -31; shift <= 0; shift++) {
            const double exact = ldexp((double)x * (double)multiplier, (int)shift - 31);
            const double off = fabs(exact - (double)tw_requantize(x, multiplier, shift));
            const double first_rounding = ldexp(0.5, (int)shift); /* at shift 0 it is the only one */
            CHECK(off <= first_rounding + (shift < 0 ? 0.5 : 0), "%ld * %ld, shift %ld, off by %f", (long)x,
                  (long)multiplier, (long)shift, off);
        }
    }
    CHECK(tw_requantize(1 << 28, 1 << 30, 9) == 1 << 30, "256 times 2^28 saturates");
    CHECK(tw_requantize(5, 1 << 30, 4) == 40, "8 times 5");
    CHECK(tw_requantize(12345, 0, 0) == 0, "nothing");
}

static void requantize_once_is_the_product_rounded_half_up(void) {
    uint32_t state = 5;
    for (int32_t i = 0; i < 2000; i++) {
        const int32_t x = accumulator(i, &state);
        const int32_t multiplier = random_between(&state, 1 << 30, INT32_MAX);
        for (int32_t shift = -31; shift <= 0; shift++) {
            const int64_t half = (int64_t)1 << (30 - shift);
            const int64_t expected = ((int64_t)x * multiplier + half) >> (31 - shift);
            const int32_t actual = tw_requantize_once(x, multiplier, shift);
            CHECK(actual == expected, "%ld * %ld, shift %ld is %ld", (long)x, (long)multiplier, (long)shift, (long)actual);
        }
    }
    CHECK(tw_requantize(-3, 1 << 30, 0) == -1 && tw_requantize_once(-3, 1 << 30, 0) == -1, "-1.5");
    CHECK(tw_requantize(-3, 1 << 30, -1) == -1 && tw_requantize_once(-3, 1 << 30, -1) == -1, "-0.75");
    CHECK(tw_requantize(-2, 1 << 30, -1) == -1 && tw_requantize_once(-2, 1 << 30, -1) == 0, "-0.5");
    CHECK(tw_requantize(3, 1 << 30, -2) == 1 && tw_requantize_once(3, 1 << 30, -2) == 0, "0.375 is 2, then 0.5");
}

static void sums_are_rounded_twice_unless_it_is_said(void) {
    CHECK(tw_requantize_sum(-2, 1 << 30, -1) == (TW_ROUNDING_SINGLE ? 0 : -1), "-0.5");
}

int main(void) {
    high_multiply_rounds_half_up();
    halves_give_the_same_product();
    shift_right_rounds_half_away_from_zero();
    shift_left_saturates();
    requantize_stays_within_half_a_step();
    requantize_once_is_the_product_rounded_half_up();
    sums_are_rounded_twice_unless_it_is_said();
    return 0;
}
