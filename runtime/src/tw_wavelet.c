#include "tw_wavelet.h"

#include "tw_wide.h"

enum { LEVELS = 8, LOG_POINT = 16 };

void tw_wavelet(const int16_t *x, int32_t frames, int32_t channels, int32_t levels, int32_t *columns) {
    for (int32_t c = 0; c < channels; c++) {
        int32_t waiting[LEVELS]; /* sums on the left of a pair whose right one has not come */
        uint64_t energy[LEVELS];
        for (int32_t level = 0; level < levels; level++) {
            waiting[level] = 0;
            energy[level] = 0;
        }
        for (int32_t i = 0; i < frames; i++) {
            int32_t sum = x[i * channels + c];
            int32_t level = 0;
            while (level < levels && ((i >> level) & 1)) {
                const int32_t detail = waiting[level] - sum;
                energy[level] += (uint64_t)((int64_t)detail * detail);
                sum += waiting[level];
                level++;
            }
            if (level < levels) {
                waiting[level] = sum;
            }
        }
        for (int32_t level = 0; level < levels; level++) {
            const uint32_t used = (uint32_t)(frames >> (level + 1)) << (level + 1); /* details times 2^level */
            columns[c * levels + level] = tw_log2(energy[level] + used, LOG_POINT) - tw_log2(used, LOG_POINT);
        }
    }
}
