#ifndef TW_FFT_H
#define TW_FFT_H

#include <stdint.h>

/* The Fourier transform of real samples, in integers. Cooley and Tukey 1965; two real halves as one complex, Press et al.,
 * Numerical Recipes, 12.3. Twin in Java: signal.RealFft.
 *
 * The samples are brought to just below 2^30 by a power of two, a block's common exponent; every stage halves, so that nothing
 * can overflow. 32-bit words with 31-bit cosines leave errors of some 2^-30 of the largest sample in every line: 133 dB below noise, 103 dB
 * below a single impulse in 2048 samples, whose lines are that much below the sample. */

/* How many binary digits x[i * step], i in [0, n), can go left: 15 less those of the largest; 15 where all are 0. */
int32_t tw_fft_shift(const int16_t *x, int32_t n, int32_t step);

/* v[i] = x[i * step] * w(i) * 2^(15 + shift), i in [0, n), and 0 up to points.
 * taper has w(i) with 15 binary digits for i in [0, n / 2], in flash; w(n - i) = w(i); or is 0, where w is 1. */
void tw_fft_load(const int16_t *x, int32_t n, int32_t step, const int16_t *taper, int32_t shift, int32_t points, int32_t *v);

/* v[2 k], v[2 k + 1] = real and imaginary part of sum_i v[i] exp(-2 pi j i k / points) / points, k in [1, points / 2);
 * v[0] is that of k = 0, v[1] that of k = points / 2, which are real. In place.
 * |v[i]| <= 2^30; points a power of two of 8 to 4096; cosine in flash: cos(2 pi i / points), i in [0, points / 4], with 31
 * binary digits, 1 as 2^31 - 1. */
void tw_fft(int32_t *v, int32_t points, const int32_t *cosine);

/* The squared magnitude of line k of what tw_fft left, k in [0, points / 2], times 2^-13, rounded down: at most 2^47, and so are sums over k. */
uint64_t tw_fft_power(const int32_t *v, int32_t points, int32_t k);

#endif
