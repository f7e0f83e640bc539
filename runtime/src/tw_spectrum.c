#include "tw_spectrum.h"

#include "tw_fft.h"
#include "tw_memory.h"
#include "tw_wide.h"

enum { LOG_POINT = 16 };

/* The sum of the spectra of the segments, and what it stands for. */
typedef struct {
    const uint64_t *power;
    int32_t lines;
    uint64_t floor; /* what 1 / 4096 of a squared step of the samples is in it */
    int32_t zero;   /* its logarithm */
} spectrum;

static int32_t logarithm(const spectrum *s, uint64_t energy) {
    return tw_log2(energy + s->floor, LOG_POINT) - s->zero;
}

static uint64_t band(const spectrum *s, int32_t from, int32_t to) {
    uint64_t sum = 0;
    for (int32_t k = from; k < to; k++) {
        sum += s->power[k];
    }
    return sum;
}

static int is_peak(const spectrum *s, int32_t k) {
    return s->power[k] > s->power[k - 1] && s->power[k] >= s->power[k + 1];
}

/* The strongest peak that is weaker than this one, or as strong and of a higher line; 0: there is none. */
static int32_t next_peak(const spectrum *s, uint64_t strength, int32_t line) {
    int32_t best = 0;
    for (int32_t k = 1; k < s->lines - 1; k++) {
        const uint64_t p = s->power[k];
        const int later = p < strength || (p == strength && k > line);
        if (later && is_peak(s, k) && (best == 0 || p > s->power[best])) {
            best = k;
        }
    }
    return best;
}

/* Where the parabola through the logarithms around k has its top, in 256ths of a line. */
static int32_t top(const spectrum *s, int32_t k) {
    const int32_t before = logarithm(s, s->power[k - 1]);
    const int32_t here = logarithm(s, s->power[k]);
    const int32_t after = logarithm(s, s->power[k + 1]);
    const int32_t bend = 2 * here - before - after;
    return k * 256 + (bend > 0 ? (after - before) * 128 / bend : 0);
}

static void describe(const spectrum *s, const tw_spectrum_settings *settings, int32_t *columns) {
    for (int32_t b = 0; b < settings->bands; b++) {
        const int32_t from = TW_FLASH_S16(&settings->edges[b]);
        columns[b] = logarithm(s, band(s, from, TW_FLASH_S16(&settings->edges[b + 1])));
    }
    uint64_t strength = UINT64_MAX;
    int32_t k = 0;
    for (int32_t p = 0; p < settings->peaks; p++) {
        int32_t *const peak = &columns[settings->bands + 2 * p];
        k = next_peak(s, strength, k);
        strength = k == 0 ? 0 : s->power[k];
        peak[0] = k == 0 ? 0 : (int32_t)(((int64_t)top(s, k) * settings->hertz + 32768) >> 16);
        peak[1] = k == 0 ? 0 : logarithm(s, s->power[k]);
    }
}

static void add_up(const int16_t *x, const tw_spectrum_settings *settings, int32_t shift, int32_t *v, uint64_t *power) {
    const int32_t lines = settings->points / 2 + 1;
    for (int32_t k = 0; k < lines; k++) {
        power[k] = 0;
    }
    for (int32_t i = 0; i < settings->segments; i++, x += settings->hop * settings->channels) {
        tw_fft_load(x, settings->segment, settings->channels, settings->taper, shift, settings->points, v);
        tw_fft(v, settings->points, settings->cosine);
        for (int32_t k = 0; k < lines; k++) {
            power[k] += tw_fft_power(v, settings->points, k);
        }
    }
}

void tw_spectrum(const int16_t *x, const tw_spectrum_settings *in_flash, void *scratch, int32_t *columns) {
    TW_FLASH_STRUCT(tw_spectrum_settings, settings, in_flash);
    const int32_t used = settings->segment + (settings->segments - 1) * settings->hop;
    uint64_t *const power = (uint64_t *)scratch;
    int32_t *const v = (int32_t *)(void *)&power[settings->points / 2 + 1];
    for (int32_t c = 0; c < settings->channels; c++) {
        const int32_t shift = tw_fft_shift(&x[c], used, settings->channels);
        add_up(&x[c], settings, shift, v, power);
        spectrum s;
        s.power = power;
        s.lines = settings->points / 2 + 1;
        s.floor = (uint64_t)(uint32_t)settings->segments << (5 + 2 * shift);
        s.zero = tw_log2(s.floor, LOG_POINT);
        describe(&s, settings, &columns[c * (settings->bands + 2 * settings->peaks)]);
    }
}
