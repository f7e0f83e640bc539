#include "tw_matrix_s8.h"

#include "check.h"
#include "tw_fixed_point.h"

enum { MAX_LENGTH = 300, MAX_ROWS = 20, MAX_VECTORS = 5 };

/* 2 inputs less 1, 3 rows, worked out by hand: factor 2^-1, zero point 10. */
static void a_case_worked_out_by_hand(void) {
    const int8_t x[2] = {3, -1};
    const int8_t weights[3 * 2] = {1, 2, -3, 4, 127, -127};
    const int32_t bias[3] = {10 - 3, 0 - 1, -9};
    const int32_t multiplier[1] = {1 << 30};
    const int8_t shift[1] = {0};
    const tw_matrix p = {.weights = weights, .bias = bias, .multiplier = multiplier, .shift = shift, .length = 2, .rows = 3,
                         .per_row = 0, .output_zero = 10, .output_min = 10, .output_max = 127};
    int8_t y[3];
    tw_matrix_vector_s8(x, &p, y);
    CHECK(y[0] == 14, "(10 + 2 - 4) / 2 + 10 is %d", y[0]);
    CHECK(y[1] == 10, "(-6 - 8) / 2 + 10, after ReLU, is %d", y[1]);
    CHECK(y[2] == 127, "(254 + 254 - 9) / 2 + 10, saturated, is %d", y[2]);
}

static int8_t formula(const int8_t *x, const tw_matrix *p, int32_t row) {
    int64_t sum = p->bias[row];
    for (int32_t i = 0; i < p->length; i++) {
        sum += (int64_t)x[i] * p->weights[row * p->length + i];
    }
    CHECK(sum >= INT32_MIN && sum <= INT32_MAX, "the sum leaves int32: %lld", (long long)sum);
    const int32_t at = p->per_row ? row : 0;
    const int64_t y = (int64_t)tw_requantize_sum((int32_t)sum, p->multiplier[at], p->shift[at]) + p->output_zero;
    return (int8_t)(y < p->output_min ? p->output_min : y > p->output_max ? p->output_max : y);
}

static void random_cases_follow_the_formula(void) {
    static int8_t x[MAX_LENGTH * MAX_VECTORS], weights[MAX_LENGTH * MAX_ROWS], y[MAX_ROWS * MAX_VECTORS + 1], shift[MAX_ROWS];
    static int32_t bias[MAX_ROWS], multiplier[MAX_ROWS];
    uint32_t state = 7;
    for (int round = 0; round < 1000; round++) {
        const int32_t length = random_between(&state, 1, MAX_LENGTH);
        const int32_t rows = random_between(&state, 1, MAX_ROWS);
        const int32_t vectors = random_between(&state, 1, MAX_VECTORS);
        for (int32_t i = 0; i < length * vectors; i++) {
            x[i] = (int8_t)random_between(&state, -128, 127);
        }
        for (int32_t i = 0; i < length * rows; i++) {
            weights[i] = (int8_t)random_between(&state, -127, 127);
        }
        for (int32_t row = 0; row < rows; row++) {
            bias[row] = random_between(&state, -(1 << 30), 1 << 30) >> random_between(&state, 0, 30);
            multiplier[row] = random_between(&state, 1 << 30, INT32_MAX);
            shift[row] = (int8_t)random_between(&state, -31, 2);
        }
        const int8_t zero = (int8_t)random_between(&state, -128, 127);
        const tw_matrix p = {.weights = weights, .bias = bias, .multiplier = multiplier, .shift = shift, .length = length,
                             .rows = rows, .per_row = (int8_t)random_between(&state, 0, 1), .output_zero = zero,
                             .output_min = round % 2 ? zero : -128, .output_max = 127};
        y[vectors * rows] = 99;
        if (vectors == 1 && round % 3) {
            tw_matrix_vector_s8(x, &p, y);
        } else {
            tw_matrix_s8(x, vectors, &p, y);
        }
        for (int32_t i = 0; i < vectors * rows; i++) {
            const int8_t expected = formula(x + i / rows * length, &p, i % rows);
            CHECK(y[i] == expected, "round %d, output %ld: %d instead of %d", round, (long)i, y[i], expected);
        }
        CHECK(y[vectors * rows] == 99, "written beyond the end in round %d", round);
    }
}

/* The largest layer of a network trained here, with everything at its limit; its input's zero point is 127. */
static void the_largest_sum_does_not_overflow(int8_t weight, int32_t bias) {
    enum { LENGTH = 32768 };
    static int8_t x[LENGTH], weights[LENGTH];
    const int32_t multiplier[1] = {1 << 30};
    const int8_t shift[1] = {-31};
    const int32_t folded = bias - 127 * LENGTH * weight;
    const tw_matrix p = {.weights = weights, .bias = &folded, .multiplier = multiplier, .shift = shift, .length = LENGTH,
                         .rows = 1, .per_row = 0, .output_zero = 0, .output_min = -128, .output_max = 127};
    for (int32_t i = 0; i < LENGTH; i++) {
        x[i] = -128;
        weights[i] = weight;
    }
    int8_t y[1];
    tw_matrix_vector_s8(x, &p, y);
    CHECK(y[0] == formula(x, &p, 0), "weight %d: %d", weight, y[0]);
    tw_matrix_s8(x, 1, &p, y);
    CHECK(y[0] == formula(x, &p, 0), "weight %d: %d", weight, y[0]);
}

int main(void) {
    a_case_worked_out_by_hand();
    random_cases_follow_the_formula();
    the_largest_sum_does_not_overflow(-127, 1 << 30);
    the_largest_sum_does_not_overflow(127, -(1 << 30));
    return 0;
}
