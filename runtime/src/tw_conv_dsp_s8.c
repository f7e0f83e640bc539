#include "tw_conv_dsp_s8.h"

/* GCC's first scheduling pass does not count registers: it would spill sums in the inner loops. Nor do those that repeat the
 * conditions of loops or choose what they count with. And it would call memset. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("no-schedule-insns", "no-tree-ch", "no-ivopts", "no-tree-loop-distribute-patterns")
#endif
#include "tw_dsp.h"

/* ---- Patches ---------------------------------------------------------------------------------------- */

/* Patches are widened to words (k, k + 2), (k + 1, k + 3); those of two pixels alternate. One row of both patches. */
static __attribute__((noinline)) void widen(const int8_t *from0, const int8_t *from1, uint32_t *to, int32_t quads) {
    for (; quads >= 2; quads -= 2) {
        const uint32_t a0 = tw_load_word(from0), a1 = tw_load_word(from1);
        to[0] = tw_sxtb16(a0);
        to[1] = tw_sxtb16(a1);
        to[2] = tw_sxtb16_ror8(a0);
        to[3] = tw_sxtb16_ror8(a1);
        const uint32_t b0 = tw_load_word(from0 + 4), b1 = tw_load_word(from1 + 4);
        to[4] = tw_sxtb16(b0);
        to[5] = tw_sxtb16(b1);
        to[6] = tw_sxtb16_ror8(b0);
        to[7] = tw_sxtb16_ror8(b1);
        from0 += 8;
        from1 += 8;
        to += 8;
    }
    if (quads > 0) {
        const uint32_t a0 = tw_load_word(from0), a1 = tw_load_word(from1);
        to[0] = tw_sxtb16(a0);
        to[1] = tw_sxtb16(a1);
        to[2] = tw_sxtb16_ror8(a0);
        to[3] = tw_sxtb16_ror8(a1);
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
static void gather_row(const int8_t *row, const tw_conv_dsp *p, int32_t column, uint32_t zero, int8_t *to) {
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
}

/* The patch at (row, column) of x as bytes, for what does not lie inside. */
static void gather(const int8_t *x, const tw_conv_dsp *p, int32_t row, int32_t column, int8_t *to) {
    const uint32_t zero = (uint32_t)(uint8_t)p->input_zero * 0x01010101u;
    for (int32_t k = 0; k < p->kernel_height; k++) {
        if (row >= 0 && row < p->height) {
            gather_row(x + row * p->width * p->channels, p, column, zero, to);
        } else {
            (void)fill(zero, p->row_depth, to);
        }
        row += p->dilation_y;
        to += p->row_depth;
    }
}

/* The next patch of a row of outputs, or of the next row. */
typedef struct {
    int32_t row, column; /* of x, where the patch begins */
    int32_t out_column;
} place;

static void advance(place *at, const tw_conv_dsp *p) {
    at->column += p->stride_x;
    if (++at->out_column == p->out_width) {
        at->out_column = 0;
        at->column = -p->pad_left;
        at->row += p->stride_y;
    }
}

/* Returns where the patch lies in x, and the distance of its rows; or gathers it into `bytes` where it cannot be read in x a
 * word at a time, because it reaches beyond an edge or has gaps. */
static const int8_t *take(const int8_t *x, const tw_conv_dsp *p, place *at, int8_t *bytes, int32_t *row_step) {
    const int32_t row = at->row, column = at->column;
    const int32_t line = p->width * p->channels;
    const int32_t last = (row + p->kernel_height - 1) * line + column * p->channels + p->row_depth;
    advance(at, p);
    if (row >= 0 && column >= 0 && column + p->kernel_width <= p->width && last <= p->height * line && p->dilation_y == 1 &&
        p->dilation_x == 1) {
        *row_step = line;
        return x + row * line + column * p->channels;
    }
    gather(x, p, row, column, bytes);
    *row_step = p->row_depth;
    return bytes;
}

static void take_two(const int8_t *x, const tw_conv_dsp *p, place *at, uint32_t *patches, int32_t second) {
    int8_t *const bytes = (int8_t *)(patches + p->depth);
    int32_t step0, step1;
    const int8_t *from0 = take(x, p, at, bytes, &step0);
    const int8_t *from1 = from0;
    step1 = step0;
    if (second) {
        from1 = take(x, p, at, bytes + p->depth, &step1);
    }
    for (int32_t k = 0; k < p->kernel_height; k++) {
        widen(from0, from1, patches, p->row_depth >> 2);
        patches += p->row_depth;
        from0 += step0;
        from1 += step1;
    }
}

/* ---- Sums ------------------------------------------------------------------------------------------- */

#define STORE(requantized, channel, sum0, sum1)                                                      \
    do {                                                                                             \
        const int32_t bits = half_bits[channel];                                                     \
        const int32_t factor = multiplier[channel];                                                  \
        const int32_t offset = (int32_t)((uint32_t)output_factor << bits);                           \
        y1[channel] = requantized(sum1, factor, bits, offset);                                       \
        y0[channel] = requantized(sum0, factor, bits, offset);                                       \
    } while (0)

/* The sums of a pair of filters of two pixels. */
typedef struct {
    int32_t both_a0, a0;
    int32_t both_a1, a1;
} sums;

/* Two patches, and what all their outputs have in common. */
typedef struct {
    const uint32_t *patches, *whole, *end; /* `whole` is the end of what is done 32 at a time */
    int32_t output_factor;
    int32_t second; /* from outputs of the first pixel to those of the second */
    int32_t relu;
} pair;

/* One k pair of four filters and two pixels. */
#define STEP(i)                                                                                      \
    do {                                                                                             \
        const uint64_t weights = tw_load_words(w + 2 * (i)), inputs = tw_load_words(x + 2 * (i));    \
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

/* Outputs of four filters and two pixels, without the fourth where only three are left. Returns where the next four begin. */
static __attribute__((noinline)) const uint32_t *four_outputs(const uint32_t *w, const pair *at, int8_t *y0, int32_t left) {
    const uint32_t *x = at->patches;
    const uint32_t *const whole = at->whole, *const end = at->end;
    int32_t both_a0 = (int32_t)w[0], both_a1 = (int32_t)w[0], a0 = (int32_t)w[1], a1 = (int32_t)w[1];
    int32_t both_b0 = (int32_t)w[2], both_b1 = (int32_t)w[2], b0 = (int32_t)w[3], b1 = (int32_t)w[3];
    w += 4;
    if (x != whole) {
        do {
            STEP(0);
            STEP(1);
            STEP(2);
            STEP(3);
            STEP(4);
            STEP(5);
            STEP(6);
            STEP(7);
            STEP(8);
            STEP(9);
            STEP(10);
            STEP(11);
            STEP(12);
            STEP(13);
            STEP(14);
            STEP(15);
            w += 32;
            x += 32;
        } while (x != whole);
    }
    if (end - x >= 16) {
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
    if (x != end) {
        do {
            STEP(0);
            STEP(1);
            w += 4;
            x += 4;
        } while (x != end);
    }
    const int32_t *const multiplier = (const int32_t *)w;
    const uint8_t *const half_bits = (const uint8_t *)(w + 4);
    int8_t *const y1 = y0 + at->second;
    const int32_t output_factor = at->output_factor;
    if (at->relu) {
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
    return w + 6;
}

static void sum_two(const uint32_t *w, const uint32_t *x, const uint32_t *end, const int32_t *bias, sums *result) {
    int32_t both_a0 = bias[0], both_a1 = bias[0], a0 = bias[1], a1 = bias[1];
    for (; x != end; x += 2) {
        const uint32_t w_a = *w++, low = tw_sxtb16(w_a);
        both_a0 = tw_smlad(w_a, x[0], both_a0);
        both_a1 = tw_smlad(w_a, x[1], both_a1);
        a0 = tw_smlad(low, x[0], a0);
        a1 = tw_smlad(low, x[1], a1);
    }
    *result = (sums){both_a0, a0, both_a1, a1};
}

/* The outputs of the last two filters, or the last one. */
static __attribute__((noinline)) void last_outputs(const uint32_t *w, const pair *at, int8_t *y0, int32_t left) {
    const uint32_t *const factors = w + 2 + (at->end - at->patches) / 2;
    const int32_t *const multiplier = (const int32_t *)factors;
    const uint8_t *const half_bits = (const uint8_t *)(factors + 2);
    int8_t *const y1 = y0 + at->second;
    const int32_t output_factor = at->output_factor;
    sums s;
    sum_two(w + 2, at->patches, at->end, (const int32_t *)w, &s);
    STORE(tw_requantized, 0, tw_first(s.a0), tw_first(s.a1));
    if (left > 1) {
        STORE(tw_requantized, 1, tw_second(s.both_a0, s.a0), tw_second(s.both_a1, s.a1));
    }
}

/* All outputs of two pixels, whose patches are at `patches`; those of the second are written first. */
static void two_pixels(const uint32_t *patches, const tw_conv_dsp *p, int8_t *y, int32_t second) {
    const pair at = {patches, patches + (p->depth & ~31), patches + p->depth, p->output_factor, second, p->relu};
    const uint32_t *w = p->blocks;
    int32_t left = p->filters;
    for (; left >= 3; left -= 4) {
        w = four_outputs(w, &at, y, left);
        y += 4;
    }
    if (left > 0) {
        last_outputs(w, &at, y, left);
    }
}

static void limit(int8_t *y, int32_t count, int32_t low, int32_t high) {
    for (int32_t i = 0; i < count; i++) {
        y[i] = (int8_t)(y[i] < low ? low : y[i] > high ? high : y[i]);
    }
}

/* Whether patches are the pixels of x one after another. */
static int is_pointwise(const tw_conv_dsp *p) {
    return p->kernel_height == 1 && p->kernel_width == 1 && p->stride_y == 1 && p->stride_x == 1 && p->pad_top == 0 &&
           p->pad_left == 0 && p->out_height == p->height && p->out_width == p->width;
}

void tw_conv_dsp_s8(const int8_t *x, const tw_conv_dsp *p, int8_t *y, void *scratch) {
    const int32_t pixels = p->out_height * p->out_width;
    const int32_t filters = p->filters;
    int32_t left = pixels;
    place at = {-p->pad_top, -p->pad_left, 0};
    int8_t *to = y;
    if (is_pointwise(p)) { /* the last pixels are left to the loop below: words could reach beyond the end of x */
        const int8_t *from = x;
        for (; left > 4; left -= 2) {
            widen(from, from + p->channels, (uint32_t *)scratch, p->depth >> 2);
            two_pixels((const uint32_t *)scratch, p, to, filters);
            from += 2 * p->channels;
            to += 2 * filters;
        }
        at.row = (pixels - left) / p->width;
        at.column = (pixels - left) % p->width;
        at.out_column = at.column;
    }
    for (; left > 0; left -= 2) {
        const int32_t second = left > 1;
        take_two(x, p, &at, (uint32_t *)scratch, second);
        two_pixels((const uint32_t *)scratch, p, to, second ? filters : 0); /* of one pixel the same is written twice */
        to += 2 * filters;
    }
    if (p->low > -128 || p->high < 127) {
        limit(y, pixels * filters, p->low, p->high);
    }
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
