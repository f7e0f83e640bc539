#ifndef TW_DISTANCE_S8_H
#define TW_DISTANCE_S8_H

#include <stdint.h>

/* How far an input is from what is normal: sums of squares in 64 bits, shifted right, no more than INT32_MAX. An int8 input is
 * multiplied by 128 first, so that centres have seven bits below its steps. */

typedef struct {
    const int16_t *centres; /* [count][n] */
    const int16_t *weights; /* [n], 0 or more */
    int32_t n, count;       /* n at most 32767 */
    int32_t shift;          /* in [0, 62] */
} tw_centres;

/* *y = min over c of (sum_i weights[i] * (x[i] - centres[c][i])^2) >> shift: k-means with equal weights, a Gaussian with a
 * diagonal covariance with one centre and the inverse variances. y lies apart from x. */
void tw_centre_distance_s8(const int8_t *x, const tw_centres *parameters, int32_t *y);
void tw_centre_distance_s16(const int16_t *x, const tw_centres *parameters, int32_t *y);

typedef struct {
    const int16_t *mean;  /* [n]; for int8 inputs in [-16384, 16384] */
    const int16_t *rows;  /* row j has j + 1 numbers in [-32767, 32767] */
    const int8_t *shifts; /* [n], in [0, 40] */
    int32_t n;            /* at most 32767 */
    int32_t shift;        /* in [0, 62] */
} tw_whitening;

/* *y = (sum_j z[j]^2) >> shift with z[j] = clamp((sum_i<=j rows[j][i] * (x[i] - mean[i])) >> shifts[j], -2^23, 2^23 - 1): the
 * squared Mahalanobis distance, the rows being the inverse of the Cholesky factor of the covariance. y lies apart from x. */
void tw_whitened_distance_s8(const int8_t *x, const tw_whitening *parameters, int32_t *y);
void tw_whitened_distance_s16(const int16_t *x, const tw_whitening *parameters, int32_t *y);

typedef struct {
    int32_t a_multiplier, a_shift, b_multiplier, b_shift; /* to common steps, at most 64 times as fine */
    int32_t a_zero, b_zero;
    int32_t n;     /* at most 32767 */
    int32_t shift; /* in [0, 62] */
} tw_difference;

/* *y = (sum_i (a_factor(a[i] - a_zero) - b_factor(b[i] - b_zero))^2) >> shift. y lies apart from a and b. */
void tw_squared_difference_s8(const int8_t *a, const int8_t *b, const tw_difference *parameters, int32_t *y);

/* Two shares in 256ths, zero point -128: of normal and of not, the latter score / (score + threshold), so that it is the larger
 * from the threshold on. Scores below 0 count as 0; threshold in [1, 2^30]. y [2] lies apart from score. */
void tw_alarm_s8(const int32_t *score, int32_t threshold, int8_t *y);

#endif
