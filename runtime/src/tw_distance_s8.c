#include "tw_distance_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

#define TW_STEPS 128 /* of a fixed-point number in a step of an int8 input */

typedef struct {
    const int8_t *bytes; /* one of the two is there */
    const int16_t *words;
} tw_features;

static inline int32_t feature(const tw_features *x, int32_t i) {
    return x->bytes ? x->bytes[i] * TW_STEPS : x->words[i];
}

static int32_t shifted(int64_t sum, int32_t shift) {
    const int64_t score = sum >> shift;
    return score > INT32_MAX ? INT32_MAX : (int32_t)score;
}

static int64_t from_centre(const tw_features *x, const tw_centres *p, const int16_t *centre) {
    int64_t sum = 0;
    for (int32_t i = 0; i < p->n; i++) {
        const int32_t difference = feature(x, i) - TW_FLASH_S16(&centre[i]);
        const uint32_t size = difference < 0 ? (uint32_t)-difference : (uint32_t)difference;
        sum += (int64_t)(size * size) * TW_FLASH_S16(&p->weights[i]); /* size is below 2^16 */
    }
    return sum;
}

static void centre_distance(const tw_features *x, const tw_centres *parameters, int32_t *y) {
    TW_FLASH_STRUCT(tw_centres, p, parameters);
    int64_t least = INT64_MAX;
    for (int32_t c = 0; c < p->count; c++) {
        const int64_t sum = from_centre(x, p, p->centres + c * p->n);
        least = sum < least ? sum : least;
    }
    *y = shifted(least, p->shift);
}

void tw_centre_distance_s8(const int8_t *x, const tw_centres *parameters, int32_t *y) {
    const tw_features features = {x, 0};
    centre_distance(&features, parameters, y);
}

void tw_centre_distance_s16(const int16_t *x, const tw_centres *parameters, int32_t *y) {
    const tw_features features = {0, x};
    centre_distance(&features, parameters, y);
}

static int32_t whitened(const tw_features *x, const tw_whitening *p, const int16_t *row, int32_t j) {
    int64_t sum = 0;
    for (int32_t i = 0; i <= j; i++) {
        sum += TW_FLASH_S16(&row[i]) * (feature(x, i) - TW_FLASH_S16(&p->mean[i])); /* below 65536 * 32767 */
    }
    /* cppcheck-suppress shiftNegativeLHS; arithmetic, see tw_fixed_point.h */
    sum >>= TW_FLASH_S8(&p->shifts[j]);
    const int32_t most = (int32_t)1 << 23;
    return sum < -most ? -most : sum >= most ? most - 1 : (int32_t)sum;
}

static void whitened_distance(const tw_features *x, const tw_whitening *parameters, int32_t *y) {
    TW_FLASH_STRUCT(tw_whitening, p, parameters);
    const int16_t *row = p->rows;
    int64_t sum = 0;
    for (int32_t j = 0; j < p->n; j++) {
        const int32_t z = whitened(x, p, row, j);
        sum += (int64_t)z * z;
        row += j + 1;
    }
    *y = shifted(sum, p->shift);
}

void tw_whitened_distance_s8(const int8_t *x, const tw_whitening *parameters, int32_t *y) {
    const tw_features features = {x, 0};
    whitened_distance(&features, parameters, y);
}

void tw_whitened_distance_s16(const int16_t *x, const tw_whitening *parameters, int32_t *y) {
    const tw_features features = {0, x};
    whitened_distance(&features, parameters, y);
}

void tw_squared_difference_s8(const int8_t *a, const int8_t *b, const tw_difference *parameters, int32_t *y) {
    TW_FLASH_STRUCT(tw_difference, p, parameters);
    int64_t sum = 0;
    for (int32_t i = 0; i < p->n; i++) {
        const int32_t left = tw_requantize(a[i] - p->a_zero, p->a_multiplier, p->a_shift);
        const int32_t difference = left - tw_requantize(b[i] - p->b_zero, p->b_multiplier, p->b_shift);
        sum += (int64_t)difference * difference;
    }
    *y = shifted(sum, p->shift);
}

void tw_alarm_s8(const int32_t *score, int32_t threshold, int8_t *y) {
    uint32_t rest = *score < 0 ? 0u : (uint32_t)*score;
    const uint32_t whole = rest + (uint32_t)threshold;
    int32_t share = 0;
    for (int32_t bit = 0; bit < 8; bit++) { /* long division: rest * 256 / whole, which is below 256 */
        const uint32_t missing = whole - rest;
        share *= 2;
        if (rest >= missing) {
            rest -= missing;
            share++;
        } else {
            rest += rest;
        }
    }
    y[0] = (int8_t)(127 - share);
    y[1] = (int8_t)(share - 128);
}
