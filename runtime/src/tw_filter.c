#include "tw_filter.h"

#include "tw_wide.h"

void tw_difference(const int16_t *x, int32_t frames, int32_t channels, int16_t *y) {
    for (int32_t i = frames * channels - 1; i >= 0; i--) {
        y[i] = i < channels ? 0 : tw_sample((int32_t)x[i] - x[i - channels]);
    }
}

void tw_remove_mean(const int16_t *x, int32_t frames, int32_t channels, int16_t *y) {
    const tw_count count = tw_count_of(frames);
    for (int32_t c = 0; c < channels; c++) {
        int64_t sum = 0;
        for (int32_t i = c; i < frames * channels; i += channels) {
            sum += x[i];
        }
        const int32_t mean = tw_mean_of(&count, sum, 0);
        for (int32_t i = c; i < frames * channels; i += channels) {
            y[i] = tw_sample(x[i] - mean);
        }
    }
}

void tw_raw(const int16_t *x, int32_t n, int32_t *columns) {
    for (int32_t i = 0; i < n; i++) {
        columns[i] = x[i];
    }
}
