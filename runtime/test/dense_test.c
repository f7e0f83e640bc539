#include "tw_dense_s8.h"

#include "check.h"
#include "tw_fixed_point.h"

enum { MAX_INPUTS = 300, MAX_UNITS = 20 };

/* 2 inputs, 3 units, worked out by hand: factor 2^-1, zero points 1 and 10. */
static void a_case_worked_out_by_hand(void) {
    const int8_t x[2] = {3, -1};
    const int8_t weights[3 * 2] = {1, 2, -3, 4, 127, -127};
    const int32_t bias[3] = {10, 0, -9};
    const int32_t multiplier[3] = {1 << 30, 1 << 30, 1 << 30};
    const int8_t shift[3] = {0, 0, 0};
    const tw_dense_quant quant = {1, 10, 10, 127, multiplier, shift};
    int8_t y[3];
    tw_dense_s8(x, 2, weights, bias, &quant, y, 3);
    CHECK(y[0] == 14, "(10 + 2 - 4) / 2 + 10 is %d", y[0]);
    CHECK(y[1] == 10, "(-6 - 8) / 2 + 10, after ReLU, is %d", y[1]);
    CHECK(y[2] == 127, "(254 + 254 - 9) / 2 + 10, saturated, is %d", y[2]);
}

static int8_t formula(const int8_t *x, int32_t inputs, const int8_t *w, int32_t bias, const tw_dense_quant *quant, int32_t u) {
    int64_t sum = bias;
    for (int32_t i = 0; i < inputs; i++) {
        sum += (int64_t)(x[i] - quant->input_zero) * w[u * inputs + i];
    }
    CHECK(sum >= INT32_MIN && sum <= INT32_MAX, "the sum leaves int32: %lld", (long long)sum);
    const int64_t y = (int64_t)tw_requantize_sum((int32_t)sum, quant->multiplier[u], quant->shift[u]) + quant->output_zero;
    return (int8_t)(y < quant->output_min ? quant->output_min : y > quant->output_max ? quant->output_max : y);
}

static void random_cases_follow_the_formula(void) {
    static int8_t x[MAX_INPUTS], weights[MAX_INPUTS * MAX_UNITS], y[MAX_UNITS + 1], shift[MAX_UNITS];
    static int32_t bias[MAX_UNITS], multiplier[MAX_UNITS];
    uint32_t state = 7;
    for (int round = 0; round < 1000; round++) {
        const int32_t inputs = random_between(&state, 1, MAX_INPUTS);
        const int32_t units = random_between(&state, 1, MAX_UNITS);
        for (int32_t i = 0; i < inputs; i++) {
            x[i] = (int8_t)random_between(&state, -128, 127);
        }
        for (int32_t i = 0; i < inputs * units; i++) {
            weights[i] = (int8_t)random_between(&state, -127, 127);
        }
        for (int32_t u = 0; u < units; u++) {
            bias[u] = random_between(&state, -(1 << 30), 1 << 30) >> random_between(&state, 0, 30);
            multiplier[u] = random_between(&state, 1 << 30, INT32_MAX);
            shift[u] = (int8_t)random_between(&state, -31, 2);
        }
        const int32_t output_zero = random_between(&state, -128, 127);
        const tw_dense_quant quant = {random_between(&state, -128, 127), output_zero,
                                      round % 2 ? output_zero : -128, 127, multiplier, shift};
        y[units] = 99;
        tw_dense_s8(x, inputs, weights, bias, &quant, y, units);
        for (int32_t u = 0; u < units; u++) {
            const int8_t expected = formula(x, inputs, weights, bias[u], &quant, u);
            CHECK(y[u] == expected, "round %d, unit %ld: %d instead of %d", round, (long)u, y[u], expected);
        }
        CHECK(y[units] == 99, "written beyond the end in round %d", round);
    }
}

/* The largest layer that the header allows, with everything at its limit. */
static void the_largest_sum_does_not_overflow(int8_t weight, int32_t bias) {
    enum { INPUTS = 32768 };
    static int8_t x[INPUTS], weights[INPUTS];
    const int32_t multiplier[1] = {1 << 30};
    const int8_t shift[1] = {-31};
    const tw_dense_quant quant = {127, 0, -128, 127, multiplier, shift};
    for (int32_t i = 0; i < INPUTS; i++) {
        x[i] = -128;
        weights[i] = weight;
    }
    int8_t y[1];
    tw_dense_s8(x, INPUTS, weights, &bias, &quant, y, 1);
    CHECK(y[0] == formula(x, INPUTS, weights, bias, &quant, 0), "weight %d: %d", weight, y[0]);
}

int main(void) {
    a_case_worked_out_by_hand();
    random_cases_follow_the_formula();
    the_largest_sum_does_not_overflow(-127, 1 << 30);
    the_largest_sum_does_not_overflow(127, -(1 << 30));
    return 0;
}
