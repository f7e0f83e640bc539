#include "tw_pointwise_dsp_s8.h"

/* GCC's first scheduling pass does not count registers: it would spill weights in the inner loops. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("no-schedule-insns", "no-tree-loop-distribute-patterns")
#endif
#include "tw_dsp.h"

/* Quads of int8 as words (k, k + 2), (k + 1, k + 3). */
static void widen(const int8_t *x, int16_t *to, int32_t quads) {
    for (const int16_t *const end = to + 4 * quads; to != end; to += 8) {
        const uint32_t a = tw_load_word(x), b = tw_load_word(x + 4);
        tw_store_halfwords(to, tw_sxtb16(a));
        tw_store_halfwords(to + 2, tw_sxtb16_ror8(a));
        tw_store_halfwords(to + 4, tw_sxtb16(b));
        tw_store_halfwords(to + 6, tw_sxtb16_ror8(b));
        x += 8;
    }
}

/* What a filter's outputs are made with. */
typedef struct {
    const uint32_t *w;
    int32_t bias, multiplier, half_bits, offset;
    int32_t step; /* from output to output */
} filter;

/* Four products with two words of weights. */
#define FOUR(sum, left, i, w0, w1)                                      \
    do {                                                                \
        uint32_t a, b;                                                  \
        tw_load_two(x + 4 * (i), &a, &b);                               \
        sum = tw_smlad(a, w0, left);                                    \
        sum = tw_smlad(b, w1, sum);                                     \
    } while (0)

/* The output of eight channels, and on to the next. */
#define ONE_8(i)                                                        \
    do {                                                                \
        int32_t sum;                                                    \
        FOUR(sum, bias, i, w0, w1);                                     \
        FOUR(sum, sum, (i) + 1, w2, w3);                                \
        *y = tw_requantized_relu(sum, multiplier, bits, offset);        \
        y += step;                                                      \
    } while (0)

static __attribute__((noinline)) void make_8(const int16_t *x, const int16_t *end, const filter *f, int8_t *y) {
    const uint32_t w0 = f->w[0], w1 = f->w[1], w2 = f->w[2], w3 = f->w[3];
    const int32_t bias = f->bias, multiplier = f->multiplier, bits = f->half_bits, offset = f->offset, step = f->step;
    do {
        ONE_8(0);
        ONE_8(2);
        ONE_8(4);
        ONE_8(6);
        x += 32;
    } while (x != end);
}

/* Four products of each of two pixels. */
#define TWICE_FOUR(i)                                                   \
    do {                                                                \
        const uint64_t weights = tw_load_words(w + 2 * (i));            \
        const uint32_t a = (uint32_t)weights, b = (uint32_t)(weights >> 32); \
        uint32_t c, d;                                                  \
        tw_load_two(x + 4 * (i), &c, &d);                               \
        sum0 = tw_smlad(c, a, sum0);                                    \
        sum0 = tw_smlad(d, b, sum0);                                    \
        tw_load_two(x + 4 * (i) + 16, &c, &d);                          \
        sum1 = tw_smlad(c, a, sum1);                                    \
        sum1 = tw_smlad(d, b, sum1);                                    \
    } while (0)

static __attribute__((noinline)) void make_16(const int16_t *x, const int16_t *end, const filter *f, int8_t *y) {
    const uint32_t *const w = f->w;
    const int32_t bias = f->bias, multiplier = f->multiplier, bits = f->half_bits, offset = f->offset, step = f->step;
    do {
        int32_t sum0 = bias, sum1 = bias;
        TWICE_FOUR(0);
        TWICE_FOUR(1);
        TWICE_FOUR(2);
        TWICE_FOUR(3);
        *y = tw_requantized_relu(sum0, multiplier, bits, offset);
        y += step;
        *y = tw_requantized_relu(sum1, multiplier, bits, offset);
        y += step;
        x += 32;
    } while (x != end);
}

typedef void (*make_filter)(const int16_t *x, const int16_t *end, const filter *f, int8_t *y);

static void limit(int8_t *y, int32_t count, int32_t low, int32_t high) {
    for (int32_t i = 0; i < count; i++) {
        y[i] = (int8_t)(y[i] < low ? low : y[i] > high ? high : y[i]);
    }
}

void tw_pointwise_dsp_s8(const int8_t *x, const tw_pointwise_dsp *p, int8_t *y, void *scratch) {
    const make_filter make = p->channels == 8 ? make_8 : make_16;
    const int32_t words = p->channels >> 1;
    const int32_t values = p->together * p->channels;
    for (int32_t done = 0; done < p->pixels; done += p->together) {
        filter f = {p->weights, 0, 0, 0, 0, p->filters};
        widen(x, (int16_t *)scratch, values >> 2);
        for (int32_t i = 0; i < p->filters; i++) {
            f.bias = p->bias[i];
            f.multiplier = p->multiplier[i];
            f.half_bits = p->half_bits[i];
            f.offset = (int32_t)((uint32_t)p->output_factor << f.half_bits);
            make((const int16_t *)scratch, (const int16_t *)scratch + values, &f, y + i);
            f.w += words;
        }
        x += values;
        y += p->together * p->filters;
    }
    if (p->low > -128 || p->high < 127) {
        y -= p->pixels * p->filters;
        limit(y, p->pixels * p->filters, p->low, p->high);
    }
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
