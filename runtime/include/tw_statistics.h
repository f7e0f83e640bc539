#ifndef TW_STATISTICS_H
#define TW_STATISTICS_H

#include <stdint.h>

/* Statistics of each channel of a window of samples, x[frame * channels + channel] within +-32767; n = frames in [1, 65536].
 * Twin in Java: signal.ChannelStatistics. The kinds, each with its binary digits behind those of the samples, or its own:
 *   MEAN            sum x / n                                      8 more
 *   RMS             sqrt(sum x^2 / n)                              8 more
 *   DEVIATION       sqrt(sum (x - mean)^2 / n)                     8 more
 *   PEAK_TO_PEAK    MAXIMUM - MINIMUM                              as the samples, and so are these two
 *   SKEW            sum ((x - mean) / deviation)^3 / n             16; 0 where the deviation is 0
 *   KURTOSIS        sum ((x - mean) / deviation)^4 / n - 3         12; 0 where the deviation is 0
 *   ZERO_CROSSINGS  how often x crosses its mean                   0
 *   ENERGY          log2(1 + sum x^2 / n) in steps of x            16 */
enum {
    TW_STATISTIC_MEAN,
    TW_STATISTIC_RMS,
    TW_STATISTIC_DEVIATION,
    TW_STATISTIC_PEAK_TO_PEAK,
    TW_STATISTIC_MINIMUM,
    TW_STATISTIC_MAXIMUM,
    TW_STATISTIC_SKEW,
    TW_STATISTIC_KURTOSIS,
    TW_STATISTIC_ZERO_CROSSINGS,
    TW_STATISTIC_ENERGY
};

/* columns[channel * kinds + k] = the statistic of[k], in flash, of the channel. No scratch memory. */
void tw_statistics(const int16_t *x, int32_t frames, int32_t channels, const int8_t *of, int32_t kinds, int32_t *columns);

#endif
