#include "tw_matrix_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static int8_t finish(int32_t sum, int32_t row, const tw_matrix *p) {
    const int32_t at = p->per_row ? row : 0;
    const int32_t steps = tw_requantize_sum(sum, TW_FLASH_S32(&p->multiplier[at]), TW_FLASH_S8(&p->shift[at]));
    return (int8_t)tw_clamp(steps + p->output_zero, p->output_min, p->output_max);
}

/* One vector, rows in pairs: each x is loaded once for two products. */
static void one_vector(const int8_t *x, const tw_matrix *p, int8_t *y) {
    const int32_t length = p->length;
    const int8_t *w0 = p->weights;
    int32_t row = 0;
    for (; row + 1 < p->rows; row += 2, w0 += 2 * length) {
        const int8_t *const w1 = w0 + length;
        int32_t sum0 = TW_FLASH_S32(&p->bias[row]);
        int32_t sum1 = TW_FLASH_S32(&p->bias[row + 1]);
        for (int32_t i = 0; i < length; i++) {
            const int8_t v = x[i];
            sum0 += v * TW_FLASH_S8(&w0[i]);
            sum1 += v * TW_FLASH_S8(&w1[i]);
        }
        y[row] = finish(sum0, row, p);
        y[row + 1] = finish(sum1, row + 1, p);
    }
    if (row < p->rows) {
        int32_t sum = TW_FLASH_S32(&p->bias[row]);
        for (int32_t i = 0; i < length; i++) {
            sum += x[i] * TW_FLASH_S8(&w0[i]);
        }
        y[row] = finish(sum, row, p);
    }
}

#if !defined(__AVR__)
/* Two vectors, rows in pairs: four products for four loads. */
static void two_vectors(const int8_t *x0, const tw_matrix *p, int8_t *y0) {
    const int32_t length = p->length;
    const int32_t rows = p->rows;
    const int8_t *const x1 = x0 + length;
    int8_t *const y1 = y0 + rows;
    const int8_t *w0 = p->weights;
    int32_t row = 0;
    for (; row + 1 < rows; row += 2, w0 += 2 * length) {
        const int8_t *const w1 = w0 + length;
        int32_t sum00 = p->bias[row];
        int32_t sum01 = p->bias[row + 1];
        int32_t sum10 = sum00;
        int32_t sum11 = sum01;
        for (int32_t i = 0; i < length; i++) {
            const int32_t v0 = x0[i];
            const int32_t v1 = x1[i];
            const int32_t a = w0[i];
            sum00 += v0 * a;
            sum10 += v1 * a;
            const int32_t b = w1[i];
            sum01 += v0 * b;
            sum11 += v1 * b;
        }
        y0[row] = finish(sum00, row, p);
        y0[row + 1] = finish(sum01, row + 1, p);
        y1[row] = finish(sum10, row, p);
        y1[row + 1] = finish(sum11, row + 1, p);
    }
    if (row < rows) {
        int32_t sum0 = p->bias[row];
        int32_t sum1 = sum0;
        for (int32_t i = 0; i < length; i++) {
            sum0 += x0[i] * w0[i];
            sum1 += x1[i] * w0[i];
        }
        y0[row] = finish(sum0, row, p);
        y1[row] = finish(sum1, row, p);
    }
}
#endif

void tw_matrix_s8(const int8_t *x, int32_t vectors, const tw_matrix *parameters, int8_t *y) {
    TW_FLASH_STRUCT(tw_matrix, p, parameters);
    int32_t vector = 0;
#if !defined(__AVR__)
    for (; vector + 1 < vectors; vector += 2) {
        two_vectors(x, p, y);
        x += 2 * p->length;
        y += 2 * p->rows;
    }
#endif
    for (; vector < vectors; vector++) {
        one_vector(x, p, y);
        x += p->length;
        y += p->rows;
    }
}
