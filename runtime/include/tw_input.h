#ifndef TW_INPUT_H
#define TW_INPUT_H

#include <stdint.h>

/* The input stage: readings in float32 become fixed point, value * 2^point in int32 with a point for each column, and from
 * there everything is integers. All functions are defined for every input and saturate. Twin in Java: features.Fixed. */

typedef struct {
    float missing; /* stands in for a reading of NaN */
    int32_t point; /* binary digits after the point; may be negative, or more than 32 */
} tw_reading;

typedef struct {
    int32_t min;
    int32_t max;
} tw_limits;

typedef struct {
    uint16_t column;
    int16_t point;    /* of the column before */
    int32_t smallest; /* in training */
} tw_log;

typedef struct {
    uint16_t left;
    uint16_t right;
    int32_t shift; /* in [0, 62] */
} tw_product;

/* A factor is multiplier * 2^(shift - 31), multiplier in [2^30, 2^31) or 0, shift in [-31, 30]. */
typedef struct {
    int32_t offset;
    int32_t multiplier;
    int32_t shift;
} tw_scaling;

typedef struct {
    int32_t multiplier;
    int32_t shift;
} tw_factor;

/* x, or missing where x is NaN; looks at the bits, so that -ffast-math cannot remove it. */
float tw_present(float x, float missing);

/* x rounded to float32: keeps a compiler from fusing a product into a sum, which would round once instead of twice. */
static inline float tw_rounded(float x) {
    volatile float rounded = x;
    return rounded;
}

/* x * 2^point, rounded half away from zero, limited to +-(2^31 - 1); x is not NaN. */
int32_t tw_fixed(float x, int32_t point);

/* columns[i] = tw_fixed(present readings[i]), i in [0, n) */
void tw_convert(const float *readings, int32_t n, const tw_reading *reading, int32_t *columns);

/* columns[i] = clamp(columns[i], min, max), i in [0, n) */
void tw_clip(int32_t *columns, int32_t n, const tw_limits *limits);

/* log2(1 + max(x - smallest, 0)) of the column of each of n logs, with 23 digits after the point; for columns with a point
 * above 40, where it is a straight line, with point - 1. */
void tw_logs(int32_t *columns, int32_t n, const tw_log *logs);

/* products[k] = columns[left] * columns[right] * 2^-shift, rounded half away from zero, k in [0, n); products may follow
 * columns in the same array. */
void tw_products(const int32_t *columns, int32_t n, const tw_product *product, int32_t *products);

/* columns[i] = (columns[i] - offset) * factor, i in [0, n) */
void tw_scale(int32_t *columns, int32_t n, const tw_scaling *scaling);

/* x[i] = clamp(columns[i] * factor + zero, -128, 127), i in [0, n); x may start where columns starts. */
void tw_quantize_s8(const int32_t *columns, int32_t n, const tw_factor *factor, int32_t zero, int8_t *x);

#endif
