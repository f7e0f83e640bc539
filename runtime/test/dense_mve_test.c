#include "tw_dense_mve_s8.h"

#include "check.h"
#include "mve_layout.h"

enum { MOST_INPUTS = 200 };

static int8_t rows[MOST_INPUTS * MOST_CHANNELS];
static int8_t weights[(MOST_INPUTS + 32) * MOST_CHANNELS + MOST_CHANNELS * TW_MVE_QUANT] __attribute__((aligned(4)));

static int8_t formula(const rescaling *r, const int8_t *x, int32_t inputs, int32_t input_zero, int32_t u) {
    int32_t sum = r->bias[u];
    for (int32_t i = 0; i < inputs; i++) {
        sum += (x[i] - input_zero) * rows[u * inputs + i];
    }
    return rescaled(r, sum, u);
}

static void random_layers_follow_the_formula(void) {
    static rescaling r;
    uint32_t state = 11;
    for (int round = 0; round < 600; round++) {
        const int32_t inputs = random_between(&state, 1, MOST_INPUTS);
        const int32_t units = random_between(&state, 1, MOST_CHANNELS);
        const int32_t input_zero = random_between(&state, -128, 127);
        int8_t *const x = malloc((size_t)inputs); /* exactly: the sanitizer sees one too many */
        int8_t *const y = malloc((size_t)units);
        int8_t *const scratch = malloc((size_t)(inputs + 15) / 16 * 16);
        draw_rescaling(&state, &r, inputs);
        draw_bytes(&state, x, inputs, -128);
        draw_bytes(&state, rows, inputs * units, -127);
        (void)put_rows(weights, &r, rows, units, inputs, input_zero);
        const tw_dense_mve p = {inputs, units, (inputs + 15) / 16, r.output, weights};
        tw_dense_mve_s8(x, &p, y, scratch);
        for (int32_t u = 0; u < units; u++) {
            const int8_t expected = formula(&r, x, inputs, input_zero, u);
            CHECK(y[u] == expected, "round %d, %d inputs, unit %d: %d, not %d", round, (int)inputs, (int)u, y[u], expected);
        }
        free(x);
        free(y);
        free(scratch);
    }
}

int main(void) {
    random_layers_follow_the_formula();
    return 0;
}
