#ifndef TW_WAVELET_H
#define TW_WAVELET_H

#include <stdint.h>

/* Energies of an octave filter bank by the Haar wavelet (Mallat 1989), of each channel of a window x[frame * channels +
 * channel] within +-32767, frames in [2^levels, 65536], levels in [1, 8]:
 *   d = differences of neighbouring sums of 2^(level - 1) samples, as many as fit, times 2^(-level / 2)
 *   columns[channel * levels + level - 1] = log2(1 + mean d^2), 16 binary digits
 * All sums are exact. No scratch memory. Twin in Java: signal.HaarWavelet. */
void tw_wavelet(const int16_t *x, int32_t frames, int32_t channels, int32_t levels, int32_t *columns);

#endif
