#include "tw_conv_mve_s8.h"

/* Copies a row of the patch, its first column at ix, or so much of it as lies in the picture. */
static int8_t *copy_row(const int8_t *row, const tw_conv_mve *p, int32_t ix, int8_t *to) {
    for (int32_t kx = 0; kx < p->kernel_x; kx++) {
        if (ix >= 0 && ix < p->input_width) {
            to = tw_mve_copy(to, row + ix * p->channels, p->channels);
        } else {
            to = tw_mve_fill(to, (int8_t)p->input_zero, p->channels);
        }
        ix += p->dilation_x;
    }
    return to;
}

static void copy_at_the_border(const int8_t *x, const tw_conv_mve *p, int32_t iy, int32_t ix, int8_t *to) {
    for (int32_t ky = 0; ky < p->kernel_y; ky++) {
        if (iy >= 0 && iy < p->input_height) {
            to = copy_row(x + iy * p->input_width * p->channels, p, ix, to);
        } else {
            to = tw_mve_fill(to, (int8_t)p->input_zero, p->kernel_x * p->channels);
        }
        iy += p->dilation_y;
    }
}

/* Returns the patch whose first row and column are iy and ix, in one piece: where it lies, or copied to `to`. */
static const int8_t *patch(const int8_t *x, const tw_conv_mve *p, int32_t iy, int32_t ix, int8_t *to) {
    const int32_t columns = p->kernel_x * p->channels;
    const int32_t line = p->input_width * p->channels;
    const int8_t *from = x + iy * line + ix * p->channels;
    if (p->dilation_x > 1 || iy < 0 || ix < 0 || ix + p->kernel_x > p->input_width ||
        iy + (p->kernel_y - 1) * p->dilation_y >= p->input_height) {
        copy_at_the_border(x, p, iy, ix, to);
        return to;
    }
    if (p->kernel_y == 1 && from + 16 * p->steps <= x + p->input_height * line) {
        return from;
    }
    int8_t *end = to;
    for (int32_t ky = 0; ky < p->kernel_y; ky++) {
        end = tw_mve_copy(end, from, columns);
        from += p->dilation_y * line;
    }
    return to;
}

/* All filters of two pixels, of which the second is written `gap` bytes behind the first. */
static void two_pixels(const int8_t *x0, const int8_t *x1, const tw_conv_mve *p, int8_t *y, int32_t gap) {
    const int8_t *w = p->weights;
    const int32_t steps = p->steps;
    const int32_t zero = p->output.zero;
    const int32_t rounding = p->output.rounding;
    const tw_s32x4 min = tw_mve_all(p->output.min);
    const tw_s32x4 max = tw_mve_all(p->output.max);
    int32_t left = p->filters;
    do {
        tw_s32x4 sums0;
        tw_s32x4 sums1;
        w = tw_mve_dot_2x4(x0, x1, w, steps, &sums0, &sums1);
        const tw_mve_channels q = tw_mve_load_channels(w);
        tw_mve_store(tw_mve_requantize(sums0, q, zero, rounding), min, max, y, left);
        tw_mve_store(tw_mve_requantize(sums1, q, zero, rounding), min, max, y + gap, left);
        w += TW_MVE_QUANT;
        y += 4;
        left -= 4;
    } while (left > 0);
}

void tw_conv_mve_s8(const int8_t *x, const tw_conv_mve *p, int8_t *y, void *scratch) {
    int8_t *const copies = (int8_t *)scratch;
    const int8_t *waiting = 0; /* patch of a pixel that has no partner yet */
    for (int32_t oy = 0; oy < p->output_height; oy++) {
        for (int32_t ox = 0; ox < p->output_width; ox++) {
            int8_t *const to = waiting ? copies + 16 * p->steps : copies;
            const int8_t *const here =
                patch(x, p, oy * p->stride_y - p->pad_top, ox * p->stride_x - p->pad_left, to);
            if (waiting) {
                two_pixels(waiting, here, p, y, p->filters);
                y += 2 * p->filters;
                waiting = 0;
            } else {
                waiting = here;
            }
        }
    }
    if (waiting) {
        two_pixels(waiting, waiting, p, y, 0);
    }
}
