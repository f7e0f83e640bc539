#ifndef TW_FILTER_H
#define TW_FILTER_H

#include <stdint.h>

/* Filters of a window of samples, x[frame * channels + channel] within +-32767, frames in [1, 65536]. y may be x. No scratch
 * memory. Twins in Java: signal.Difference, RemoveMean, RawSamples, Butterworth. */

/* A second-order section: y[n] = b0 x[n] + b1 x[n - 1] + b2 x[n - 2] - a1 y[n - 1] - a2 y[n - 2], each with 30 binary digits;
 * |b0|, |b2|, |a2| at most 1, |b1|, |a1| below 2. */
typedef struct {
    int32_t b0;
    int32_t b1;
    int32_t b2;
    int32_t a1;
    int32_t a2;
} tw_biquad;

/* y[n] = x[n] - x[n - 1] of each channel, limited to +-32767; the first is 0. */
void tw_difference(const int16_t *x, int32_t frames, int32_t channels, int16_t *y);

/* y[n] = x[n] - mean, the mean of the channel rounded half away from zero; limited to +-32767. */
void tw_remove_mean(const int16_t *x, int32_t frames, int32_t channels, int16_t *y);

/* One or two sections one after the other, in flash; direct form I with 14 binary digits more than the samples, limited to
 * twice their range; what rounding down leaves over is added to the next sum. The filter begins as if the first sample had
 * been there for ever: its output is that sample where it is a low-pass, 0 where it is none. */
void tw_biquads(const int16_t *x, int32_t frames, int32_t channels, const tw_biquad *section, int32_t sections,
                int32_t low_pass, int16_t *y);

/* columns[i] = x[i], i in [0, n); columns is not x. */
void tw_raw(const int16_t *x, int32_t n, int32_t *columns);

#endif
