#ifndef TW_MVE_H
#define TW_MVE_H

#include <stdint.h>

#include "tw_fixed_point.h"

/* What the kernels for Armv8.1-M with Helium are made of: vectors of four int32 or sixteen int8, from arm_mve.h. Where
 * __ARM_FEATURE_MVE is missing the same operations are loops over the same layouts, so that the kernels run, and are
 * tested, anywhere. */
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#define TW_MVE 1
#include <arm_mve.h>
typedef int32x4_t tw_s32x4;
#else
#define TW_MVE 0
typedef struct {
    int32_t lane[4];
} tw_s32x4;
#endif

/* How sums come back to int8: requantize(sum + bias) + zero, limited to [min, max]. */
typedef struct {
    int32_t zero;
    int32_t min;
    int32_t max;
    int32_t rounding; /* one of the following */
} tw_mve_output;

enum {
    TW_MVE_HALF_UP = 0,   /* no shift is above 0, and min >= zero: how negative halves round does not show; or, where sums are
                             rounded once, every shift is below 0 */
    TW_MVE_HALF_AWAY = 1, /* no shift is above 0, and sums are rounded twice */
    TW_MVE_ANY_SHIFT = 2
};

/* The product of a sum and its multiplier, its high half, rounded half up if more is still to be rounded twice, else down. */
#if TW_ROUNDING_SINGLE
#define TW_MVE_HIGH_MULTIPLY "vqdmulh.s32"
#else
#define TW_MVE_HIGH_MULTIPLY "vqrdmulh.s32"
#endif

/* Bytes of the constants that follow the weights of four channels: bias, multiplier, shift, four int32 of each, little-endian,
 * at a multiple of 4 bytes. */
enum { TW_MVE_QUANT = 48 };

/* ---- Four int32 ------------------------------------------------------------------------------------- */

static inline tw_s32x4 tw_mve_all(int32_t value) {
#if TW_MVE
    return vdupq_n_s32(value);
#else
    const tw_s32x4 v = {{value, value, value, value}};
    return v;
#endif
}

/* Four int8. */
static inline tw_s32x4 tw_mve_widen(const int8_t *from) {
#if TW_MVE
    return vldrbq_s32(from);
#else
    const tw_s32x4 v = {{from[0], from[1], from[2], from[3]}};
    return v;
#endif
}

/* v + x * w. */
static inline tw_s32x4 tw_mve_multiply_add(tw_s32x4 v, tw_s32x4 x, tw_s32x4 w) {
#if TW_MVE
    return vaddq_s32(v, vmulq_s32(x, w));
#else
    for (int32_t c = 0; c < 4; c++) {
        v.lane[c] += x.lane[c] * w.lane[c];
    }
    return v;
#endif
}

#if TW_MVE
static inline tw_s32x4 tw_mve_words(const int8_t *from) {
    return vldrwq_s32((const int32_t *)(const void *)from);
}
#else
static inline int32_t tw_mve_word(const int8_t *from) {
    const uint32_t low = (uint32_t)(uint8_t)from[0] | (uint32_t)(uint8_t)from[1] << 8;
    return (int32_t)(low | (uint32_t)(uint8_t)from[2] << 16 | (uint32_t)(uint8_t)from[3] << 24);
}
#endif

/* Four sums in a vector. */
static inline tw_s32x4 tw_mve_four(int32_t a, int32_t b, int32_t c, int32_t d) {
#if TW_MVE && defined(__GNUC__)
    tw_s32x4 v; /* two moves: compilers take four, or go through memory */
    __asm("vmov %e[v], %[a], %[b]\n\t"
          "vmov %f[v], %[c], %[d]"
          : [v] "=&w"(v)
          : [a] "r"(a), [b] "r"(b), [c] "r"(c), [d] "r"(d));
    return v;
#elif TW_MVE
    tw_s32x4 v = vdupq_n_s32(a);
    v = vsetq_lane_s32(b, v, 1);
    v = vsetq_lane_s32(c, v, 2);
    return vsetq_lane_s32(d, v, 3);
#else
    const tw_s32x4 v = {{a, b, c, d}};
    return v;
#endif
}

/* ---- Sums of products ------------------------------------------------------------------------------- */

/* One patch with four channels: sums[c] = sum_i x[i] * w[c][i], i below 16 * steps, steps >= 1.
 * Layout: w [steps][4][16]. Returns the end of w. */
static inline const int8_t *tw_mve_dot_4(const int8_t *x, const int8_t *w, int32_t steps, tw_s32x4 *sums) {
#if TW_MVE
    int32_t a = 0;
    int32_t b = 0;
    int32_t c = 0;
    int32_t d = 0;
    do {
        const int8x16_t v = vldrbq_s8(x);
        a = vmladavaq_s8(a, v, vldrbq_s8(w));
        b = vmladavaq_s8(b, v, vldrbq_s8(w + 16));
        c = vmladavaq_s8(c, v, vldrbq_s8(w + 32));
        d = vmladavaq_s8(d, v, vldrbq_s8(w + 48));
        x += 16;
        w += 64;
    } while (--steps > 0);
    *sums = tw_mve_four(a, b, c, d);
    return w;
#else
    *sums = tw_mve_all(0);
    for (int32_t i = 0; i < 16 * steps; i++) {
        for (int32_t c = 0; c < 4; c++) {
            sums->lane[c] += x[i] * w[64 * (i / 16) + 16 * c + i % 16];
        }
    }
    return w + 64 * steps;
#endif
}

#if TW_MVE && defined(__GNUC__) && defined(__OPTIMIZE__)
/* Sums of VMLADAV lie in even registers. There are eight of them with the link register, which compilers would rather have as
 * the loop's counter, moving sums about: hence not intrinsics. Takes w on; destroys x0, x1 and n, the steps. */
#define TW_MVE_DOT_2X4 \
    "vldrb.8 %q[s0], [%[x0]], #16\n\t" \
    "vldrb.8 %q[v], [%[w]], #16\n\t" \
    "vmladav.s8 %[a], %q[s0], %q[v]\n\t" \
    "vldrb.8 %q[s1], [%[x1]], #16\n\t" \
    "vmladav.s8 %[e], %q[s1], %q[v]\n\t" \
    "vldrb.8 %q[v], [%[w]], #16\n\t" \
    "vmladav.s8 %[b], %q[s0], %q[v]\n\t" \
    "vmladav.s8 %[f], %q[s1], %q[v]\n\t" \
    "vldrb.8 %q[v], [%[w]], #16\n\t" \
    "vmladav.s8 %[c], %q[s0], %q[v]\n\t" \
    "vmladav.s8 %[g], %q[s1], %q[v]\n\t" \
    "vldrb.8 %q[v], [%[w]], #16\n\t" \
    "vmladav.s8 %[d], %q[s0], %q[v]\n\t" \
    "vmladav.s8 %[h], %q[s1], %q[v]\n\t" \
    "subs %[n], %[n], #1\n\t" \
    "beq 2f\n" \
    "1:\n\t" \
    "vldrb.8 %q[s0], [%[x0]], #16\n\t" \
    "vldrb.8 %q[v], [%[w]], #16\n\t" \
    "vmladava.s8 %[a], %q[s0], %q[v]\n\t" \
    "vldrb.8 %q[s1], [%[x1]], #16\n\t" \
    "vmladava.s8 %[e], %q[s1], %q[v]\n\t" \
    "vldrb.8 %q[v], [%[w]], #16\n\t" \
    "vmladava.s8 %[b], %q[s0], %q[v]\n\t" \
    "vmladava.s8 %[f], %q[s1], %q[v]\n\t" \
    "vldrb.8 %q[v], [%[w]], #16\n\t" \
    "vmladava.s8 %[c], %q[s0], %q[v]\n\t" \
    "vmladava.s8 %[g], %q[s1], %q[v]\n\t" \
    "vldrb.8 %q[v], [%[w]], #16\n\t" \
    "vmladava.s8 %[d], %q[s0], %q[v]\n\t" \
    "vmladava.s8 %[h], %q[s1], %q[v]\n\t" \
    "subs %[n], %[n], #1\n\t" \
    "bne 1b\n" \
    "2:\n\t" \
    "vmov %e[s0], %[a], %[b]\n\t" \
    "vmov %f[s0], %[c], %[d]\n\t" \
    "vmov %e[s1], %[e], %[f]\n\t" \
    "vmov %f[s1], %[g], %[h]\n\t"
#define TW_MVE_DOT_2X4_SUMS \
    [a] "=&Te"(a), [b] "=&Te"(b), [c] "=&Te"(c), [d] "=&Te"(d), [e] "=&Te"(e), [f] "=&Te"(f), [g] "=&Te"(g), [h] "=&Te"(h)
#endif

/* Two patches with the same four channels. */
static inline const int8_t *tw_mve_dot_2x4(const int8_t *x0, const int8_t *x1, const int8_t *w, int32_t steps,
                                           tw_s32x4 *sums0, tw_s32x4 *sums1) {
#if TW_MVE && defined(__GNUC__) && defined(__OPTIMIZE__)
    int32_t a;
    int32_t b;
    int32_t c;
    int32_t d;
    int32_t e;
    int32_t f;
    int32_t g;
    int32_t h;
    tw_s32x4 v;
    __asm(TW_MVE_DOT_2X4
          : [s0] "=&w"(*sums0), [s1] "=&w"(*sums1), [v] "=&w"(v), [x0] "+r"(x0), [x1] "+r"(x1), [w] "+r"(w),
            [n] "+r"(steps), TW_MVE_DOT_2X4_SUMS
          :
          : "cc", "memory");
    return w;
#else
    (void)tw_mve_dot_4(x0, w, steps, sums0);
    return tw_mve_dot_4(x1, w, steps, sums1);
#endif
}

/* ---- Back to int8 ----------------------------------------------------------------------------------- */

/* How the sums of four channels come back to int8. */
typedef struct {
    tw_s32x4 bias;
    tw_s32x4 multiplier;
    tw_s32x4 shift;
} tw_mve_channels;

static inline tw_mve_channels tw_mve_load_channels(const int8_t *quant) {
#if TW_MVE
    const tw_mve_channels all = {tw_mve_words(quant), tw_mve_words(quant + 16), tw_mve_words(quant + 32)};
#else
    tw_mve_channels all;
    for (int32_t c = 0; c < 4; c++) {
        all.bias.lane[c] = tw_mve_word(quant + 4 * c);
        all.multiplier.lane[c] = tw_mve_word(quant + 16 + 4 * c);
        all.shift.lane[c] = tw_mve_word(quant + 32 + 4 * c);
    }
#endif
    return all;
}

#if TW_MVE
/* The product of sums and their multipliers, with what makes the shift round as it should. */
static inline tw_s32x4 tw_mve_multiply_any(tw_s32x4 v, tw_s32x4 multiplier, tw_s32x4 *shift) {
    const int32x4_t right = vminq_s32(*shift, vdupq_n_s32(0));
    v = vqshlq_s32(v, vsubq_s32(*shift, right));
    *shift = right;
#if TW_ROUNDING_SINGLE
    return vpselq_s32(vqdmulhq_s32(v, multiplier), vqrdmulhq_s32(v, multiplier), vcmpltq_n_s32(right, 0));
#else
    return vqrdmulhq_s32(v, multiplier);
#endif
}
#endif

/* Requantizes the sums of four channels and adds zero. */
static inline tw_s32x4 tw_mve_requantize(tw_s32x4 v, tw_mve_channels q, int32_t zero, int32_t rounding) {
#if TW_MVE
    v = vaddq_s32(v, q.bias);
    if (rounding == TW_MVE_ANY_SHIFT) {
        v = tw_mve_multiply_any(v, q.multiplier, &q.shift);
    } else {
#if TW_ROUNDING_SINGLE
        v = vqdmulhq_s32(v, q.multiplier);
#else
        v = vqrdmulhq_s32(v, q.multiplier);
#endif
    }
#if !TW_ROUNDING_SINGLE
    if (rounding != TW_MVE_HALF_UP) {
        /* VRSHL rounds half up: one less where a negative number is shifted, and its halves go away from zero. */
        v = vqaddq_s32(v, vshrq_n_s32(vandq_s32(v, q.shift), 31));
    }
#endif
    return vaddq_n_s32(vrshlq_s32(v, q.shift), zero);
#else
    (void)rounding;
    for (int32_t c = 0; c < 4; c++) {
        v.lane[c] = tw_requantize_sum(v.lane[c] + q.bias.lane[c], q.multiplier.lane[c], q.shift.lane[c]) + zero;
    }
    return v;
#endif
}

/* Limits four numbers to [min, max] and stores the first `lanes`, all four where lanes > 4. */
static inline void tw_mve_store(tw_s32x4 v, tw_s32x4 min, tw_s32x4 max, int8_t *y, int32_t lanes) {
#if TW_MVE
    v = vminq_s32(vmaxq_s32(v, min), max);
    if (lanes >= 4) {
        vstrbq_s32(y, v);
    } else {
        vstrbq_p_s32(y, v, vctp32q((uint32_t)lanes));
    }
#else
    for (int32_t c = 0; c < 4 && c < lanes; c++) {
        y[c] = (int8_t)tw_clamp(v.lane[c], min.lane[c], max.lane[c]);
    }
#endif
}

/* ---- Bytes ------------------------------------------------------------------------------------------ */

/* Copies n bytes, n >= 0, and returns where to go on. */
static inline int8_t *tw_mve_copy(int8_t *to, const int8_t *from, int32_t n) {
#if TW_MVE && defined(__GNUC__)
    int8_t *const end = to + n;
    __asm volatile("wlstp.8 lr, %[n], 1f\n"
                   "2:\n\t"
                   "vldrb.8 q0, [%[from]], #16\n\t"
                   "vstrb.8 q0, [%[to]], #16\n\t"
                   "letp lr, 2b\n"
                   "1:"
                   : [to] "+r"(to), [from] "+r"(from)
                   : [n] "r"(n)
                   : "q0", "lr", "memory");
    return end;
#else
    for (int32_t i = 0; i < n; i++) {
        to[i] = from[i];
    }
    return to + n;
#endif
}

/* Sets n bytes, n >= 0, and returns where to go on. */
static inline int8_t *tw_mve_fill(int8_t *to, int8_t value, int32_t n) {
#if TW_MVE
    for (int32_t i = 0; i < n; i += 16) {
        vstrbq_p_s8(to + i, vdupq_n_s8(value), vctp8q((uint32_t)(n - i)));
    }
#else
    for (int32_t i = 0; i < n; i++) {
        to[i] = value;
    }
#endif
    return to + n;
}

/* Deals out n bytes in fours: to[i / 4 * stride + i % 4] = from[i]; stride is a multiple of 4, `to` lies at one. What is left
 * of the last four is undefined. */
static inline void tw_mve_deal(int8_t *to, int32_t stride, const int8_t *from, int32_t n) {
#if TW_MVE
    const uint32x4_t offsets = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)stride);
    for (; n > 0; n -= 16) {
        const int32x4_t v = vreinterpretq_s32_s8(vldrbq_z_s8(from, vctp8q((uint32_t)n)));
        vstrwq_scatter_offset_p_s32((int32_t *)(void *)to, offsets, v, vctp32q((uint32_t)(n + 3) / 4));
        from += 16;
        to += 4 * stride;
    }
#else
    for (int32_t i = 0; i < n; i++) {
        to[i / 4 * stride + i % 4] = from[i];
    }
#endif
}

#endif
