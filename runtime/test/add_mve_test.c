#include "tw_add_mve_s8.h"

#include "check.h"
#include "mve_layout.h"

static int32_t draw_multiplier(uint32_t *state) {
    return random_between(state, 0, 3) == 0 ? 1 << 30 : random_between(state, 1 << 30, INT32_MAX);
}

static int32_t share(int32_t x, int32_t zero, int32_t multiplier, int32_t shift) {
    return tw_requantize((x - zero) * (1 << 20), multiplier, shift);
}

static int8_t formula(int8_t a, int8_t b, const tw_add_mve *p) {
    const int32_t sum = share(a, p->first_zero, p->first_multiplier, p->first_shift) +
                        share(b, p->second_zero, p->second_multiplier, p->second_shift);
    return (int8_t)tw_clamp(tw_requantize(sum, p->sum_multiplier, p->sum_shift) + p->zero, p->min, p->max);
}

static void random_sums_follow_the_formula(void) {
    uint32_t state = 15;
    for (int round = 0; round < 500; round++) {
        tw_add_mve p = {.elements = random_between(&state, 1, 70)};
        p.first_zero = random_between(&state, -128, 127);
        p.second_zero = random_between(&state, -128, 127);
        p.first_multiplier = draw_multiplier(&state);
        p.second_multiplier = draw_multiplier(&state);
        p.sum_multiplier = draw_multiplier(&state);
        p.first_shift = -random_between(&state, 0, 8);
        p.second_shift = -random_between(&state, 0, 8);
        p.sum_shift = -random_between(&state, 14, 20);
        p.zero = random_between(&state, -128, 127);
        p.min = random_between(&state, -128, 0);
        p.max = random_between(&state, p.min, 127);
        int8_t *const a = malloc((size_t)p.elements);
        int8_t *const b = malloc((size_t)p.elements);
        int8_t expected[70] = {0};
        draw_bytes(&state, a, p.elements, -128);
        draw_bytes(&state, b, p.elements, -128);
        for (int32_t i = 0; i < p.elements; i++) {
            expected[i] = formula(a[i], b[i], &p);
        }
        int8_t *const y = round % 2 == 0 ? a : b;
        tw_add_mve_s8(a, b, &p, y);
        for (int32_t i = 0; i < p.elements; i++) {
            CHECK(y[i] == expected[i], "round %d, element %d: %d, not %d", round, (int)i, y[i], expected[i]);
        }
        free(a);
        free(b);
    }
}

int main(void) {
    random_sums_follow_the_formula();
    return 0;
}
