#include "tw_mel.h"

#include "tw_fft.h"
#include "tw_memory.h"
#include "tw_wide.h"

enum { LOG_POINT = 16, DECIBEL_POINT = 26, MOST_SHIFT = 20 };

/* x[i] * 2^15 - pre_emphasis * x[i - 1]; below 2^31 */
static int32_t emphasised(const int16_t *x, int32_t before, int32_t pre_emphasis) {
    return *x * (int32_t)32768 - pre_emphasis * before;
}

/* As tw_fft_load with pre-emphasis; returns its shift. */
static int32_t load_emphasised(const int16_t *x, const tw_mel_settings *m, int32_t *v) {
    uint32_t seen = 0;
    int32_t before = *x;
    for (int32_t i = 0; i < m->frame; i++, x += m->channels) {
        const int32_t y = emphasised(x, before, m->pre_emphasis);
        before = *x;
        v[i] = y;
        seen |= (uint32_t)(y < 0 ? -y : y);
    }
    const int32_t free_bits = 31 - tw_bits(seen);
    const int32_t shift = free_bits < MOST_SHIFT ? free_bits : MOST_SHIFT;
    for (int32_t i = 0; i < m->frame; i++) {
        const int32_t w = m->taper ? TW_FLASH_S16(&m->taper[i <= m->frame - i ? i : m->frame - i]) : 32767;
        v[i] = tw_multiply_high(v[i] * ((int32_t)1 << shift), w * (int32_t)65536);
    }
    for (int32_t i = m->frame; i < m->points; i++) {
        v[i] = 0;
    }
    return shift - 1;
}

static int32_t load(const int16_t *x, const tw_mel_settings *m, int32_t *v) {
    if (m->pre_emphasis != 0) {
        return load_emphasised(x, m, v);
    }
    const int32_t shift = tw_fft_shift(x, m->frame, m->channels);
    tw_fft_load(x, m->frame, m->channels, m->taper, shift, m->points, v);
    return shift;
}

/* Each line between two corners is part of the band that rises there and of the one that falls. */
static void add_up(const int32_t *v, const tw_mel_settings *m, uint64_t *energy) {
    const int32_t first = TW_FLASH_S16(&m->edges[0]);
    for (int32_t corner = 0; corner <= m->bands; corner++) {
        const int32_t end = TW_FLASH_S16(&m->edges[corner + 1]);
        uint64_t rising = 0;
        uint64_t falling = 0;
        for (int32_t k = TW_FLASH_S16(&m->edges[corner]); k < end; k++) {
            const uint64_t power = tw_fft_power(v, m->points, k);
            const uint64_t rise = (power * (uint64_t)TW_FLASH_S16(&m->weights[k - first])) >> 15;
            rising += rise;
            falling += power - rise;
        }
        if (corner > 0) {
            energy[corner - 1] += falling;
        }
        if (corner < m->bands) {
            energy[corner] = rising;
        }
    }
}

static int32_t level(const tw_mel_settings *m, uint64_t energy, int32_t shift) {
    const int32_t one = 5 + 2 * shift;
    const int32_t log = tw_log2(energy + ((uint64_t)1 << one), LOG_POINT) - one * ((int32_t)1 << LOG_POINT);
    if (m->decibel_scale == 0) {
        return log;
    }
    const int32_t above = log - m->decibel_zero;
    return above <= 0 ? 0 : (int32_t)(((int64_t)above * m->decibel_scale) >> DECIBEL_POINT);
}

static int32_t coefficient(const int32_t *levels, const int16_t *row, const tw_mel_settings *m) {
    int64_t sum = (int64_t)1 << (m->dct_point - 1);
    for (int32_t b = 0; b < m->bands; b++) {
        sum += (int64_t)levels[b] * TW_FLASH_S16(&row[b]);
    }
    return (int32_t)(sum >> m->dct_point);
}

static void channel_row(const int16_t *x, const tw_mel_settings *m, void *scratch, int32_t *row) {
    uint64_t *const energy = (uint64_t *)scratch;
    int32_t *const v = (int32_t *)(void *)&energy[m->bands];
    int32_t *const levels = m->coefficients == 0 ? row : v; /* the spectrum is no longer needed */
    const int32_t shift = load(x, m, v);
    tw_fft(v, m->points, m->cosine);
    add_up(v, m, energy);
    for (int32_t b = 0; b < m->bands; b++) {
        levels[b] = level(m, energy[b], shift);
    }
    for (int32_t c = 0; c < m->coefficients; c++) {
        row[c] = coefficient(levels, &m->dct[c * m->bands], m);
    }
}

static int32_t columns_of(const tw_mel_settings *m) {
    return m->coefficients == 0 ? m->bands : m->coefficients;
}

void tw_mel_slice(const int16_t *x, const tw_mel_settings *settings, void *scratch, int32_t *row) {
    TW_FLASH_STRUCT(tw_mel_settings, m, settings);
    for (int32_t c = 0; c < m->channels; c++) {
        channel_row(&x[c], m, scratch, &row[c * columns_of(m)]);
    }
}

void tw_mel(const int16_t *x, int32_t slices, int32_t stride, const tw_mel_settings *settings, void *scratch,
            int32_t *columns) {
    TW_FLASH_STRUCT(tw_mel_settings, m, settings);
    for (int32_t i = 0; i < slices; i++) {
        tw_mel_slice(&x[i * stride * m->channels], settings, scratch, &columns[i * columns_of(m) * m->channels]);
    }
}
