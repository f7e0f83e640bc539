#include "tw_dense_dsp_s8.h"

/* GCC's first scheduling pass does not count registers: it would spill sums in the inner loop. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("no-schedule-insns", "no-tree-loop-distribute-patterns")
#endif
#include "tw_dsp.h"

/* Writes x as int16, in words (k, k + 2), (k + 1, k + 3). What lies beyond x meets weights of 0. */
static void widen(const int8_t *x, int32_t inputs, uint32_t *to) {
    for (; inputs >= 4; inputs -= 4) {
        const uint32_t word = tw_load_word(x);
        *to++ = tw_sxtb16(word);
        *to++ = tw_sxtb16_ror8(word);
        x += 4;
    }
    if (inputs > 0) {
        uint32_t word = 0;
        for (int32_t i = inputs - 1; i >= 0; i--) {
            word = word << 8 | (uint8_t)x[i];
        }
        *to++ = tw_sxtb16(word);
        *to++ = tw_sxtb16_ror8(word);
    }
}

#define PAIR(w_a, w_b, x)                     \
    do {                                      \
        both_a = tw_smlad(w_a, x, both_a);    \
        a = tw_smlad(tw_sxtb16(w_a), x, a);   \
        both_b = tw_smlad(w_b, x, both_b);    \
        b = tw_smlad(tw_sxtb16(w_b), x, b);   \
    } while (0)

#define QUAD(i)                                                                                      \
    do {                                                                                             \
        uint32_t x_even, x_odd, w_a, w_b;                                                            \
        tw_load_two(x + 2 * (i), &x_even, &x_odd);                                                   \
        tw_load_two(w + 4 * (i), &w_a, &w_b);                                                        \
        PAIR(w_a, w_b, x_even);                                                                      \
        tw_load_two(w + 4 * (i) + 2, &w_a, &w_b);                                                    \
        PAIR(w_a, w_b, x_odd);                                                                       \
    } while (0)

#define STORE(unit, doubled)                                                                         \
    do {                                                                                             \
        const int32_t bits = half_bits[unit];                                                        \
        const int32_t offset = (int32_t)((uint32_t)p->output_factor << bits);                        \
        y[unit] = tw_requantized(doubled, multiplier[unit], bits, offset);                           \
    } while (0)

/* Units in fours, then the one or two that are left. */
static void sum(const uint32_t *widened, const tw_dense_dsp *p, int8_t *y) {
    const uint32_t *w = p->weights;
    const int32_t *bias = p->bias;
    const int32_t *multiplier = p->multiplier;
    const uint8_t *half_bits = p->half_bits;
    const uint32_t *const end = widened + (p->depth >> 1);
    const uint32_t *const end_of_sixteens = widened + ((p->depth >> 1) & ~7);
    int32_t left = p->units;
    for (; left >= 3; left -= 4) {
        int32_t both_a = bias[0], a = bias[1], both_b = bias[2], b = bias[3];
        const uint32_t *x = widened;
        for (; x != end_of_sixteens; x += 8) {
            QUAD(0);
            QUAD(1);
            QUAD(2);
            QUAD(3);
            w += 16;
        }
        for (; x != end; x += 2) {
            QUAD(0);
            w += 4;
        }
        STORE(0, tw_first(a));
        STORE(1, tw_second(both_a, a));
        STORE(2, tw_first(b));
        if (left > 3) {
            STORE(3, tw_second(both_b, b));
        }
        bias += 4;
        multiplier += 4;
        half_bits += 4;
        y += 4;
    }
    if (left > 0) {
        int32_t both_a = bias[0], a = bias[1];
        for (const uint32_t *x = widened; x != end; x++) {
            const uint32_t w_a = *w++;
            both_a = tw_smlad(w_a, *x, both_a);
            a = tw_smlad(tw_sxtb16(w_a), *x, a);
        }
        STORE(0, tw_first(a));
        if (left > 1) {
            STORE(1, tw_second(both_a, a));
        }
    }
}

void tw_dense_dsp_s8(const int8_t *x, const tw_dense_dsp *p, int8_t *y, void *scratch) {
    widen(x, p->inputs, (uint32_t *)scratch);
    sum((const uint32_t *)scratch, p, y);
    if (p->low > -128 || p->high < 127) {
        for (int32_t u = 0; u < p->units; u++) {
            y[u] = (int8_t)(y[u] < p->low ? p->low : y[u] > p->high ? p->high : y[u]);
        }
    }
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
