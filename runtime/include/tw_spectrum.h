#ifndef TW_SPECTRUM_H
#define TW_SPECTRUM_H

#include <stdint.h>

/* Settings, in flash, and so are the tables. */
typedef struct {
    const int32_t *cosine; /* of tw_fft */
    const int16_t *taper;  /* of tw_fft_load, of `segment` samples */
    const int16_t *edges;  /* first lines of the bands, and the line after the last */
    int32_t channels;
    int32_t points;   /* of the transform */
    int32_t segment;  /* samples of a segment, at most points */
    int32_t segments; /* each `hop` after the one before */
    int32_t hop;
    int32_t bands;
    int32_t peaks;
    int32_t hertz; /* frequency of 1 / 256 of a line, in units of the column, times 2^16 */
} tw_spectrum_settings;

/* Power spectrum of each channel, averaged over overlapping segments (Welch 1967), as energies of bands and strongest peaks:
 *   P[k] = mean over segments |sum_i x[i] w(i) exp(-2 pi j i k / points) / points|^2
 *   columns of a channel: log2(1 + 4096 sum_k P[k]) of each band, 16 binary digits; then for each peak, the strongest first,
 *     its frequency (the top of the parabola through the logarithms of three lines), and log2(1 + 4096 P[k])
 * A peak is a line in [1, points / 2) above the one before and not below the one after; both numbers are 0 where there is none.
 * x is [segment + (segments - 1) * hop or more][channels], within +-32767.
 * scratch: 8 * (points / 2 + 1) + 4 * points bytes, a multiple of 8. Twin in Java: signal.Spectrum. */
void tw_spectrum(const int16_t *x, const tw_spectrum_settings *settings, void *scratch, int32_t *columns);

#endif
