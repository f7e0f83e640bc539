#ifndef TW_FILTER_H
#define TW_FILTER_H

#include <stdint.h>

/* Filters of a window of samples, x[frame * channels + channel] within +-32767, frames in [1, 65536]. y may be x. No scratch
 * memory. Twins in Java: signal.Difference, RemoveMean, RawSamples. */

/* y[n] = x[n] - x[n - 1] of each channel, limited to +-32767; the first is 0. */
void tw_difference(const int16_t *x, int32_t frames, int32_t channels, int16_t *y);

/* y[n] = x[n] - mean, the mean of the channel rounded half away from zero; limited to +-32767. */
void tw_remove_mean(const int16_t *x, int32_t frames, int32_t channels, int16_t *y);

/* columns[i] = x[i], i in [0, n); columns is not x. */
void tw_raw(const int16_t *x, int32_t n, int32_t *columns);

#endif
