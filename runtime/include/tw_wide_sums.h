#ifndef TW_WIDE_SUMS_H
#define TW_WIDE_SUMS_H

#include <stdint.h>

#include "tw_fixed_point.h"
#include "tw_memory.h"

/* Sums of products of int16 inputs and int8 weights, and how they come back to int16, a row for each output channel u: the 16x8
 * scheme of TensorFlow Lite, in which all zero points are 0. The real factor of row u is made of multiplier[u * per_row] and
 * shift[u * per_row], according to `sums`:
 *   TW_WIDE_SUMS     sums have 64 bits: multiplier * 2^-shift, rounded once, half up
 *   TW_SMALL_SUMS    no input makes a sum leave 32 bits: multiplier * 2^-(shift + 33), rounded likewise, for less
 *   TW_NARROW_SUMS   sums are of 32 bits by definition: multiplier * 2^(shift - 31), rounded as sums of int8 are */
enum { TW_WIDE_SUMS = 0, TW_SMALL_SUMS = 1, TW_NARROW_SUMS = 2 };

typedef struct {
    const int8_t *weights;
    const int32_t *bias;       /* [rows][2]: the lower and the upper half of 64 bits */
    const int32_t *multiplier; /* [rows], or [1] for all; of wide sums in [0, 2^15), of others in [0, 2^31) */
    const int8_t *shift;       /* [rows], or [1] for all; of wide sums in [8, 46], small in [0, 29], narrow in [-31, 30] */
    int32_t length;            /* products of a row */
    int32_t rows;
    int16_t output_min;
    int16_t output_max;
    int8_t per_row; /* 1, or 0 where one factor is for all */
    int8_t sums;
} tw_wide_rows;

/* As many products of int16 and int8 as surely fit an int32. */
enum { TW_WIDE_PRODUCTS = 256 };

/* How many products of a row are added up before they join a sum of 64 bits. */
static inline int32_t tw_wide_block(const tw_wide_rows *p) {
    return p->sums == TW_WIDE_SUMS ? TW_WIDE_PRODUCTS : p->length;
}

static inline int64_t tw_wide_bias(const tw_wide_rows *p, int32_t row) {
    const int32_t low = TW_FLASH_S32(&p->bias[2 * row]);
    const int32_t high = TW_FLASH_S32(&p->bias[2 * row + 1]);
    return (int64_t)high * 4294967296 + (uint32_t)low;
}

/* The output of a row for its sum, bias and all; |sum| < 2^47. */
static inline int16_t tw_wide_finish(const tw_wide_rows *p, int32_t row, int64_t sum) {
    const int32_t at = p->per_row ? row : 0;
    const int32_t multiplier = TW_FLASH_S32(&p->multiplier[at]);
    const int32_t shift = TW_FLASH_S8(&p->shift[at]);
    if (p->sums == TW_SMALL_SUMS) {
        const int32_t high = (int32_t)(((int64_t)(int32_t)sum * multiplier) >> 32);
        return (int16_t)tw_clamp(((high >> shift) + 1) >> 1, p->output_min, p->output_max);
    }
    if (p->sums == TW_NARROW_SUMS) {
        return (int16_t)tw_clamp(tw_requantize_sum((int32_t)sum, multiplier, shift), p->output_min, p->output_max);
    }
    const int64_t steps = tw_requantize_wide(sum, multiplier, shift);
    return (int16_t)(steps < p->output_min ? p->output_min : steps > p->output_max ? p->output_max : steps);
}

#endif
