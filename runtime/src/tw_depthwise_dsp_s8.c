#include "tw_depthwise_dsp_s8.h"

/* GCC's first scheduling pass does not count registers: it would spill sums in the inner loops. And it would call memset. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("no-schedule-insns", "no-tree-loop-distribute-patterns")
#endif
#include "tw_dsp.h"

static void fill(int16_t *to, int32_t count, int16_t value) {
    for (int32_t i = 0; i < count; i++) {
        to[i] = value;
    }
}

/* Pixels of one channel as int16. */
static void gather(const int8_t *x, int32_t step, int16_t *to, int32_t count) {
    for (; count >= 4; count -= 4) {
        to[0] = x[0];
        to[1] = x[step];
        x += 2 * step;
        to[2] = x[0];
        to[3] = x[step];
        x += 2 * step;
        to += 4;
    }
    for (; count > 0; count--) {
        *to++ = *x;
        x += step;
    }
}

/* What a channel's lines are made with; numbers that are used together lie together, for one instruction to load two. */
typedef struct {
    int32_t multiplier, offset;
    int32_t half_bits;
    int32_t step; /* from output to output */
    int32_t bias; /* twice */
    int32_t length; /* of a line of y */
    const uint32_t *w;
} channel;

enum { SPAN = TW_DEPTHWISE_DSP_SPAN };

/* Line i of the filter over two outputs next to each other. */
#define OVER_1(i)                                                       \
    do {                                                                \
        uint32_t a, b;                                                  \
        tw_load_two(x + (i) * SPAN, &a, &b);                            \
        sum0 = tw_smlad(a, w##i##01, sum0);                             \
        sum1 = tw_smlatb(a, w##i##01, sum1);                            \
        sum0 = tw_smlabt(b, w##i##12, sum0);                            \
        sum1 = tw_smlad(b, w##i##12, sum1);                             \
    } while (0)

/* The same with stride 2. */
#define OVER_2(i)                                                       \
    do {                                                                \
        uint32_t a, b;                                                  \
        tw_load_two(x + (i) * SPAN, &a, &b);                            \
        const uint32_t last = tw_load_halfwords(x + (i) * SPAN + 4);                 \
        sum0 = tw_smlad(a, w##i##01, sum0);                             \
        sum0 = tw_smlabt(b, w##i##12, sum0);                            \
        sum1 = tw_smlad(b, w##i##01, sum1);                             \
        sum1 = tw_smlabt(last, w##i##12, sum1);                         \
    } while (0)

/* The first rounding of tw_requantized() and tw_requantized_relu(). */
static inline int32_t half_steps(int32_t doubled, const channel *c) {
    return tw_half_steps(doubled, c->multiplier, c->offset);
}

static inline int32_t half_steps_relu(int32_t doubled, const channel *c) {
    return tw_half_steps_relu(doubled, c->multiplier, c->offset);
}

/* Defines a function that makes one line of y of the three lines at x: tw_requantized() in parts, because registers are few. */
#define MAKE_LINE(name, over, stride, steps)                                                             \
    static __attribute__((noinline)) void name(const int16_t *x, const channel *c, int8_t *y) {          \
        const uint32_t w001 = c->w[0], w012 = c->w[1], w101 = c->w[2], w112 = c->w[3];                   \
        const uint32_t w201 = c->w[4], w212 = c->w[5];                                                   \
        const int16_t *const end = x + (c->length >> 1) * 2 * (stride);                                  \
        while (x != end) {                                                                               \
            int32_t sum0 = c->bias, sum1 = sum0;                                                         \
            over(0);                                                                                     \
            over(1);                                                                                     \
            over(2);                                                                                     \
            x += 2 * (stride);                                                                           \
            sum0 = steps(sum0, c);                                                                       \
            sum1 = steps(sum1, c);                                                                       \
            const int32_t bits = c->half_bits, step = c->step;                                           \
            *y = (int8_t)tw_ssat8_half(sum0 >> bits);                                                    \
            y[step] = (int8_t)tw_ssat8_half(sum1 >> bits);                                               \
            y += 2 * step;                                                                               \
        }                                                                                                \
        if ((c->length & 1) != 0) {                                                                      \
            int32_t sum0 = c->bias, sum1 = sum0;                                                         \
            over(0);                                                                                     \
            over(1);                                                                                     \
            over(2);                                                                                     \
            (void)sum1;                                                                                  \
            *y = (int8_t)tw_ssat8_half(steps(sum0, c) >> c->half_bits);                                  \
        }                                                                                                \
    }

MAKE_LINE(line_1, OVER_1, 1, half_steps)
MAKE_LINE(line_1_relu, OVER_1, 1, half_steps_relu)
MAKE_LINE(line_2, OVER_2, 2, half_steps)
MAKE_LINE(line_2_relu, OVER_2, 2, half_steps_relu)

typedef void (*make_line)(const int16_t *x, const channel *c, int8_t *y);

/* Lines of x into scratch memory, from the `from`th there on; the first there is line `first` of x. */
static void gather_lines(const int8_t *x, const tw_depthwise_dsp *p, int32_t first, int32_t from, int32_t lines,
                         int16_t *scratch) {
    const int32_t room = SPAN - p->pad_pixel;
    const int32_t count = p->length < room ? p->length : room;
    for (int32_t i = from; i < lines; i++) {
        if (first + i >= 0 && first + i < p->lines) {
            gather(x + (first + i) * p->line_step, p->pixel_step, scratch + i * SPAN + p->pad_pixel, count);
        } else if (p->band < p->out_lines) { /* otherwise it is still there from the start */
            fill(scratch + i * SPAN + p->pad_pixel, count, (int16_t)p->input_zero);
        }
    }
}

/* Lines moved up to the first. */
static void keep(const int16_t *from, int16_t *to, int32_t lines) {
    for (const int16_t *const end = to + lines * SPAN; to != end; to += 8) {
        uint32_t a, b, c, d;
        tw_load_two(from, &a, &b);
        tw_load_two(from + 4, &c, &d);
        tw_store_halfwords(to, a);
        tw_store_halfwords(to + 2, b);
        tw_store_halfwords(to + 4, c);
        tw_store_halfwords(to + 6, d);
        from += 8;
    }
}

/* One channel: a band of x into scratch memory, its lines of y out of it, and the next; what both need is moved up. */
static void make_channel(const int8_t *x, const tw_depthwise_dsp *p, const channel *c, make_line make, int16_t *scratch,
                         int8_t *y) {
    int32_t kept = 0;
    for (int32_t out = 0; out < p->out_lines; out += p->band) {
        const int32_t left = p->out_lines - out;
        const int32_t band = left < p->band ? left : p->band;
        keep(scratch + p->band * p->stride * SPAN, scratch, kept);
        gather_lines(x, p, out * p->stride - p->pad_line, kept, (band - 1) * p->stride + 3, scratch);
        for (int32_t i = 0; i < band; i++) {
            make(scratch + i * p->stride * SPAN, c, y);
            y += p->out_line_step;
        }
        kept = 3 - p->stride;
    }
}

static void limit(int8_t *y, int32_t count, int32_t low, int32_t high) {
    for (int32_t i = 0; i < count; i++) {
        y[i] = (int8_t)(y[i] < low ? low : y[i] > high ? high : y[i]);
    }
}

void tw_depthwise_dsp_s8(const int8_t *x, const tw_depthwise_dsp *p, int8_t *y, void *scratch) {
    static const make_line makers[4] = {line_1, line_1_relu, line_2, line_2_relu};
    const make_line make = makers[2 * (p->stride - 1) + p->relu];
    fill((int16_t *)scratch, ((p->band - 1) * p->stride + 3) * SPAN, (int16_t)p->input_zero);
    for (int32_t i = 0; i < p->channels; i++) {
        const int32_t bits = p->half_bits[i];
        const int32_t offset = (int32_t)((uint32_t)p->output_factor << bits);
        const channel c = {p->multiplier[i], offset, bits, p->out_pixel_step, p->bias[i], p->out_length, p->weights + 6 * i};
        make_channel(x + i, p, &c, make, (int16_t *)scratch, y + i);
    }
    if (p->low > -128 || p->high < 127) {
        limit(y, p->out_lines * p->out_length * p->channels, p->low, p->high);
    }
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
