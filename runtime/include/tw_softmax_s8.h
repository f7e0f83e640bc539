#ifndef TW_SOFTMAX_S8_H
#define TW_SOFTMAX_S8_H

#include <stdint.h>

/* How differences of logits become exponents: diff * multiplier * 2^(shift - 31) is the exponent with 26 fractional
 * bits; a logit more than -diff_min below the largest has no share. Made by tensor.Softmax.parameters. */
typedef struct {
    int32_t multiplier; /* in [2^30, 2^31) */
    int32_t shift;      /* in [1, 30] */
    int32_t diff_min;   /* in [-2^31 + 1, 0] */
} tw_softmax_quant;

/* Softmax, int8 in and out:
 *   y[i] = exp(scale * (x[i] - max(x))) / sum_j exp(scale * (x[j] - max(x))), in 256ths, less 128, at most 127
 * Layout: x [n], y [n]; y may be x. Ranges: n in [1, 8191].
 * Arithmetic: int32 with 64-bit products; each exponential is computed twice, so no scratch memory. */
void tw_softmax_s8(const int8_t *x, int32_t n, const tw_softmax_quant *quant, int8_t *y);

#endif
