#include "tw_add_dsp_s8.h"

#include "check.h"
#include "tw_fixed_point.h"

enum { MOST_BITS = 30 };

static int32_t draw_multiplier(uint32_t *state) {
    return random_between(state, 0, 3) == 0 ? 1 << 30 : random_between(state, 1 << 30, INT32_MAX);
}

/* As the reference kernel has it: a factor of one half is 2^30 without a shift. */
static int32_t share(int32_t x, int32_t zero, int32_t multiplier, int32_t bits) {
    const int is_half = multiplier == INT32_MAX && bits == 1;
    return tw_requantize((x - zero) * (1 << 20), is_half ? 1 << 30 : multiplier, is_half ? 0 : -bits);
}

static int8_t formula(int8_t a, int8_t b, const tw_add_dsp *p) {
    const int32_t sum = share(a, p->a_zero, INT32_MAX, 1) + share(b, p->b_zero, p->b_multiplier, p->b_bits);
    const int32_t steps = tw_requantize(sum, p->sum_multiplier, -1 - p->sum_half_bits);
    return (int8_t)tw_clamp(steps + (p->output_factor >> 1), p->low, p->high);
}

static tw_add_dsp draw(uint32_t *state) {
    const int32_t zero = random_between(state, -128, 127);
    tw_add_dsp p = {.elements = random_between(state, 1, 70), .output_factor = 2 * zero + 1};
    p.a_zero = random_between(state, -128, 127);
    p.b_zero = random_between(state, -128, 127);
    p.b_multiplier = draw_multiplier(state);
    p.b_bits = random_between(state, 1, random_between(state, 0, 7) == 0 ? MOST_BITS : 4);
    if (random_between(state, 0, 3) == 0) {
        p.b_multiplier = INT32_MAX;
        p.b_bits = 1;
    }
    p.sum_multiplier = draw_multiplier(state);
    p.sum_half_bits = random_between(state, 13, 21);
    p.low = random_between(state, 0, 1) ? -128 : random_between(state, -128, 0);
    p.high = random_between(state, 0, 1) ? 127 : random_between(state, p.low, 127);
    p.relu = p.low >= zero;
    return p;
}

static void random_sums_follow_the_formula(void) {
    uint32_t state = 15;
    for (int round = 0; round < 20000; round++) {
        const tw_add_dsp p = draw(&state);
        int8_t *const a = malloc((size_t)p.elements);
        int8_t *const b = malloc((size_t)p.elements);
        int8_t expected[70] = {0};
        for (int32_t i = 0; i < p.elements; i++) {
            a[i] = (int8_t)random_between(&state, -128, 127);
            b[i] = (int8_t)random_between(&state, -128, 127);
            expected[i] = formula(a[i], b[i], &p);
        }
        int8_t *const y = round % 2 == 0 ? a : b;
        tw_add_dsp_s8(a, b, &p, y);
        for (int32_t i = 0; i < p.elements; i++) {
            CHECK(y[i] == expected[i], "round %d, element %d: %d, not %d", round, (int)i, y[i], expected[i]);
        }
        free(a);
        free(b);
    }
}

/* Halves after the first rounding are where the two ways could differ. */
static void every_pair_of_inputs_follows_the_formula(void) {
    uint32_t state = 21;
    for (int round = 0; round < 60; round++) {
        tw_add_dsp p = draw(&state);
        p.elements = 256;
        if (round % 3 == 0) {
            p.sum_multiplier = 1 << 30;
            p.b_multiplier = 1 << 30;
        }
        for (int32_t first = -128; first < 128; first++) {
            int8_t a[256], b[256], y[256];
            for (int32_t i = 0; i < 256; i++) {
                a[i] = (int8_t)first;
                b[i] = (int8_t)(i - 128);
            }
            tw_add_dsp_s8(a, b, &p, y);
            for (int32_t i = 0; i < 256; i++) {
                const int8_t expected = formula(a[i], b[i], &p);
                CHECK(y[i] == expected, "round %d, %d and %d: %d, not %d", round, a[i], b[i], y[i], expected);
            }
        }
    }
}

int main(void) {
    random_sums_follow_the_formula();
    every_pair_of_inputs_follows_the_formula();
    return 0;
}
