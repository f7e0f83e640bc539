#include "tw_samples_s8.h"

#include "tw_fixed_point.h"
#include "tw_input.h"
#include "tw_memory.h"

#define SAMPLE_MAX 32767

int32_t tw_fixed_sample(float x, int32_t point, int32_t last) {
    union {
        float value;
        uint32_t bits;
    } word;
    word.value = x;
    if ((word.bits & 0x7fffffffu) > 0x7f800000u) {
        return last;
    }
    return tw_clamp(tw_fixed(x, point), -SAMPLE_MAX, SAMPLE_MAX);
}

static int16_t within(int16_t sample) {
    return sample < -SAMPLE_MAX ? (int16_t)-SAMPLE_MAX : sample;
}

static int8_t step_of(int32_t column, const tw_step *s, int32_t zero) {
    const int64_t distance = (int64_t)column - s->offset;
    const int32_t near = distance > INT32_MAX ? INT32_MAX : distance < INT32_MIN ? INT32_MIN : (int32_t)distance;
    const int32_t steps = tw_clamp(tw_requantize(near, s->multiplier, s->shift), -255, 255);
    return (int8_t)tw_clamp(steps + zero, -128, 127);
}

void tw_samples_f32(const float *samples, int32_t frames, int32_t channels, const tw_channel *channel, int16_t *y) {
    for (int32_t c = 0; c < channels; c++) {
        TW_FLASH_STRUCT(tw_channel, ch, &channel[c]);
        int32_t last = ch->missing;
        for (int32_t i = c; i < frames * channels; i += channels) {
            last = tw_fixed_sample(samples[i], ch->point, last);
            y[i] = (int16_t)last;
        }
    }
}

void tw_samples_s16(const int16_t *samples, int32_t n, int16_t *y) {
    for (int32_t i = 0; i < n; i++) {
        y[i] = within(samples[i]);
    }
}

void tw_steps_s8(const int32_t *columns, int32_t n, const tw_step *step, int32_t period, int32_t zero, int8_t *x) {
    for (int32_t i = 0, k = 0; i < n; i++) {
        TW_FLASH_STRUCT(tw_step, s, &step[k]);
        x[i] = step_of(columns[i], s, zero);
        k = k + 1 == period ? 0 : k + 1;
    }
}

void tw_samples_f32_s8(const float *samples, int32_t frames, int32_t channels, const tw_channel *channel,
                       const tw_step *step, int32_t zero, int8_t *x) {
    for (int32_t c = 0; c < channels; c++) {
        TW_FLASH_STRUCT(tw_channel, ch, &channel[c]);
        TW_FLASH_STRUCT(tw_step, s, &step[c]);
        int32_t last = ch->missing;
        for (int32_t i = c; i < frames * channels; i += channels) {
            last = tw_fixed_sample(samples[i], ch->point, last);
            x[i] = step_of(last, s, zero);
        }
    }
}

void tw_samples_s16_s8(const int16_t *samples, int32_t n, const tw_step *step, int32_t period, int32_t zero, int8_t *x) {
    for (int32_t c = 0; c < period; c++) {
        TW_FLASH_STRUCT(tw_step, s, &step[c]);
        for (int32_t i = c; i < n; i += period) {
            x[i] = step_of(within(samples[i]), s, zero);
        }
    }
}

void tw_ring_f32(const float *samples, int32_t channels, const tw_channel *channel, int16_t *y) {
    for (int32_t c = 0; c < channels; c++) {
        TW_FLASH_STRUCT(tw_channel, ch, &channel[c]);
        y[c] = (int16_t)tw_fixed_sample(samples[c], ch->point, TW_MISSING);
    }
}

static int16_t before_the_first(const tw_channel *channel, int32_t c) {
    if (channel == 0) {
        return 0;
    }
    TW_FLASH_STRUCT(tw_channel, ch, &channel[c]);
    return (int16_t)ch->missing;
}

void tw_ring_window(const int16_t *ring, int32_t frames, int32_t channels, int32_t oldest, const tw_channel *channel,
                    int16_t *y) {
    for (int32_t c = 0; c < channels; c++) {
        int16_t last = before_the_first(channel, c);
        int32_t from = oldest * channels + c;
        for (int32_t i = c; i < frames * channels; i += channels) {
            last = ring[from] == TW_MISSING ? last : ring[from];
            y[i] = last;
            from = from + channels < frames * channels ? from + channels : c;
        }
    }
}

void tw_ring_s8(const int16_t *ring, int32_t frames, int32_t channels, int32_t oldest, const tw_channel *channel,
                const tw_step *step, int32_t zero, int8_t *x) {
    for (int32_t c = 0; c < channels; c++) {
        TW_FLASH_STRUCT(tw_step, s, &step[c]);
        int16_t last = before_the_first(channel, c);
        int32_t from = oldest * channels + c;
        for (int32_t i = c; i < frames * channels; i += channels) {
            last = ring[from] == TW_MISSING ? last : ring[from];
            x[i] = step_of(last, s, zero);
            from = from + channels < frames * channels ? from + channels : c;
        }
    }
}
