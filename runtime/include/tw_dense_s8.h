#ifndef TW_DENSE_S8_H
#define TW_DENSE_S8_H

#include <stdint.h>

/* How a dense layer comes back to int8. For each unit u the real factor is multiplier[u] * 2^(shift[u] - 31). */
typedef struct {
    int32_t input_zero;        /* the x that stands for 0, in [-128, 127] */
    int32_t output_zero;       /* the y that stands for 0, in [-128, 127] */
    int32_t output_min;        /* lowest y: -128, or output_zero after ReLU */
    int32_t output_max;        /* highest y: 127 */
    const int32_t *multiplier; /* [units], in [2^30, 2^31) or 0 */
    const int8_t *shift;       /* [units], in [-31, 30] */
} tw_dense_quant;

/* Fully connected, int8 in and out:
 *   y[u] = clamp(requantize(bias[u] + sum_i (x[i] - input_zero) * weights[u][i]) + output_zero, output_min, output_max)
 * Layout: weights [units][inputs], row after row, in [-127, 127]; bias [units]; x [inputs]; y [units], apart from x.
 * Ranges: the accumulator cannot overflow for inputs <= 32768 and |bias| <= 2^30. No scratch memory. */
void tw_dense_s8(const int8_t *x, int32_t inputs, const int8_t *weights, const int32_t *bias,
                 const tw_dense_quant *quant, int8_t *y, int32_t units);

#endif
