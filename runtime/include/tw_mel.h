#ifndef TW_MEL_H
#define TW_MEL_H

#include <stdint.h>

/* Settings, in flash, and so are the tables. */
typedef struct {
    const int32_t *cosine;  /* of tw_fft */
    const int16_t *taper;   /* of tw_fft_load, of `frame` samples */
    const int16_t *edges;   /* first lines at or above each of bands + 2 corners */
    const int16_t *weights; /* how far each line from edges[0] on is from one corner to the next, 15 binary digits */
    const int16_t *dct;     /* [coefficients][bands], dct_point binary digits; 0 where there are no coefficients */
    int32_t channels;
    int32_t points; /* of the transform */
    int32_t frame;  /* samples of a slice, at most points */
    int32_t bands;  /* at most points / 2 */
    int32_t coefficients;
    int32_t dct_point;
    int32_t pre_emphasis;  /* in [0, 32767], 15 binary digits */
    int32_t decibel_zero;  /* log2 of the noise floor, 16 binary digits */
    int32_t decibel_scale; /* 26 binary digits; 0: logarithms as they are */
} tw_mel_settings;

/* One slice of a sound: a row of energies of triangular bands on the mel scale, or their cepstral coefficients (Davis and
 * Mermelstein 1980; Young et al., The HTK Book, 5.4 to 5.6), all with 16 binary digits.
 *   y[i] = (x[i] - pre_emphasis x[i - 1]) w(i), where x[-1] is x[0]
 *   P[k] = |sum_i y[i] exp(-2 pi j i k / points) / points|^2
 *   E[b] = sum_k triangle_b(k) P[k]
 *   L[b] = log2(1 + 4096 E[b]), in squared steps of the samples, or max((L[b] - decibel_zero) decibel_scale, 0)
 *   row  = L, or sum_b dct[c][b] L[b] for each coefficient c
 * channel after channel. x is [frame][channels], within +-32767. scratch: 8 * bands + 4 * points bytes, a multiple of 8.
 * Twin in Java: signal.MelSlices. */
void tw_mel_slice(const int16_t *x, const tw_mel_settings *settings, void *scratch, int32_t *row);

/* Rows of slices one after the other, each `stride` frames after the one before. */
void tw_mel(const int16_t *x, int32_t slices, int32_t stride, const tw_mel_settings *settings, void *scratch,
            int32_t *columns);

#endif
