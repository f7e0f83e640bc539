#ifndef TW_MVE_LAYOUT_H
#define TW_MVE_LAYOUT_H

#include <stdint.h>

#include "check.h"
#include "tw_fixed_point.h"
#include "tw_mve.h"

/* How sums of channels come back, drawn at random for a test. */
enum { MOST_CHANNELS = 64 };

typedef struct {
    int32_t bias[MOST_CHANNELS];
    int32_t multiplier[MOST_CHANNELS];
    int32_t shift[MOST_CHANNELS];
    tw_mve_output output;
} rescaling;

static inline int32_t one_of_three(uint32_t *state) {
    return random_between(state, 0, 2);
}

/* Shifts such that most sums of `depth` products come back into the range of int8. */
static inline void draw_rescaling(uint32_t *state, rescaling *r, int32_t depth) {
    int32_t log2 = 0;
    while (log2 < 20 && depth >> log2 > 0) {
        log2++;
    }
    r->output.rounding = one_of_three(state);
    r->output.zero = random_between(state, -128, 127);
    r->output.min = r->output.rounding == TW_MVE_HALF_UP ? random_between(state, r->output.zero, 127)
                                                         : random_between(state, -128, 0);
    r->output.max = random_between(state, r->output.min, 127);
    if (next_random(state) % 2 == 0) {
        r->output.max = 127;
    }
    for (int32_t c = 0; c < MOST_CHANNELS; c++) {
        r->bias[c] = random_between(state, -20000, 20000);
        r->multiplier[c] = random_between(state, 1 << 30, INT32_MAX);
        r->shift[c] = -random_between(state, 0, 6 + log2 / 2);
        if (r->output.rounding == TW_MVE_ANY_SHIFT && next_random(state) % 3 == 0) {
            r->shift[c] = random_between(state, 1, 30);
        }
    }
}

static inline int8_t rescaled(const rescaling *r, int32_t sum, int32_t c) {
    const int32_t y = tw_requantize_sum(sum, r->multiplier[c], r->shift[c]) + r->output.zero;
    return (int8_t)tw_clamp(y, r->output.min, r->output.max);
}

static inline void put_word(int8_t *to, int32_t value) {
    for (int32_t i = 0; i < 4; i++) {
        to[i] = (int8_t)(uint8_t)((uint32_t)value >> 8 * i);
    }
}

/* The constants of four channels from c on; bias less input_zero times the sum of w. */
static inline int8_t *put_channels(int8_t *to, const rescaling *r, int32_t c, int32_t channels, const int32_t *weight_sums,
                                   int32_t input_zero) {
    for (int32_t k = 0; k < 4; k++) {
        const int there = c + k < channels;
        put_word(to + 4 * k, there ? r->bias[c + k] - input_zero * weight_sums[c + k] : 0);
        put_word(to + 16 + 4 * k, there ? r->multiplier[c + k] : 0);
        put_word(to + 32 + 4 * k, there ? r->shift[c + k] : 0);
    }
    return to + TW_MVE_QUANT;
}

/* Lays out rows [channels][depth] as tw_conv_mve and tw_dense_mve want them. Returns the bytes. */
static inline int32_t put_rows(int8_t *to, const rescaling *r, const int8_t *rows, int32_t channels, int32_t depth,
                               int32_t input_zero) {
    const int8_t *const start = to;
    int32_t sums[MOST_CHANNELS] = {0};
    for (int32_t c = 0; c < channels; c++) {
        for (int32_t i = 0; i < depth; i++) {
            sums[c] += rows[c * depth + i];
        }
    }
    for (int32_t c = 0; c < channels; c += 4) {
        for (int32_t i = 0; i < depth; i += 16) {
            for (int32_t k = 0; k < 64; k++) {
                const int32_t row = c + k / 16;
                const int32_t column = i + k % 16;
                *to++ = row < channels && column < depth ? rows[row * depth + column] : 0;
            }
        }
        to = put_channels(to, r, c, channels, sums, input_zero);
    }
    return (int32_t)(to - start);
}

static inline void draw_bytes(uint32_t *state, int8_t *to, int32_t n, int32_t least) {
    for (int32_t i = 0; i < n; i++) {
        to[i] = (int8_t)random_between(state, least, 127);
    }
}

#endif
