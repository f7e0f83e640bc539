#include "tw_dense_dsp_s8.h"

#include "check.h"
#include "dsp_pack.h"

static packed units;

static int8_t formula(const int8_t *x, int32_t unit) {
    int32_t sum = 0;
    for (int32_t i = 0; i < units.length; i++) {
        sum += (x[i] - units.input_zero) * weight(&units, unit, i);
    }
    return defined(&units, unit, sum);
}

static void a_random_case_follows_the_formula(int round, uint32_t *state) {
    random_filters(&units, random_between(state, 1, 20), random_between(state, 1, 200), state);
    const tw_dense_dsp p = {units.length, units.depth, units.filters, 2 * units.output_zero + 1, units.low, units.high,
                            units.words,  units.bias,  units.multiplier, units.half_bits};
    int8_t *x = malloc((size_t)units.length), *y = malloc((size_t)units.filters);
    uint64_t *scratch = malloc((size_t)(2 * units.depth + 7) / 8 * 8);
    CHECK(x && y && scratch, "no memory for round %d", round);
    for (int32_t i = 0; i < units.length; i++) {
        x[i] = (int8_t)random_between(state, -128, 127);
    }
    tw_dense_dsp_s8(x, &p, y, scratch);
    for (int32_t u = 0; u < units.filters; u++) {
        CHECK(y[u] == formula(x, u), "round %d, unit %d: %d instead of %d", round, (int)u, y[u], formula(x, u));
    }
    free(x);
    free(y);
    free(scratch);
}

int main(void) {
    uint32_t state = 11;
    for (int round = 0; round < 2000; round++) {
        a_random_case_follows_the_formula(round, &state);
    }
    return 0;
}
