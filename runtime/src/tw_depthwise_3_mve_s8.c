#include "tw_depthwise_3_mve_s8.h"

/* to[c * stride + r] = row r of a, b and c [c] for n channels; a fourth byte is written too. `offsets` are multiples of stride. */
#if TW_MVE && defined(__GNUC__)
#define LAY_COLUMN(to, stride, offsets, a, b, c, n) \
    do { \
        const int8_t *ra = (a); \
        const int8_t *rb = (b); \
        const int8_t *rc = (c); \
        int8_t *at = (to); \
        uint32x4_t va; \
        uint32x4_t vb; \
        uint32x4_t vc; \
        __asm volatile("wlstp.32 lr, %[left], 1f\n" \
                       "2:\n\t" \
                       "vldrb.u32 %q[va], [%[ra]], #4\n\t" \
                       "vldrb.u32 %q[vb], [%[rb]], #4\n\t" \
                       "vldrb.u32 %q[vc], [%[rc]], #4\n\t" \
                       "vsli.32 %q[va], %q[vb], #8\n\t" \
                       "vsli.32 %q[va], %q[vc], #16\n\t" \
                       "vstrw.32 %q[va], [%[at], %q[offs]]\n\t" \
                       "add %[at], %[at], %[step]\n\t" \
                       "letp lr, 2b\n" \
                       "1:" \
                       : [at] "+r"(at), [ra] "+l"(ra), [rb] "+l"(rb), [rc] "+l"(rc), [va] "=&w"(va), [vb] "=&w"(vb), \
                         [vc] "=&w"(vc) \
                       : [left] "r"(n), [step] "r"(4 * (stride)), [offs] "w"(offsets) \
                       : "lr", "memory"); \
    } while (0)
#elif TW_MVE
#define LAY_COLUMN(to, stride, offsets, a, b, c, n) \
    do { \
        for (int32_t i = 0; i < (n); i += 4) { \
            const mve_pred16_t there = vctp32q((uint32_t)((n) - i)); \
            uint32x4_t v = vldrbq_z_u32((const uint8_t *)(a) + i, there); \
            v = vsliq_n_u32(v, vldrbq_z_u32((const uint8_t *)(b) + i, there), 8); \
            v = vsliq_n_u32(v, vldrbq_z_u32((const uint8_t *)(c) + i, there), 16); \
            vstrwq_scatter_offset_p_u32((uint32_t *)(void *)((to) + i * (stride)), offsets, v, there); \
        } \
    } while (0)
#else
#define LAY_COLUMN(to, stride, offsets, a, b, c, n) \
    do { \
        for (int32_t i = 0; i < (n); i++) { \
            (to)[i * (stride)] = (a)[i]; \
            (to)[i * (stride) + 1] = (b)[i]; \
            (to)[i * (stride) + 2] = (c)[i]; \
        } \
    } while (0)
#endif

/* Lays out the columns that the filter's rows, the first at iy, reach. `outside` is a row of one pixel of zero points. */
static void lay_rows(const int8_t *x, const tw_depthwise_3_mve *p, int32_t iy, const int8_t *outside, int8_t *to) {
    const int8_t *rows[3] = {outside, outside, outside};
    int32_t steps[3] = {0, 0, 0};
    for (int32_t ky = 0; ky < p->kernel_y; ky++) {
        if (iy >= 0 && iy < p->input_height) {
            rows[ky] = x + iy * p->input_width * p->channels;
            steps[ky] = p->channels;
        }
        iy += p->dilation_y;
    }
    const int32_t stride = 4 * p->columns;
    const int32_t channels = p->channels;
    const int8_t *a = rows[0];
    const int8_t *b = rows[1];
    const int8_t *c = rows[2];
#if TW_MVE
    const uint32x4_t offsets = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)stride);
#endif
    to += 4 * p->pad_left;
    for (int32_t left = p->input_width; left > 0; left--) {
        LAY_COLUMN(to, stride, offsets, a, b, c, channels);
        a += steps[0];
        b += steps[1];
        c += steps[2];
        to += 4;
    }
}

#if TW_MVE
/* Lanes are pixels of one channel. */
static inline tw_s32x4 requantize(tw_s32x4 v, const int32_t *quant, int32_t zero, int32_t rounding) {
    int32_t shift = quant[2];
    v = vaddq_n_s32(v, quant[0]);
    if (shift > 0) {
        v = vqshlq_r_s32(v, shift);
        shift = 0;
    }
#if TW_ROUNDING_SINGLE
    (void)rounding;
    v = shift < 0 ? vqdmulhq_n_s32(v, quant[1]) : vqrdmulhq_n_s32(v, quant[1]);
#else
    v = vqrdmulhq_n_s32(v, quant[1]);
    if (rounding != TW_MVE_HALF_UP && shift < 0) {
        v = vqaddq_s32(v, vshrq_n_s32(v, 31));
    }
#endif
    return vaddq_n_s32(vrshlq_n_s32(v, shift), zero);
}
#else
static inline int32_t dot(const int8_t *x, const int8_t *w) {
    int32_t sum = 0;
    for (int32_t i = 0; i < 16; i++) {
        sum += x[i] * w[i];
    }
    return sum;
}
#endif

/* A row of one channel, of which x is laid out; `step` bytes from pixel to pixel. */
static inline void one_channel(const int8_t *x, const tw_depthwise_3_mve *p, const int8_t *weights, const int32_t *quant,
                               int8_t *y, int32_t step) {
    const int32_t zero = p->output.zero;
#if TW_MVE
    const int32_t rounding = p->output.rounding;
    const int32_t q[3] = {quant[0], quant[1], quant[2]};
    const int8x16_t w = vldrbq_s8(weights);
    const tw_s32x4 min = tw_mve_all(p->output.min);
    const tw_s32x4 max = tw_mve_all(p->output.max);
    const uint32x4_t offsets = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)p->channels);
    for (int32_t left = p->output_width; left > 0; left -= 4) {
        const int32_t a = vmladavq_s8(w, vldrbq_s8(x));
        const int32_t b = vmladavq_s8(w, vldrbq_s8(x + step));
        const int32_t c = vmladavq_s8(w, vldrbq_s8(x + 2 * step));
        const int32_t d = vmladavq_s8(w, vldrbq_s8(x + 3 * step));
        tw_s32x4 v = requantize(tw_mve_four(a, b, c, d), q, zero, rounding);
        v = vminq_s32(vmaxq_s32(v, min), max);
        if (left >= 4) {
            vstrbq_scatter_offset_s32(y, offsets, v);
        } else {
            vstrbq_scatter_offset_p_s32(y, offsets, v, vctp32q((uint32_t)left));
        }
        x += 4 * step;
        y += 4 * p->channels;
    }
#else
    for (int32_t ox = 0; ox < p->output_width; ox++) {
        const int32_t v = tw_requantize_sum(dot(x, weights) + quant[0], quant[1], quant[2]) + zero;
        *y = (int8_t)tw_clamp(v, p->output.min, p->output.max);
        x += step;
        y += p->channels;
    }
#endif
}

#if TW_MVE && defined(__GNUC__) && defined(__OPTIMIZE__)
#define HALF_UP ""
#define HALF_AWAY "vshr.s32 %q[t], %q[v], #31\n\tvqadd.s32 %q[v], %q[v], %q[t]\n\t"

/* Four pixels at a time, `step` bytes apart, with all that is needed in registers; shifts right. */
#define ROW(ROUNDING, STEP_1, STEP_2, STEP_3, STEP_4) \
    __asm volatile("1:\n\t" \
                   "vldrb.8 %q[v], [%[x]]\n\t" \
                   "vmladav.s8 %[a], %q[w], %q[v]\n\t" \
                   "vldrb.8 %q[t], [%[x], #" STEP_1 "]\n\t" \
                   "vmladav.s8 %[b], %q[w], %q[t]\n\t" \
                   "vldrb.8 %q[v], [%[x], #" STEP_2 "]\n\t" \
                   "vmladav.s8 %[c], %q[w], %q[v]\n\t" \
                   "vldrb.8 %q[t], [%[x], #" STEP_3 "]\n\t" \
                   "vmladav.s8 %[d], %q[w], %q[t]\n\t" \
                   "adds %[x], #" STEP_4 "\n\t" \
                   "vmov %e[v], %[a], %[b]\n\t" \
                   "vmov %f[v], %[c], %[d]\n\t" \
                   "vadd.i32 %q[v], %q[v], %[bias]\n\t" \
                   TW_MVE_HIGH_MULTIPLY " %q[v], %q[v], %[multiplier]\n\t" \
                   ROUNDING \
                   "vrshl.s32 %q[v], %[shift]\n\t" \
                   "vadd.i32 %q[v], %q[v], %[zero]\n\t" \
                   "vmax.s32 %q[v], %q[v], %q[min]\n\t" \
                   "vmin.s32 %q[v], %q[v], %q[max]\n\t" \
                   "vctp.32 %[left]\n\t" \
                   "vpst\n\t" \
                   "vstrbt.32 %q[v], [%[y], %q[offsets]]\n\t" \
                   "add %[y], %[y], %[next]\n\t" \
                   "subs %[left], %[left], #4\n\t" \
                   "bgt 1b" \
                   : [v] "=&w"(v), [t] "=&w"(t), [x] "+r"(x), [y] "+r"(y), [left] "+r"(left), [a] "=&Te"(a), \
                     [b] "=&Te"(b), [c] "=&Te"(c), [d] "=&Te"(d) \
                   : [w] "w"(w), [min] "w"(min), [max] "w"(max), [offsets] "w"(offsets), [bias] "r"(quant[0]), \
                     [multiplier] "r"(quant[1]), [shift] "r"(quant[2]), [zero] "r"(p->output.zero), \
                     [next] "r"(4 * p->channels) \
                   : "cc", "memory")

/* one_channel() for steps of 4 and 8. Returns whether the channel is one for this. */
static int in_registers(const int8_t *x, const tw_depthwise_3_mve *p, const int8_t *weights, const int32_t *quant, int8_t *y) {
    const int up = TW_ROUNDING_SINGLE || p->output.rounding == TW_MVE_HALF_UP;
    const int8x16_t w = vldrbq_s8(weights);
    const tw_s32x4 min = tw_mve_all(p->output.min);
    const tw_s32x4 max = tw_mve_all(p->output.max);
    const uint32x4_t offsets = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)p->channels);
    int32_t left = p->output_width;
    tw_s32x4 v;
    tw_s32x4 t;
    int32_t a;
    int32_t b;
    int32_t c;
    int32_t d;
    if (p->stride_x > 2 || (p->output.rounding != TW_MVE_HALF_UP && quant[2] >= 0)) {
        return 0;
    }
    if (p->stride_x == 1) {
        if (up) {
            ROW(HALF_UP, "4", "8", "12", "16");
        } else {
            ROW(HALF_AWAY, "4", "8", "12", "16");
        }
    } else if (up) {
        ROW(HALF_UP, "8", "16", "24", "32");
    } else {
        ROW(HALF_AWAY, "8", "16", "24", "32");
    }
    return 1;
}
#else
static int in_registers(const int8_t *x, const tw_depthwise_3_mve *p, const int8_t *weights, const int32_t *quant,
                        const int8_t *y) {
    (void)x;
    (void)p;
    (void)weights;
    (void)quant;
    (void)y;
    return 0;
}
#endif

/* A row of y. */
static void all_channels(const int8_t *laid, const tw_depthwise_3_mve *p, int8_t *y) {
    const int8_t *weights = p->weights;
    const int32_t *quant = p->quant;
    for (int32_t c = 0; c < p->channels; c++) {
        if (!in_registers(laid, p, weights, quant, y)) {
            one_channel(laid, p, weights, quant, y, 4 * p->stride_x);
        }
        laid += 4 * p->columns;
        weights += 16;
        quant += 3;
        y++;
    }
}

void tw_depthwise_3_mve_s8(const int8_t *x, const tw_depthwise_3_mve *p, int8_t *y, void *scratch) {
    int8_t *const laid = (int8_t *)scratch;
    const int8_t *const outside = laid + 4 * p->columns * p->channels;
    (void)tw_mve_fill(laid, (int8_t)p->input_zero, (4 * p->columns + 1) * p->channels);
    for (int32_t oy = 0; oy < p->output_height; oy++) {
        lay_rows(x, p, oy * p->stride_y - p->pad_top, outside, laid);
        all_channels(laid, p, y);
        y += p->output_width * p->channels;
    }
}
