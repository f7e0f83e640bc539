#include "tw_pointwise_dsp_s8.h"

#include <string.h>

#include "check.h"
#include "dsp_pack.h"

static packed filters;
static uint32_t words[8 * MOST_FILTERS] __attribute__((aligned(8)));
static int32_t biases[MOST_FILTERS];

/* Twice the weights k and k + 2. */
static uint32_t doubled(int32_t f, int32_t k) {
    return ((uint32_t)(2 * weight(&filters, f, k)) & 0xFFFFu) | (uint32_t)(2 * weight(&filters, f, k + 2)) << 16;
}

static void pack_filters(int32_t channels) {
    for (int32_t f = 0; f < filters.filters; f++) {
        biases[f] = 2 * folded_bias(&filters, f);
        for (int32_t i = 0; i < channels / 2; i++) {
            words[f * channels / 2 + i] = doubled(f, i / 2 * 4 + i % 2);
        }
    }
}

static int8_t formula(const int8_t *x, int32_t f, int32_t channels) {
    int32_t sum = 0;
    for (int32_t k = 0; k < channels; k++) {
        sum += (x[k] - filters.input_zero) * weight(&filters, f, k);
    }
    return defined(&filters, f, sum);
}

static tw_pointwise_dsp parameters(uint32_t *state) {
    const int32_t together = 4 * random_between(state, 1, 8);
    const tw_pointwise_dsp p = {
        .pixels = together * random_between(state, 1, 4), .channels = filters.length, .filters = filters.filters,
        .together = together, .output_factor = 2 * filters.output_zero + 1, .low = filters.low, .high = filters.high,
        .weights = words, .bias = biases, .multiplier = filters.multiplier, .half_bits = filters.half_bits};
    return p;
}

/* y may lie ahead of x as far as no group of pixels reaches what is still to be read. */
static int32_t lead(const tw_pointwise_dsp *p) {
    const int32_t more = p->filters - p->channels;
    return more > 0 ? (p->pixels - p->together) * more : 0;
}

static void a_random_case_follows_the_formula(int round, uint32_t *state) {
    const int32_t channels = random_between(state, 0, 1) ? 8 : 16;
    do {
        random_filters(&filters, random_between(state, 1, 20), 1, channels, state);
    } while (!filters.relu);
    pack_filters(channels);
    const tw_pointwise_dsp p = parameters(state);
    const int32_t inputs = p.pixels * channels, outputs = p.pixels * p.filters, before = lead(&p);
    const size_t scratch_bytes = (size_t)(2 * p.together * channels);
    const int32_t bytes = before + inputs > outputs ? before + inputs : outputs;
    int8_t *memory = malloc((size_t)bytes), *original = malloc((size_t)inputs);
    void *scratch = malloc(scratch_bytes);
    CHECK(memory && original && scratch, "no memory for round %d", round);
    for (int32_t i = 0; i < inputs; i++) {
        original[i] = (int8_t)random_between(state, -128, 127);
    }
    memcpy(memory + before, original, (size_t)inputs);
    tw_pointwise_dsp_s8(memory + before, &p, memory, scratch);
    for (int32_t i = 0; i < outputs; i++) {
        const int8_t expected = formula(original + i / p.filters * channels, i % p.filters, channels);
        CHECK(memory[i] == expected, "round %d, pixel %d, filter %d: %d instead of %d", round, (int)(i / p.filters),
              (int)(i % p.filters), memory[i], expected);
    }
    free(memory);
    free(original);
    free(scratch);
}

int main(void) {
    uint32_t state = 3;
    for (int round = 0; round < 2000; round++) {
        a_random_case_follows_the_formula(round, &state);
    }
    return 0;
}
