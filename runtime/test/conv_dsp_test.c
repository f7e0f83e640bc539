#include "tw_conv_dsp_s8.h"

#include <string.h>

#include "check.h"
#include "dsp_pack.h"
#include "tw_dsp.h"

enum { MOST_INPUTS = 20000 };

static packed filters;

static int32_t input(const int8_t *x, const tw_conv_dsp *p, int32_t row, int32_t column, int32_t channel) {
    return row < 0 || column < 0 || row >= p->height || column >= p->width
               ? p->input_zero
               : x[(row * p->width + column) * p->channels + channel];
}

static int8_t formula(const int8_t *x, const tw_conv_dsp *p, int32_t i, int32_t j, int32_t filter) {
    int32_t sum = 0;
    int32_t k = 0;
    for (int32_t ky = 0; ky < p->kernel_height; ky++) {
        for (int32_t kx = 0; kx < p->kernel_width; kx++) {
            for (int32_t c = 0; c < p->channels; c++) {
                const int32_t row = i * p->stride_y - p->pad_top + ky * p->dilation_y;
                const int32_t column = j * p->stride_x - p->pad_left + kx * p->dilation_x;
                sum += (input(x, p, row, column, c) - p->input_zero) * weight(&filters, filter, k++);
            }
        }
    }
    return defined(&filters, filter, sum);
}

static tw_conv_dsp random_shape(uint32_t *state) {
    const int32_t kind = random_between(state, 0, 3), pointwise = kind < 2;
    tw_conv_dsp p;
    memset(&p, 0, sizeof p);
    p.kernel_height = pointwise ? 1 : random_between(state, 1, 4);
    p.kernel_width = pointwise ? 1 : random_between(state, 1, 4);
    p.dilation_y = random_between(state, 0, 3) ? 1 : random_between(state, 1, 3);
    p.dilation_x = random_between(state, 0, 3) ? 1 : random_between(state, 1, 3);
    p.stride_y = random_between(state, 1, 3);
    p.stride_x = random_between(state, 1, 3);
    p.channels = random_between(state, 1, pointwise ? 40 : 20);
    p.height = random_between(state, 1, 9);
    p.width = random_between(state, 1, 9);
    p.pad_top = random_between(state, 0, 4);
    p.pad_left = random_between(state, 0, 4);
    const int32_t reach_y = (p.kernel_height - 1) * p.dilation_y, reach_x = (p.kernel_width - 1) * p.dilation_x;
    if (kind == 0) {
        p.stride_y = p.stride_x = 1;
        p.pad_top = p.pad_left = 0;
        p.out_height = p.height;
        p.out_width = p.width;
        return p;
    }
    p.out_height = (p.height + p.pad_top + reach_y + 2) / p.stride_y;
    p.out_width = (p.width + p.pad_left + reach_x) / p.stride_x + 1;
    return p;
}

static void use_filters(tw_conv_dsp *p) {
    p->filters = filters.filters;
    p->row_depth = filters.row_depth;
    p->depth = filters.depth;
    p->input_zero = filters.input_zero;
    p->output_factor = 2 * filters.output_zero + 1;
    p->relu = filters.relu;
    p->low = filters.low;
    p->high = filters.high;
    p->blocks = filters.blocks;
}

static void random_cases_follow_the_formula(void) {
    uint32_t state = 7;
    for (int round = 0; round < 1500; round++) {
        tw_conv_dsp p = random_shape(&state);
        random_filters(&filters, random_between(&state, 1, 14), p.kernel_height, p.kernel_width * p.channels, &state);
        use_filters(&p);
        const int32_t inputs = p.height * p.width * p.channels, outputs = p.out_height * p.out_width * p.filters;
        int8_t *x = malloc((size_t)inputs), *y = malloc((size_t)outputs);
        uint64_t *scratch = malloc((size_t)(6 * p.depth + 7) / 8 * 8);
        CHECK(x && y && scratch, "no memory for round %d", round);
        for (int32_t i = 0; i < inputs; i++) {
            x[i] = (int8_t)random_between(&state, -128, 127);
        }
        memset(scratch, 0x5A, (size_t)(6 * p.depth));
        tw_conv_dsp_s8(x, &p, y, scratch);
        for (int32_t i = 0; i < outputs; i++) {
            const int32_t pixel = i / p.filters;
            const int8_t expected = formula(x, &p, pixel / p.out_width, pixel % p.out_width, i % p.filters);
            CHECK(y[i] == expected, "round %d, output %ld: %d instead of %d", round, (long)i, y[i], expected);
        }
        free(x);
        free(y);
        free(scratch);
    }
}

/* Sums around every half step of a shift, both signs, and the largest that is allowed. */
static void requantization_is_the_reference_s(int32_t multiplier, int32_t shift, int32_t zero) {
    const int32_t bits = -shift - 1;
    for (int32_t i = -70000; i <= 70000; i++) {
        const int32_t sum = i > 69000 ? (1 << 29) - (i - 69000) : i < -69000 ? -(1 << 29) - (i + 69000) : i;
        const int32_t steps = tw_requantize_sum(sum, multiplier, shift) + zero;
        const int8_t expected = (int8_t)tw_clamp(steps, -128, 127);
        const int8_t actual = tw_requantized(2 * sum, multiplier, bits, (2 * zero + 1) * (1 << bits));
        CHECK(actual == expected, "%d * %d, shift %d, zero %d: %d instead of %d", sum, multiplier, shift, zero, actual, expected);
        const int8_t positive = tw_requantized_relu(2 * sum, multiplier, bits, (2 * zero + 1) * (1 << bits));
        CHECK(tw_clamp(positive, zero, 127) == tw_clamp(expected, zero, 127), "%d, ReLU: %d", sum, positive);
    }
}

int main(void) {
    const int32_t multipliers[] = {0, 1 << 30, (1 << 30) + 1, 1500000000, INT32_MAX};
    const int32_t zeros[] = {-128, -1, 0, 5, 127};
    for (int i = 0; i < 25; i++) {
        for (int32_t shift = -22; shift < 0; shift++) {
            requantization_is_the_reference_s(multipliers[i % 5], shift, zeros[i / 5]);
        }
    }
    random_cases_follow_the_formula();
    return 0;
}
