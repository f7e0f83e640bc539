#include "tw_depthwise_3_mve_s8.h"

/* to[c * stride + r] = rows[r][c] for n channels and three rows; a fourth byte is written too. */
static void lay_column(int8_t *to, int32_t stride, const int8_t *const rows[3], int32_t at, int32_t n) {
#if TW_MVE
    const uint32x4_t offsets = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)stride);
    const uint8_t *a = (const uint8_t *)rows[0] + at;
    const uint8_t *b = (const uint8_t *)rows[1] + at;
    const uint8_t *c = (const uint8_t *)rows[2] + at;
#if defined(__GNUC__)
    uint32x4_t va;
    uint32x4_t vb;
    uint32x4_t vc;
    __asm volatile("wlstp.32 lr, %[n], 1f\n"
                   "2:\n\t"
                   "vldrb.u32 %q[va], [%[a]], #4\n\t"
                   "vldrb.u32 %q[vb], [%[b]], #4\n\t"
                   "vldrb.u32 %q[vc], [%[c]], #4\n\t"
                   "vsli.32 %q[va], %q[vb], #8\n\t"
                   "vsli.32 %q[va], %q[vc], #16\n\t"
                   "vstrw.32 %q[va], [%[to], %q[offsets]]\n\t"
                   "add %[to], %[to], %[step]\n\t"
                   "letp lr, 2b\n"
                   "1:"
                   : [to] "+r"(to), [a] "+l"(a), [b] "+l"(b), [c] "+l"(c), [va] "=&w"(va), [vb] "=&w"(vb), [vc] "=&w"(vc)
                   : [n] "r"(n), [step] "r"(4 * stride), [offsets] "w"(offsets)
                   : "lr", "memory");
#else
    for (; n > 0; n -= 4) {
        const mve_pred16_t there = vctp32q((uint32_t)n);
        uint32x4_t v = vldrbq_z_u32(a, there);
        v = vsliq_n_u32(v, vldrbq_z_u32(b, there), 8);
        v = vsliq_n_u32(v, vldrbq_z_u32(c, there), 16);
        vstrwq_scatter_offset_p_u32((uint32_t *)(void *)to, offsets, v, there);
        a += 4;
        b += 4;
        c += 4;
        to += 4 * stride;
    }
#endif
#else
    for (int32_t i = 0; i < n; i++) {
        for (int32_t r = 0; r < 3; r++) {
            to[i * stride + r] = rows[r][at + i];
        }
    }
#endif
}

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
    to += 4 * p->pad_left;
    for (int32_t ix = 0; ix < p->input_width; ix++) {
        lay_column(to, 4 * p->columns, rows, 0, p->channels);
        rows[0] += steps[0];
        rows[1] += steps[1];
        rows[2] += steps[2];
        to += 4;
    }
}

#if TW_MVE
/* Lanes are pixels of one channel. */
static inline tw_s32x4 requantize(tw_s32x4 v, const int32_t *quant, int32_t zero, int32_t rounding) {
    int32_t shift = quant[2];
    v = vaddq_n_s32(v, quant[0]);
    if (rounding != TW_MVE_HALF_UP) {
        if (shift > 0) {
            v = vqshlq_r_s32(v, shift);
            shift = 0;
        }
        v = vqrdmulhq_n_s32(v, quant[1]);
        if (shift < 0) {
            v = vqaddq_s32(v, vshrq_n_s32(v, 31));
        }
    } else {
        v = vqrdmulhq_n_s32(v, quant[1]);
    }
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
        const int32_t v = tw_requantize(dot(x, weights) + quant[0], quant[1], quant[2]) + zero;
        *y = (int8_t)tw_clamp(v, p->output.min, p->output.max);
        x += step;
        y += p->channels;
    }
#endif
}

/* A row of y. */
static void all_channels(const int8_t *laid, const tw_depthwise_3_mve *p, int8_t *y) {
    const int8_t *weights = p->weights;
    const int32_t *quant = p->quant;
    for (int32_t c = 0; c < p->channels; c++) {
        if (p->stride_x == 1) {
            one_channel(laid, p, weights, quant, y + c, 4);
        } else if (p->stride_x == 2) {
            one_channel(laid, p, weights, quant, y + c, 8);
        } else {
            one_channel(laid, p, weights, quant, y + c, 4 * p->stride_x);
        }
        laid += 4 * p->columns;
        weights += 16;
        quant += 3;
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
