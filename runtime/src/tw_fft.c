#include "tw_fft.h"

#include "tw_memory.h"
#include "tw_wide.h"

typedef struct {
    int32_t re;
    int32_t im;
} number;

/* z * (c - j s) / 2 */
static inline number turned(number z, int32_t c, int32_t s) {
    number w;
    w.re = tw_multiply_high(z.re, c) + tw_multiply_high(z.im, s);
    w.im = tw_multiply_high(z.im, c) - tw_multiply_high(z.re, s);
    return w;
}

static inline number at(const int32_t *v, int32_t k) {
    number z;
    z.re = v[2 * k];
    z.im = v[2 * k + 1];
    return z;
}

static inline void put(int32_t *v, int32_t k, int32_t re, int32_t im) {
    v[2 * k] = re;
    v[2 * k + 1] = im;
}

/* x / 2, x / 4, rounded down. */
static inline int32_t half(int32_t x) {
    return x >> 1;
}
static inline int32_t quarter(int32_t x) {
    return x >> 2;
}

int32_t tw_fft_shift(const int16_t *x, int32_t n, int32_t step) {
    int32_t seen = 0; /* the bits of all magnitudes have the highest of the largest */
    for (int32_t i = 0; i < n; i++, x += step) {
        seen |= *x < 0 ? -(int32_t)*x : *x;
    }
    return 15 - tw_bits((uint32_t)seen);
}

void tw_fft_load(const int16_t *x, int32_t n, int32_t step, const int16_t *taper, int32_t shift, int32_t points, int32_t *v) {
    const int32_t scale = (int32_t)1 << shift;
    for (int32_t i = 0; i < n; i++, x += step) {
        const int32_t w = taper ? TW_FLASH_S16(&taper[i <= n - i ? i : n - i]) : 32768;
        v[i] = *x * w * scale;
    }
    for (int32_t i = n; i < points; i++) {
        v[i] = 0;
    }
}

/* Swaps numbers whose indices are each other's bits backwards. */
static void permute(int32_t *v, int32_t n) {
    int32_t j = 0;
    for (int32_t i = 1; i < n; i++) {
        int32_t bit = n >> 1;
        while (j & bit) {
            j ^= bit;
            bit >>= 1;
        }
        j |= bit;
        if (i < j) {
            const number a = at(v, i);
            const number b = at(v, j);
            put(v, i, b.re, b.im);
            put(v, j, a.re, a.im);
        }
    }
}

/* The first two stages: four numbers each, without a multiplication. */
static void first_pass(int32_t *v, int32_t n) {
    for (int32_t k = 0; k < n; k += 4) {
        const number a = at(v, k);
        const number b = at(v, k + 1);
        const number c = at(v, k + 2);
        const number d = at(v, k + 3);
        const int32_t sum_re = quarter(a.re) + quarter(b.re);
        const int32_t sum_im = quarter(a.im) + quarter(b.im);
        const int32_t difference_re = quarter(a.re) - quarter(b.re);
        const int32_t difference_im = quarter(a.im) - quarter(b.im);
        const int32_t other_sum_re = quarter(c.re) + quarter(d.re);
        const int32_t other_sum_im = quarter(c.im) + quarter(d.im);
        const int32_t other_re = quarter(c.re) - quarter(d.re);
        const int32_t other_im = quarter(c.im) - quarter(d.im);
        put(v, k, sum_re + other_sum_re, sum_im + other_sum_im);
        put(v, k + 1, difference_re + other_im, difference_im - other_re);
        put(v, k + 2, sum_re - other_sum_re, sum_im - other_sum_im);
        put(v, k + 3, difference_re - other_im, difference_im + other_re);
    }
}

/* One stage: numbers h apart. A turn by a quarter more, for k + h / 2, swaps the parts. */
static void stage(int32_t *v, int32_t n, int32_t h, const int32_t *cosine) {
    const int32_t step = n / h; /* points / (2 h); n and h are powers of two */
    for (int32_t j = 0; j < h / 2; j++) {
        const int32_t c = TW_FLASH_S32(&cosine[j * step]);
        const int32_t s = TW_FLASH_S32(&cosine[n / 2 - j * step]);
        for (int32_t k = j; k < n; k += 2 * h) {
            const number a = at(v, k);
            const number t = turned(at(v, k + h), c, s);
            put(v, k, half(a.re) + t.re, half(a.im) + t.im);
            put(v, k + h, half(a.re) - t.re, half(a.im) - t.im);
            const int32_t q = k + h / 2;
            const number b = at(v, q);
            const number u = turned(at(v, q + h), c, s);
            put(v, q, half(b.re) + u.im, half(b.im) - u.re);
            put(v, q + h, half(b.re) - u.im, half(b.im) + u.re);
        }
    }
}

/* From the transform of even samples + j odd samples to that of all. */
static void split(int32_t *v, int32_t n, const int32_t *cosine) {
    const number z = at(v, 0);
    put(v, 0, half(z.re) + half(z.im), half(z.re) - half(z.im));
    for (int32_t k = 1; k <= n / 2; k++) {
        const number a = at(v, k);
        const number b = at(v, n - k);
        const int32_t even_re = half(half(a.re) + half(b.re));
        const int32_t even_im = half(half(a.im) - half(b.im));
        number odd;
        odd.re = half(a.re) - half(b.re);
        odd.im = half(a.im) + half(b.im);
        const number t = turned(odd, TW_FLASH_S32(&cosine[k]), TW_FLASH_S32(&cosine[n / 2 - k]));
        put(v, k, even_re + t.im, even_im - t.re);
        put(v, n - k, even_re - t.im, -even_im - t.re);
    }
}

void tw_fft(int32_t *v, int32_t points, const int32_t *cosine) {
    const int32_t n = points / 2;
    permute(v, n);
    first_pass(v, n);
    for (int32_t h = 4; h < n; h *= 2) {
        stage(v, n, h, cosine);
    }
    split(v, n, cosine);
}

static inline uint64_t square(int32_t x) {
    return (uint64_t)((int64_t)x * x);
}

uint64_t tw_fft_power(const int32_t *v, int32_t points, int32_t k) {
    if (k == 0) {
        return square(v[0]) >> 13;
    }
    return (k == points / 2 ? square(v[1]) : square(v[2 * k]) + square(v[2 * k + 1])) >> 13;
}
