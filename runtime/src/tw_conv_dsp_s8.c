#include "tw_conv_dsp_s8.h"

/* GCC's first scheduling pass does not count registers: it would spill sums in the inner loops. And it would call memset. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-schedule-insns", "no-tree-loop-distribute-patterns")
#endif
#include "tw_dsp.h"

/* ---- Patches ---------------------------------------------------------------------------------------- */

/* A patch is widened to words (k, k + 2), (k + 1, k + 3). Those of two pixels alternate: `to` advances by two words. */
static void widen(const int8_t *from, uint32_t *to, int32_t quads) {
    for (; quads >= 2; quads -= 2) {
        const uint32_t a = tw_load_word(from);
        const uint32_t b = tw_load_word(from + 4);
        to[0] = tw_sxtb16(a);
        to[2] = tw_sxtb16_ror8(a);
        to[4] = tw_sxtb16(b);
        to[6] = tw_sxtb16_ror8(b);
        from += 8;
        to += 8;
    }
    if (quads > 0) {
        const uint32_t a = tw_load_word(from);
        to[0] = tw_sxtb16(a);
        to[2] = tw_sxtb16_ror8(a);
    }
}

static int8_t *copy(const int8_t *from, int32_t count, int8_t *to) {
    for (; count >= 4; count -= 4) {
        tw_store_word(to, tw_load_word(from));
        from += 4;
        to += 4;
    }
    for (; count > 0; count--) {
        *to++ = *from++;
    }
    return to;
}

static int8_t *fill(uint32_t word, int32_t count, int8_t *to) {
    for (; count >= 4; count -= 4) {
        tw_store_word(to, word);
        to += 4;
    }
    for (; count > 0; count--) {
        *to++ = (int8_t)(word & 0xFFu);
    }
    return to;
}

/* A row of a patch whose columns from `column` on may lie beyond the edges. */
static int8_t *gather_row(const int8_t *row, const tw_conv_dsp *p, int32_t column, int8_t *to) {
    const uint32_t zero = (uint32_t)(uint8_t)p->input_zero * 0x01010101u;
    const int32_t step = p->dilation_x;
    const int32_t run = step == 1 ? p->kernel_width : 1;
    for (int32_t k = 0; k < p->kernel_width; k += run) {
        const int32_t before = column >= 0 ? 0 : column + run <= 0 ? run : -column;
        const int32_t room = p->width - column;
        const int32_t after = room >= run ? 0 : room <= 0 ? run : run - room;
        to = fill(zero, before * p->channels, to);
        if (before + after < run) {
            to = copy(row + (column + before) * p->channels, (run - before - after) * p->channels, to);
        }
        to = fill(zero, after * p->channels, to);
        column += step;
    }
    return to;
}

/* The patch at (row, column) of x as bytes. */
static void gather(const int8_t *x, const tw_conv_dsp *p, int32_t row, int32_t column, int8_t *to) {
    const uint32_t zero = (uint32_t)(uint8_t)p->input_zero * 0x01010101u;
    for (int32_t k = 0; k < p->kernel_height; k++) {
        if (row >= 0 && row < p->height) {
            to = gather_row(x + row * p->width * p->channels, p, column, to);
        } else {
            to = fill(zero, p->kernel_width * p->channels, to);
        }
        row += p->dilation_y;
    }
}

/* Writes the widened patch at (row, column) of x. Inside, rows of whole words are widened where they lie. */
static void take_patch(const int8_t *x, const tw_conv_dsp *p, int32_t row, int32_t column, uint32_t *to, int8_t *bytes) {
    const int32_t run = p->kernel_width * p->channels;
    const int32_t last_row = row + p->kernel_height - 1;
    const int32_t last_column = column + p->kernel_width - 1;
    if (row >= 0 && column >= 0 && last_row < p->height && last_column < p->width && p->dilation_y == 1 &&
        p->dilation_x == 1 && run * p->kernel_height == p->depth && (run & 3) == 0) {
        const int8_t *from = x + (row * p->width + column) * p->channels;
        for (int32_t k = 0; k < p->kernel_height; k++) {
            widen(from, to, run >> 2);
            from += p->width * p->channels;
            to += run;
        }
        return;
    }
    gather(x, p, row, column, bytes);
    widen(bytes, to, p->depth >> 2);
}

/* ---- Sums ------------------------------------------------------------------------------------------- */

#define STORE(requantized, channel, sum0, sum1)                                                      \
    do {                                                                                             \
        const int32_t bits = half_bits[channel];                                                     \
        const int32_t factor = multiplier[channel];                                                  \
        const int32_t offset = (int32_t)((uint32_t)p->output_factor << bits);                        \
        y1[channel] = requantized(sum1, factor, bits, offset);                                       \
        y0[channel] = requantized(sum0, factor, bits, offset);                                       \
    } while (0)

/* One k pair of four filters and two pixels. */
#define STEP(i)                                                                                      \
    do {                                                                                             \
        const uint64_t weights = tw_load_words(w + 2 * (i));                       \
        const uint64_t inputs = tw_load_words(x + 2 * (i));                         \
        uint32_t w_a = (uint32_t)weights, w_b = (uint32_t)(weights >> 32);                           \
        const uint32_t x0 = (uint32_t)inputs, x1 = (uint32_t)(inputs >> 32);                         \
        both_a0 = tw_smlad(w_a, x0, both_a0);                                                        \
        both_a1 = tw_smlad(w_a, x1, both_a1);                                                        \
        w_a = tw_sxtb16(w_a);                                                                        \
        a0 = tw_smlad(w_a, x0, a0);                                                                  \
        a1 = tw_smlad(w_a, x1, a1);                                                                  \
        both_b0 = tw_smlad(w_b, x0, both_b0);                                                        \
        both_b1 = tw_smlad(w_b, x1, both_b1);                                                        \
        w_b = tw_sxtb16(w_b);                                                                        \
        b0 = tw_smlad(w_b, x0, b0);                                                                  \
        b1 = tw_smlad(w_b, x1, b1);                                                                  \
    } while (0)

/* All outputs of two pixels, whose patches are at `patches`. */
static __attribute__((noinline)) void two_pixels(const uint32_t *patches, const tw_conv_dsp *p, int8_t *y0, int8_t *y1) {
    const uint32_t *w = p->weights;
    const int32_t *bias = p->bias;
    const int32_t *multiplier = p->multiplier;
    const uint8_t *half_bits = p->half_bits;
    const uint32_t *const end = patches + p->depth;
    const uint32_t *const end_of_sixteens = patches + (p->depth & ~15);
    int32_t left = p->filters;
    for (; left >= 3; left -= 4) {
        int32_t both_a0 = bias[0], both_a1 = bias[0], a0 = bias[1], a1 = bias[1];
        int32_t both_b0 = bias[2], both_b1 = bias[2], b0 = bias[3], b1 = bias[3];
        const uint32_t *x = patches;
        while (x != end_of_sixteens) {
            STEP(0);
            STEP(1);
            STEP(2);
            STEP(3);
            STEP(4);
            STEP(5);
            STEP(6);
            STEP(7);
            w += 16;
            x += 16;
        }
        while (x != end) {
            STEP(0);
            STEP(1);
            w += 4;
            x += 4;
        }
        if (p->relu) {
            STORE(tw_requantized_relu, 0, tw_first(a0), tw_first(a1));
            STORE(tw_requantized_relu, 1, tw_second(both_a0, a0), tw_second(both_a1, a1));
            STORE(tw_requantized_relu, 2, tw_first(b0), tw_first(b1));
            if (left > 3) {
                STORE(tw_requantized_relu, 3, tw_second(both_b0, b0), tw_second(both_b1, b1));
            }
        } else {
            STORE(tw_requantized, 0, tw_first(a0), tw_first(a1));
            STORE(tw_requantized, 1, tw_second(both_a0, a0), tw_second(both_a1, a1));
            STORE(tw_requantized, 2, tw_first(b0), tw_first(b1));
            if (left > 3) {
                STORE(tw_requantized, 3, tw_second(both_b0, b0), tw_second(both_b1, b1));
            }
        }
        bias += 4;
        multiplier += 4;
        half_bits += 4;
        y0 += 4;
        y1 += 4;
    }
    if (left > 0) {
        int32_t both_a0 = bias[0], both_a1 = bias[0], a0 = bias[1], a1 = bias[1];
        for (const uint32_t *x = patches; x != end; x += 2) {
            const uint32_t w_a = *w++, low = tw_sxtb16(w_a);
            both_a0 = tw_smlad(w_a, x[0], both_a0);
            both_a1 = tw_smlad(w_a, x[1], both_a1);
            a0 = tw_smlad(low, x[0], a0);
            a1 = tw_smlad(low, x[1], a1);
        }
        STORE(tw_requantized, 0, tw_first(a0), tw_first(a1));
        if (left > 1) {
            STORE(tw_requantized, 1, tw_second(both_a0, a0), tw_second(both_a1, a1));
        }
    }
}

static void limit(int8_t *y, int32_t count, int32_t low, int32_t high) {
    for (int32_t i = 0; i < count; i++) {
        y[i] = (int8_t)(y[i] < low ? low : y[i] > high ? high : y[i]);
    }
}

void tw_conv_dsp_s8(const int8_t *x, const tw_conv_dsp *p, int8_t *y, void *scratch) {
    uint32_t *const patches = scratch;
    int8_t *const bytes = (int8_t *)(patches + p->depth);
    const int32_t pixels = p->out_height * p->out_width;
    int8_t *to = y;
    int32_t row = -p->pad_top;
    int32_t column = -p->pad_left;
    int32_t in_row = 0;
    for (int32_t i = 0; i < pixels; i++) {
        take_patch(x, p, row, column, patches + (i & 1), bytes);
        column += p->stride_x;
        if (++in_row == p->out_width) {
            in_row = 0;
            column = -p->pad_left;
            row += p->stride_y;
        }
        if ((i & 1) != 0) {
            two_pixels(patches, p, to, to + p->filters);
            to += 2 * p->filters;
        }
    }
    if ((pixels & 1) != 0) { /* the other patch is whatever was there last: written first, then overwritten */
        two_pixels(patches, p, to, to);
    }
    if (p->low > -128 || p->high < 127) {
        limit(y, pixels * p->filters, p->low, p->high);
    }
}
