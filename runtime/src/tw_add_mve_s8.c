#include "tw_add_mve_s8.h"

enum { LEFT_SHIFT = 20 };

#if TW_MVE
static inline int32x4_t rescale(int32x4_t v, int32_t multiplier, int32_t shift) {
    v = vqrdmulhq_n_s32(v, multiplier);
    if (shift != 0) {
        v = vrshlq_n_s32(vaddq_s32(v, vshrq_n_s32(v, 31)), shift); /* halves away from zero */
    }
    return v;
}

static inline int32x4_t four(int32x4_t a, int32x4_t b, const tw_add_mve *p) {
    a = rescale(vshlq_n_s32(vsubq_n_s32(a, p->first_zero), LEFT_SHIFT), p->first_multiplier, p->first_shift);
    b = rescale(vshlq_n_s32(vsubq_n_s32(b, p->second_zero), LEFT_SHIFT), p->second_multiplier, p->second_shift);
    const int32x4_t sum = rescale(vaddq_s32(a, b), p->sum_multiplier, p->sum_shift);
    return vminq_s32(vmaxq_s32(vaddq_n_s32(sum, p->zero), vdupq_n_s32(p->min)), vdupq_n_s32(p->max));
}
#else
static int32_t one(int32_t a, int32_t b, const tw_add_mve *p) {
    const int32_t first = tw_requantize((a - p->first_zero) * ((int32_t)1 << LEFT_SHIFT), p->first_multiplier, p->first_shift);
    const int32_t second =
        tw_requantize((b - p->second_zero) * ((int32_t)1 << LEFT_SHIFT), p->second_multiplier, p->second_shift);
    return tw_clamp(tw_requantize(first + second, p->sum_multiplier, p->sum_shift) + p->zero, p->min, p->max);
}
#endif

void tw_add_mve_s8(const int8_t *a, const int8_t *b, const tw_add_mve *parameters, int8_t *y) {
    const tw_add_mve p = *parameters; /* y could lie on it, for all that a compiler knows */
    int32_t left = p.elements;
#if TW_MVE
    for (; left >= 4; left -= 4) {
        vstrbq_s32(y, four(vldrbq_s32(a), vldrbq_s32(b), &p));
        a += 4;
        b += 4;
        y += 4;
    }
    if (left > 0) {
        const mve_pred16_t there = vctp32q((uint32_t)left);
        vstrbq_p_s32(y, four(vldrbq_z_s32(a, there), vldrbq_z_s32(b, there), &p), there);
    }
#else
    for (; left > 0; left--) {
        *y++ = (int8_t)one(*a++, *b++, &p);
    }
#endif
}
