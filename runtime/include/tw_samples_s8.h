#ifndef TW_SAMPLES_S8_H
#define TW_SAMPLES_S8_H

#include <stdint.h>

/* Samples of a recording: x[frame * channels + channel]. They become fixed point within +-32767, value * 2^point with a point
 * for each channel; a missing sample (NaN) counts as the last one of its channel. From there everything is integers. All
 * functions are defined for every input and saturate. Twin in Java: features.WindowProgram. */

typedef struct {
    int32_t point;   /* binary digits after the point; may be negative, or more than 32 */
    int32_t missing; /* in fixed point; stands for samples that are missing at the start */
} tw_channel;

/* Steps of the network's input: (column - offset) * multiplier * 2^(shift - 31), multiplier in [2^30, 2^31) or 0, shift in
 * [-31, 30]. */
typedef struct {
    int32_t offset;
    int32_t multiplier;
    int32_t shift;
} tw_step;

/* x * 2^point, rounded half away from zero, limited to +-32767; last where x is NaN. */
int32_t tw_fixed_sample(float x, int32_t point, int32_t last);

/* y[i] = samples[i] in fixed point, frames * channels of them */
void tw_samples_f32(const float *samples, int32_t frames, int32_t channels, const tw_channel *channel, int16_t *y);
void tw_samples_s16(const int16_t *samples, int32_t n, int16_t *y);

/* x[i] = clamp(step of column i + zero, -128, 127), i in [0, n); steps repeat after `period` columns; x may start where columns
 * starts. */
void tw_steps_s8(const int32_t *columns, int32_t n, const tw_step *step, int32_t period, int32_t zero, int8_t *x);

/* The two at once, without memory for columns of int32. */
void tw_samples_f32_s8(const float *samples, int32_t frames, int32_t channels, const tw_channel *channel,
                       const tw_step *step, int32_t zero, int8_t *x);
void tw_samples_s16_s8(const int16_t *samples, int32_t n, const tw_step *step, int32_t period, int32_t zero, int8_t *x);

/* A ring of frames: frame f of a window is at (oldest + f) modulo frames. TW_MISSING stands for a sample that is missing, which
 * counts as the last one of its channel in this window, whatever came before. channel is 0 where none can be missing. */
#define TW_MISSING (-32768)

/* y[c] = samples[c] in fixed point, TW_MISSING where it is NaN: one frame */
void tw_ring_f32(const float *samples, int32_t channels, const tw_channel *channel, int16_t *y);

/* What tw_samples_f32 and tw_samples_f32_s8 make of the window in the ring. */
void tw_ring_window(const int16_t *ring, int32_t frames, int32_t channels, int32_t oldest, const tw_channel *channel,
                    int16_t *y);
void tw_ring_s8(const int16_t *ring, int32_t frames, int32_t channels, int32_t oldest, const tw_channel *channel,
                const tw_step *step, int32_t zero, int8_t *x);

#endif
