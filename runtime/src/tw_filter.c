#include "tw_filter.h"

#include "tw_memory.h"
#include "tw_wide.h"

enum { SECTIONS = 2, EXTRA_DIGITS = 14, COEFFICIENT_DIGITS = 30 };

/* What a section remembers: the last two inputs and outputs, and what rounding left over. */
typedef struct {
    int32_t x1;
    int32_t x2;
    int32_t y1;
    int32_t y2;
    int32_t rest;
} memory;

void tw_difference(const int16_t *x, int32_t frames, int32_t channels, int16_t *y) {
    for (int32_t i = frames * channels - 1; i >= 0; i--) {
        y[i] = i < channels ? 0 : tw_sample((int32_t)x[i] - x[i - channels]);
    }
}

void tw_remove_mean(const int16_t *x, int32_t frames, int32_t channels, int16_t *y) {
    const tw_count count = tw_count_of(frames);
    for (int32_t c = 0; c < channels; c++) {
        int64_t sum = 0;
        for (int32_t i = c; i < frames * channels; i += channels) {
            sum += x[i];
        }
        const int32_t mean = tw_mean_of(&count, sum, 0);
        for (int32_t i = c; i < frames * channels; i += channels) {
            y[i] = tw_sample(x[i] - mean);
        }
    }
}

static int32_t filtered(const tw_biquad *k, memory *m, int32_t x) {
    const int32_t limit = (int32_t)1 << COEFFICIENT_DIGITS;
    const int64_t sum = (int64_t)k->b0 * x + (int64_t)k->b1 * m->x1 + (int64_t)k->b2 * m->x2 - (int64_t)k->a1 * m->y1 -
                        (int64_t)k->a2 * m->y2 + m->rest;
    const int64_t y = sum >> COEFFICIENT_DIGITS;
    m->rest = (int32_t)((uint32_t)sum & (uint32_t)(limit - 1));
    m->x2 = m->x1;
    m->x1 = x;
    m->y2 = m->y1;
    m->y1 = y > limit ? limit : y < -limit ? -limit : (int32_t)y;
    return m->y1;
}

static void start(memory *m, int32_t x, int32_t y) {
    m->x1 = x;
    m->x2 = x;
    m->y1 = y;
    m->y2 = y;
    m->rest = 0;
}

void tw_biquads(const int16_t *x, int32_t frames, int32_t channels, const tw_biquad *section, int32_t sections,
                int32_t low_pass, int16_t *y) {
    memory memories[SECTIONS];
    for (int32_t c = 0; c < channels; c++) {
        int32_t steady = x[c] * ((int32_t)1 << EXTRA_DIGITS);
        for (int32_t s = 0; s < sections; s++) {
            start(&memories[s], steady, low_pass ? steady : 0);
            steady = low_pass ? steady : 0;
        }
        for (int32_t i = c; i < frames * channels; i += channels) {
            int32_t value = x[i] * ((int32_t)1 << EXTRA_DIGITS);
            for (int32_t s = 0; s < sections; s++) {
                TW_FLASH_STRUCT(tw_biquad, k, &section[s]);
                value = filtered(k, &memories[s], value);
            }
            /* cppcheck-suppress shiftNegativeLHS; defined, see tw_fixed_point.h */
            y[i] = tw_sample((value + ((int32_t)1 << (EXTRA_DIGITS - 1))) >> EXTRA_DIGITS);
        }
    }
}

void tw_raw(const int16_t *x, int32_t n, int32_t *columns) {
    for (int32_t i = 0; i < n; i++) {
        columns[i] = x[i];
    }
}
