#include "tw_depthwise_dsp_s8.h"

#include <string.h>

#include "check.h"
#include "dsp_pack.h"

static packed filters;
static uint32_t words[6 * MOST_FILTERS];
static int32_t biases[MOST_FILTERS];

/* Twice two neighbouring weights. */
static uint32_t doubled(int32_t c, int32_t k) {
    return ((uint32_t)(2 * weight(&filters, c, k)) & 0xFFFFu) | (uint32_t)(2 * weight(&filters, c, k + 1)) << 16;
}

static void pack_lines(void) {
    for (int32_t c = 0; c < filters.filters; c++) {
        biases[c] = 2 * folded_bias(&filters, c);
        for (int32_t line = 0; line < 3; line++) {
            words[6 * c + 2 * line] = doubled(c, 3 * line);
            words[6 * c + 2 * line + 1] = doubled(c, 3 * line + 1);
        }
    }
}

static int8_t formula(const int8_t *x, const tw_depthwise_dsp *p, int32_t i, int32_t j, int32_t c) {
    int32_t sum = 0;
    for (int32_t k = 0; k < 9; k++) {
        const int32_t line = i * p->stride - p->pad_line + k / 3, pixel = j * p->stride - p->pad_pixel + k % 3;
        if (line >= 0 && pixel >= 0 && line < p->lines && pixel < p->length) {
            sum += (x[line * p->line_step + pixel * p->pixel_step + c] - p->input_zero) * weight(&filters, c, k);
        }
    }
    return defined(&filters, c, sum);
}

static tw_depthwise_dsp random_shape(int in_place, uint32_t *state) {
    const int32_t stride = in_place ? 1 : random_between(state, 1, 2);
    const int32_t lines = random_between(state, 1, 12), length = random_between(state, 1, 20);
    const int32_t pad = in_place ? 1 : random_between(state, 0, 1), pad_pixel = in_place ? 1 : random_between(state, 0, 1);
    const int32_t out_lines = in_place ? lines : lines / stride + random_between(state, 0, 1);
    const int32_t out_length = in_place ? length : length / stride + random_between(state, 0, 1);
    const tw_depthwise_dsp p = {
        .channels = random_between(state, 1, 6), .lines = lines, .length = length, .out_lines = out_lines > 0 ? out_lines : 1,
        .out_length = out_length > 0 ? out_length : 1, .stride = stride, .pad_line = pad, .pad_pixel = pad_pixel,
        .band = random_between(state, 1, 13)};
    return p;
}

static void use_filters(tw_depthwise_dsp *p, int transposed) {
    const int32_t c = p->channels;
    p->line_step = transposed ? c : p->length * c;
    p->pixel_step = transposed ? p->lines * c : c;
    p->out_line_step = transposed ? c : p->out_length * c;
    p->out_pixel_step = transposed ? p->out_lines * c : c;
    p->input_zero = filters.input_zero;
    p->output_factor = 2 * filters.output_zero + 1;
    p->relu = filters.relu;
    p->low = filters.low;
    p->high = filters.high;
    p->weights = words;
    p->bias = biases;
    p->multiplier = filters.multiplier;
    p->half_bits = filters.half_bits;
}

static void a_random_case_follows_the_formula(int round, uint32_t *state) {
    const int in_place = round % 2;
    tw_depthwise_dsp p = random_shape(in_place, state);
    random_filters(&filters, p.channels, 3, 3, state);
    pack_lines();
    use_filters(&p, random_between(state, 0, 1));
    const int32_t inputs = p.lines * p.length * p.channels, outputs = p.out_lines * p.out_length * p.channels;
    const size_t scratch_bytes = (size_t)((p.band - 1) * p.stride + 3) * TW_DEPTHWISE_DSP_SPAN * 2;
    int8_t *x = calloc((size_t)inputs, 1), *original = malloc((size_t)inputs);
    int8_t *y = in_place ? x : malloc((size_t)outputs);
    void *scratch = malloc(scratch_bytes);
    CHECK(x && original && y && scratch, "no memory for round %d", round);
    for (int32_t i = 0; i < inputs; i++) {
        x[i] = (int8_t)random_between(state, -128, 127);
    }
    memcpy(original, x, (size_t)inputs);
    memset(scratch, 0x5A, scratch_bytes);
    tw_depthwise_dsp_s8(x, &p, y, scratch);
    for (int32_t i = 0; i < p.out_lines * p.out_length; i++) {
        for (int32_t c = 0; c < p.channels; c++) {
            const int32_t line = i / p.out_length, pixel = i % p.out_length;
            const int8_t expected = formula(original, &p, line, pixel, c);
            const int8_t actual = y[line * p.out_line_step + pixel * p.out_pixel_step + c];
            CHECK(actual == expected, "round %d, line %d, pixel %d, channel %d: %d instead of %d", round, (int)line, (int)pixel,
                  (int)c, actual, expected);
        }
    }
    free(x);
    free(original);
    if (!in_place) {
        free(y);
    }
    free(scratch);
}

int main(void) {
    uint32_t state = 5;
    for (int round = 0; round < 2000; round++) {
        a_random_case_follows_the_formula(round, &state);
    }
    return 0;
}
