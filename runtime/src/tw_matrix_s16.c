#include "tw_matrix_s16.h"

#include "tw_dsp.h"

/* One row: products are added in 32 bits as far as they surely fit. */
static int64_t row_sum(const int16_t *x, const int8_t *w, int32_t length, int32_t block) {
    int64_t sum = 0;
    for (int32_t left = length; left > 0; left -= block) {
        int32_t part = 0;
        for (int32_t i = left < block ? left : block; i > 0; i--) {
            part += (int32_t)*x++ * TW_FLASH_S8(w);
            w++;
        }
        sum += part;
    }
    return sum;
}

#if !defined(__AVR__)
/* Two rows: each x is loaded once for two products. Cores with packed arithmetic take four of them at a time. */
static void two_rows(const int16_t *x, const int8_t *w, int32_t length, int32_t block, int64_t sums[2]) {
    const int8_t *v = w + length;
    for (int32_t left = length; left > 0; left -= block) {
        int32_t part0 = 0;
        int32_t part1 = 0;
        int32_t i = left < block ? left : block;
#if defined(__ARM_FEATURE_DSP)
        for (; i >= 4; i -= 4, x += 4, w += 4, v += 4) {
            const uint32_t first = tw_load_word((const int8_t *)x);
            const uint32_t second = tw_load_word((const int8_t *)(x + 2));
            const uint32_t even = tw_pkhbt(first, second);
            const uint32_t odd = tw_pkhtb(second, first);
            const uint32_t row0 = tw_load_word(w);
            const uint32_t row1 = tw_load_word(v);
            part0 = tw_smlad(even, tw_sxtb16(row0), part0);
            part0 = tw_smlad(odd, tw_sxtb16_ror8(row0), part0);
            part1 = tw_smlad(even, tw_sxtb16(row1), part1);
            part1 = tw_smlad(odd, tw_sxtb16_ror8(row1), part1);
        }
#endif
        for (; i > 0; i--) {
            const int32_t value = *x++;
            part0 += value * *w++;
            part1 += value * *v++;
        }
        sums[0] += part0;
        sums[1] += part1;
    }
}
#endif

static void vector(const int16_t *x, const tw_wide_rows *p, int16_t *y) {
    const int8_t *w = p->weights;
    const int32_t block = tw_wide_block(p);
    int32_t row = 0;
#if !defined(__AVR__)
    for (; row + 1 < p->rows; row += 2, w += 2 * p->length) {
        int64_t sums[2] = {tw_wide_bias(p, row), tw_wide_bias(p, row + 1)};
        two_rows(x, w, p->length, block, sums);
        y[row] = tw_wide_finish(p, row, sums[0]);
        y[row + 1] = tw_wide_finish(p, row + 1, sums[1]);
    }
#endif
    for (; row < p->rows; row++, w += p->length) {
        y[row] = tw_wide_finish(p, row, tw_wide_bias(p, row) + row_sum(x, w, p->length, block));
    }
}

void tw_matrix_s16(const int16_t *x, int32_t vectors, const tw_wide_rows *parameters, int16_t *y) {
    TW_FLASH_STRUCT(tw_wide_rows, p, parameters);
    for (int32_t i = 0; i < vectors; i++) {
        vector(x, p, y);
        x += p->length;
        y += p->rows;
    }
}
