#include "tw_statistics.h"

#include "tw_memory.h"
#include "tw_wide.h"

enum { DIGITS = 8, SKEW_POINT = 16, KURTOSIS_POINT = 12, LOG_POINT = 16, CENTRE_DIGITS = 15, STANDARD_DIGITS = 12 };

typedef struct {
    const int16_t *x;
    int32_t frames;
    int32_t step;
    tw_count count;
    int32_t min;
    int32_t max;
    int64_t sum;
    uint64_t squares;
} channel;

static void add_up(channel *c) {
    int32_t min = 32767;
    int32_t max = -32768;
    int64_t sum = 0;
    uint64_t squares = 0;
    const int16_t *x = c->x;
    for (int32_t i = 0; i < c->frames; i++, x += c->step) {
        const int32_t value = *x;
        min = value < min ? value : min;
        max = value > max ? value : max;
        sum += value;
        squares += (uint32_t)(value * value);
    }
    c->min = min;
    c->max = max;
    c->sum = sum;
    c->squares = squares;
}

/* Half of the even shift that brings x, unless it is 0, into [2^60, 2^62). */
static int32_t half_shift(uint64_t x) {
    return (62 - tw_bits(x)) >> 1;
}

/* sqrt(x) / n */
static int32_t root_over_count(const channel *c, uint64_t x) {
    const int32_t half = half_shift(x);
    return tw_mean_of(&c->count, tw_root(x << (2 * half)), DIGITS - half);
}

/* n * sum x^2, below 2^62 */
static uint64_t scaled_squares(const channel *c) {
    return (uint64_t)(uint32_t)c->frames * c->squares;
}

/* The square of the deviation, times n^2. */
static uint64_t spread(const channel *c) {
    return scaled_squares(c) - (uint64_t)(c->sum * c->sum);
}

/* x less the mean, with CENTRE_DIGITS; below 2^31 */
static int32_t distance(int32_t x, int32_t mean) {
    return x * ((int32_t)1 << CENTRE_DIGITS) - mean;
}

static int32_t crossings(const channel *c) {
    const int32_t mean = tw_mean_of(&c->count, c->sum, CENTRE_DIGITS);
    int32_t crossed = 0;
    int32_t side = 0;
    const int16_t *x = c->x;
    for (int32_t i = 0; i < c->frames; i++, x += c->step) {
        const int32_t d = distance(*x, mean);
        const int32_t now = d > 0 ? 1 : d < 0 ? -1 : 0;
        crossed += now * side < 0 ? 1 : 0;
        side = now == 0 ? side : now;
    }
    return crossed;
}

/* The sum of the third powers of z = (x - mean) / deviation with 26 binary digits, or of the fourth with 28. */
static int64_t moment(const channel *c, int32_t third) {
    const int32_t mean = tw_mean_of(&c->count, c->sum, CENTRE_DIGITS);
    const uint64_t square = spread(c);
    const int32_t half = half_shift(square);
    const uint64_t inverse =
        (uint64_t)tw_reciprocal((uint32_t)tw_root(square << (2 * half))) * (uint32_t)c->frames;
    const int32_t bits = tw_bits(inverse);
    const int32_t dropped = bits > 31 ? bits - 31 : 0;
    const int32_t factor = (int32_t)(inverse >> dropped);
    const int32_t shift = CENTRE_DIGITS + 61 - STANDARD_DIGITS - half - dropped;
    const int64_t rounding = (int64_t)1 << (shift - 1);
    int64_t sum = 0;
    const int16_t *x = c->x;
    for (int32_t i = 0; i < c->frames; i++, x += c->step) {
        /* cppcheck-suppress shiftNegativeLHS; defined, see tw_fixed_point.h */
        const int32_t z = (int32_t)(((int64_t)distance(*x, mean) * factor + rounding) >> shift); /* |z| <= 256 * 2^12 */
        const int32_t z2 = (int32_t)(((int64_t)z * z) >> 10);                                    /* at most 2^30 */
        sum += (int64_t)z2 * (third ? z : z2);
    }
    return sum;
}

static int32_t statistic(const channel *c, int32_t kind) {
    switch (kind) {
    case TW_STATISTIC_MEAN:
        return tw_mean_of(&c->count, c->sum, DIGITS);
    case TW_STATISTIC_RMS:
        return root_over_count(c, scaled_squares(c));
    case TW_STATISTIC_DEVIATION:
        return root_over_count(c, spread(c));
    case TW_STATISTIC_PEAK_TO_PEAK:
        return c->max - c->min;
    case TW_STATISTIC_MINIMUM:
        return c->min;
    case TW_STATISTIC_MAXIMUM:
        return c->max;
    case TW_STATISTIC_SKEW:
        return spread(c) == 0 ? 0 : tw_mean_of(&c->count, moment(c, 1), SKEW_POINT - 26);
    case TW_STATISTIC_KURTOSIS:
        return spread(c) == 0
                   ? 0
                   : tw_mean_of(&c->count, moment(c, 0), KURTOSIS_POINT - 28) - ((int32_t)3 << KURTOSIS_POINT);
    case TW_STATISTIC_ZERO_CROSSINGS:
        return crossings(c);
    default:
        return tw_log2(c->squares + (uint32_t)c->frames, LOG_POINT) - tw_log2((uint32_t)c->frames, LOG_POINT);
    }
}

void tw_statistics(const int16_t *x, int32_t frames, int32_t channels, const int8_t *of, int32_t kinds, int32_t *columns) {
    channel c;
    c.frames = frames;
    c.step = channels;
    c.count = tw_count_of(frames);
    for (int32_t i = 0; i < channels; i++) {
        c.x = &x[i];
        add_up(&c);
        for (int32_t k = 0; k < kinds; k++) {
            columns[i * kinds + k] = statistic(&c, TW_FLASH_S8(&of[k]));
        }
    }
}
