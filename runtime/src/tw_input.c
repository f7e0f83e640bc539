#include "tw_input.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"
#include "tw_wide.h"

static uint32_t bits_of(float x) {
    union {
        float value;
        uint32_t bits;
    } word;
    word.value = x;
    return word.bits;
}

static int32_t saturate(int64_t x) {
    return x > INT32_MAX ? INT32_MAX : x < INT32_MIN ? INT32_MIN : (int32_t)x;
}

float tw_present(float x, float missing) {
    return (bits_of(x) & 0x7fffffffu) > 0x7f800000u ? missing : x;
}

int32_t tw_fixed(float x, int32_t point) {
    const uint32_t bits = bits_of(x);
    const int32_t exponent = (int32_t)(bits >> 23 & 0xffu);
    const int32_t mantissa = (int32_t)((bits & 0x7fffffu) | (exponent == 0 ? 0u : 0x800000u));
    const int32_t shift = (exponent == 0 ? 1 : exponent) - 150 + point;
    int32_t magnitude;
    if (mantissa == 0 || (exponent < 255 && shift < -24)) {
        magnitude = 0;
    } else if (exponent == 255 || shift > 30 || (shift > 0 && mantissa > INT32_MAX >> shift)) {
        magnitude = INT32_MAX;
    } else if (shift >= 0) {
        magnitude = mantissa << shift;
    } else {
        magnitude = (mantissa + ((int32_t)1 << (-shift - 1))) >> -shift;
    }
    return bits >> 31 ? -magnitude : magnitude;
}

void tw_convert(const float *readings, int32_t n, const tw_reading *reading, int32_t *columns) {
    for (int32_t i = 0; i < n; i++) {
        TW_FLASH_STRUCT(tw_reading, r, &reading[i]);
        columns[i] = tw_fixed(tw_present(readings[i], r->missing), r->point);
    }
}

void tw_clip(int32_t *columns, int32_t n, const tw_limits *limits) {
    for (int32_t i = 0; i < n; i++) {
        TW_FLASH_STRUCT(tw_limits, l, &limits[i]);
        columns[i] = tw_clamp(columns[i], l->min, l->max);
    }
}

/* log2 of sum * 2^-point, with 23 digits, truncated. sum in [1, 2^62]. */
static int32_t log2_of(uint64_t sum, int32_t point) {
    return tw_log2(sum, 23) - point * ((int32_t)1 << 23);
}

static int32_t log2_of_one_plus(int64_t distance, int32_t point) {
    if (point > 40) { /* distances below 2^-9: the straight line x * log2(e) is less than a thousandth off */
        const int64_t log2_e = 1549082005; /* Q1.30 */
        return (int32_t)((distance < INT32_MAX ? distance : INT32_MAX) * log2_e >> 31);
    }
    if (point < -30) { /* 1 is less than half of a step */
        return distance == 0 ? 0 : log2_of((uint64_t)distance, point);
    }
    if (point < 0) {
        return log2_of(((uint64_t)distance << -point) + 1u, 0);
    }
    return log2_of((uint64_t)distance + ((uint64_t)1 << point), point);
}

void tw_logs(int32_t *columns, int32_t n, const tw_log *logs) {
    for (int32_t k = 0; k < n; k++) {
        TW_FLASH_STRUCT(tw_log, l, &logs[k]);
        int32_t *const x = &columns[l->column];
        const int64_t distance = (int64_t)*x - l->smallest;
        *x = log2_of_one_plus(distance > 0 ? distance : 0, l->point);
    }
}

static int32_t product_of(int32_t a, int32_t b, int32_t shift) {
    const int64_t product = (int64_t)a * b;
    const int64_t half = shift == 0 ? 0 : (int64_t)1 << (shift - 1);
    const int64_t magnitude = ((product < 0 ? -product : product) + half) >> shift;
    return saturate(product < 0 ? -magnitude : magnitude);
}

void tw_products(const int32_t *columns, int32_t n, const tw_product *product, int32_t *products) {
    for (int32_t k = 0; k < n; k++) {
        TW_FLASH_STRUCT(tw_product, p, &product[k]);
        products[k] = product_of(columns[p->left], columns[p->right], p->shift);
    }
}

void tw_scale(int32_t *columns, int32_t n, const tw_scaling *scaling) {
    for (int32_t i = 0; i < n; i++) {
        TW_FLASH_STRUCT(tw_scaling, s, &scaling[i]);
        const int32_t distance = saturate((int64_t)columns[i] - s->offset);
        columns[i] = tw_requantize(distance, s->multiplier, s->shift);
    }
}

void tw_quantize_s8(const int32_t *columns, int32_t n, const tw_factor *factor, int32_t zero, int8_t *x) {
    for (int32_t i = 0; i < n; i++) {
        TW_FLASH_STRUCT(tw_factor, f, &factor[i]);
        const int32_t steps = tw_clamp(tw_requantize(columns[i], f->multiplier, f->shift), -255, 255);
        x[i] = (int8_t)tw_clamp(steps + zero, -128, 127);
    }
}
