#include "tw_average_mve_s8.h"

static int32_t larger(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

/* Sums of four channels, of which `lanes` are there, over a part of x. */
static void sum_part(const int8_t *x, int32_t rows, int32_t columns, int32_t line, int32_t channels, int32_t lanes,
                     int32_t sums[4]) {
#if TW_MVE
    const mve_pred16_t there = vctp32q((uint32_t)lanes);
    int32x4_t v = vdupq_n_s32(0);
    for (int32_t row = 0; row < rows; row++) {
        const int8_t *from = x;
        if (lanes >= 4) {
            for (int32_t column = 0; column < columns; column++) {
                v = vaddq_s32(v, vldrbq_s32(from));
                from += channels;
            }
        } else {
            for (int32_t column = 0; column < columns; column++) {
                v = vaddq_s32(v, vldrbq_z_s32(from, there));
                from += channels;
            }
        }
        x += line;
    }
    vstrwq_s32(sums, v);
#else
    for (int32_t lane = 0; lane < 4; lane++) {
        sums[lane] = 0;
    }
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t i = 0; i < columns * lanes; i++) {
            const int32_t lane = i % lanes;
            sums[lane] += x[row * line + i / lanes * channels + lane];
        }
    }
#endif
}

static void one_pixel(const int8_t *x, const tw_average_mve *p, int32_t iy, int32_t ix, int8_t *y) {
    const int32_t top = larger(iy, 0);
    const int32_t left = larger(ix, 0);
    const int32_t rows = smaller(iy + p->filter_y, p->input_height) - top;
    const int32_t columns = smaller(ix + p->filter_x, p->input_width) - left;
    const int32_t line = p->input_width * p->channels;
    const int32_t count = rows * columns;
    x += top * line + left * p->channels;
    for (int32_t c = 0; c < p->channels; c += 4) {
        const int32_t lanes = smaller(p->channels - c, 4);
        int32_t sums[4];
        sum_part(x + c, rows, columns, line, p->channels, lanes, sums);
        for (int32_t lane = 0; lane < lanes; lane++) {
            const int32_t sum = sums[lane];
            *y++ = (int8_t)tw_clamp((sum > 0 ? sum + count / 2 : sum - count / 2) / count, p->min, p->max);
        }
    }
}

void tw_average_mve_s8(const int8_t *x, const tw_average_mve *p, int8_t *y) {
    for (int32_t oy = 0; oy < p->output_height; oy++) {
        for (int32_t ox = 0; ox < p->output_width; ox++) {
            one_pixel(x, p, oy * p->stride_y - p->pad_top, ox * p->stride_x - p->pad_left, y);
            y += p->channels;
        }
    }
}
