#ifndef TW_DSP_PACK_H
#define TW_DSP_PACK_H

#include <stdint.h>

#include "check.h"
#include "tw_fixed_point.h"

/* What the compiler does at build time, for the tests of the kernels with packed arithmetic. */
enum { MOST_WORDS = 40000, MOST_FILTERS = 80 };

/* Filters [filters][length] as the compiler has them, and packed. */
typedef struct {
    int32_t filters, length, depth;
    int32_t row, row_depth; /* a filter is rows of `row`, which lie row_depth apart when packed */
    int32_t input_zero, output_zero, low, high, relu;
    int8_t w[4 * MOST_WORDS];
    int32_t plain_bias[MOST_FILTERS];
    int8_t shift[MOST_FILTERS];
    int32_t multiplier[MOST_FILTERS];
    uint8_t half_bits[MOST_FILTERS];
    int32_t bias[MOST_FILTERS + 4];
    uint32_t words[MOST_WORDS] __attribute__((aligned(8)));
    uint32_t blocks[MOST_WORDS + 3 * MOST_FILTERS] __attribute__((aligned(8))); /* the same, all in one array */
} packed;

static inline int32_t weight(const packed *p, int32_t filter, int32_t k) {
    return filter < p->filters && k < p->length ? p->w[filter * p->length + k] : 0;
}

/* Where k is an index in rows that are filled up. */
static inline int32_t both_weights(const packed *p, int32_t filter, int32_t k) {
    const int32_t index = k / p->row_depth * p->row + k % p->row_depth;
    return k % p->row_depth < p->row ? 256 * weight(p, filter + 1, index) + weight(p, filter, index) : 0;
}

static inline uint32_t pair_word(const packed *p, int32_t filter, int32_t k) {
    return ((uint32_t)both_weights(p, filter, k) & 0xFFFFu) | (uint32_t)both_weights(p, filter, k + 2) << 16;
}

static inline int32_t folded_bias(const packed *p, int32_t filter) {
    int32_t sum = 0;
    for (int32_t k = 0; k < p->length; k++) {
        sum += weight(p, filter, k);
    }
    return filter < p->filters ? p->plain_bias[filter] - p->input_zero * sum : 0;
}

static inline void pack(packed *p) {
    uint32_t *to = p->words;
    p->row_depth = (p->row + 3) & ~3;
    p->depth = p->length / p->row * p->row_depth;
    for (int32_t f = 0; f < p->filters;) {
        const int32_t block = p->filters - f >= 3 ? 4 : 2;
        for (int32_t k = 0; k < p->depth; k += 4) {
            for (int32_t odd = 0; odd < 2; odd++) {
                for (int32_t pair = 0; pair < block; pair += 2) {
                    *to++ = pair_word(p, f + pair, k + odd);
                }
            }
        }
        f += block;
    }
    for (int32_t pair = 0; pair < (p->filters + 1) / 2; pair++) {
        const int32_t first = folded_bias(p, 2 * pair);
        p->bias[2 * pair] = (int32_t)((uint32_t)folded_bias(p, 2 * pair + 1) * 256u + (uint32_t)first);
        p->bias[2 * pair + 1] = first;
    }
    for (int32_t f = 0; f < p->filters; f++) {
        p->half_bits[f] = (uint8_t)(-p->shift[f] - 1);
    }
}

/* What the blocks of tw_conv_dsp_s8.h hold, from the arrays. */
static inline void pack_blocks(packed *p) {
    const uint32_t *from = p->words;
    uint32_t *to = p->blocks;
    for (int32_t f = 0; f < p->filters;) {
        const int32_t block = p->filters - f >= 3 ? 4 : 2;
        uint32_t bits = 0;
        for (int32_t i = 0; i < block; i++) {
            *to++ = (uint32_t)p->bias[f + i];
        }
        for (int32_t i = 0; i < block * p->depth / 4; i++) {
            *to++ = *from++;
        }
        for (int32_t i = 0; i < block; i++) {
            *to++ = f + i < p->filters ? (uint32_t)p->multiplier[f + i] : 0;
            bits |= f + i < p->filters ? (uint32_t)p->half_bits[f + i] << 8 * i : 0;
        }
        *to++ = bits;
        *to++ = 0;
        f += block;
    }
}

static inline void random_filters(packed *p, int32_t filters, int32_t rows, int32_t row, uint32_t *state) {
    const int32_t length = rows * row;
    p->row = row;
    p->filters = filters;
    p->length = length;
    p->input_zero = random_between(state, -128, 127);
    p->output_zero = random_between(state, 0, 3) == 0 ? -128 : random_between(state, -128, 127);
    p->relu = random_between(state, 0, 1);
    p->low = p->relu ? p->output_zero : -128;
    p->high = random_between(state, 0, 2) == 0 ? random_between(state, p->low, 127) : 127;
    for (int32_t i = 0; i < filters * length; i++) {
        p->w[i] = (int8_t)random_between(state, -127, 127);
    }
    for (int32_t f = 0; f < filters; f++) {
        p->plain_bias[f] = random_between(state, -(1 << 20), 1 << 20) >> random_between(state, 0, 20);
        p->multiplier[f] = random_between(state, 0, 19) == 0 ? 0 : random_between(state, 1 << 30, INT32_MAX);
        p->shift[f] = (int8_t)-random_between(state, 1, random_between(state, 0, 1) ? 22 : 10);
    }
    pack(p);
    pack_blocks(p);
}

/* The definition: from the sum without bias, of differences from the input's zero point, to an output. */
static inline int8_t defined(const packed *p, int32_t filter, int32_t sum) {
    const int32_t steps = tw_requantize_sum(sum + p->plain_bias[filter], p->multiplier[filter], p->shift[filter]);
    return (int8_t)tw_clamp(steps + p->output_zero, p->low, p->high);
}

#endif
