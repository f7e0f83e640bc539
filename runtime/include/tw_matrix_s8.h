#ifndef TW_MATRIX_S8_H
#define TW_MATRIX_S8_H

#include <stdint.h>

/* The weights of a fully connected layer, or of a convolution, a row for each output channel u, and how sums come back to
 * int8: the real factor of row u is multiplier[u * per_row] * 2^(shift[u * per_row] - 31). */
typedef struct {
    const int8_t *weights;     /* [rows][length] */
    const int32_t *bias;       /* [rows], less input zero point * the sum of the row's weights */
    const int32_t *multiplier; /* [rows], or [1] for all; in [0, 2^31) */
    const int8_t *shift;       /* [rows], or [1] for all; in [-31, 30] */
    int32_t length;
    int32_t rows;
    int8_t per_row; /* 1, or 0 where one factor is for all */
    int8_t output_zero;
    int8_t output_min;
    int8_t output_max;
} tw_matrix;

/* Fully connected layers, and convolutions of 1 x 1:
 *   y[v][u] = clamp(requantize(bias[u] + sum_i x[v][i] * weights[u][i]) + output_zero, output_min, output_max)
 * Layout: x [vectors][length]; y [vectors][rows]. No scratch memory. y may lie on x where it never overtakes what is still
 * to be read: with rows <= length, and two vectors at a time, from 2 * rows bytes before x on. Ranges: length <= 65535. */
void tw_matrix_s8(const int8_t *x, int32_t vectors, const tw_matrix *parameters, int8_t *y);

/* The same for one vector, in less code; y lies apart from x. */
void tw_matrix_vector_s8(const int8_t *x, const tw_matrix *parameters, int8_t *y);

#endif
