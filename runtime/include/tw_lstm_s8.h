#ifndef TW_LSTM_S8_H
#define TW_LSTM_S8_H

#include <stdint.h>

/* Gates are in the order input, forget, cell, output. Real factors are multiplier * 2^(shift - 31), multipliers in [0, 2^31),
 * shifts in [-31, 30]. Zero points are folded into the biases. */
typedef struct {
    const int8_t *weights;   /* [units][inputs][4]: four gates side by side */
    const int8_t *recurrent; /* [units][units][4] */
    const int32_t *bias;     /* [units][2][4]: of the sums over x, of those over the hidden state */
    int32_t x_multiplier[4], h_multiplier[4], cell_multiplier, y_multiplier;
    int8_t x_shift[4], h_shift[4], cell_shift, y_shift;
    int32_t steps, inputs, units;
    int32_t cell_clip;  /* in [0, 32768] */
    int8_t tangent;     /* cell states are of the scale 2^(tangent - 12); in [-18, 12] */
    int8_t y_zero;
} tw_lstm;

/* Long short-term memory over x [steps][inputs], y [steps][units]. For each step, with h the hidden state before it,
 *   q = int16(int16(x_factor(bias + sum_i weights * x[i])) + int16(h_factor(bias + sum_j recurrent * h[j]))), Q3.12, for each gate;
 *   i, f, o = logistic(q), g = tanh(q), Q0.15, by a table of 256 values with straight lines between;
 *   cell[u] = int16(int16(f * cell[u] * 2^-15) + int16(cell_factor(i * g))), clipped to [-cell_clip, cell_clip];
 *   y[u] = clamp(y_factor(o * tanh(cell[u])) + y_zero, -128, 127), which is the hidden state of the next step;
 * int16() saturates. The states hidden [units] and cell [units], int16 in two bytes, little-endian, are read and written. All
 * lie apart from each other. No scratch memory. */
void tw_lstm_s8(const int8_t *x, const tw_lstm *parameters, int8_t *hidden, int8_t *cell, int8_t *y);

#endif
