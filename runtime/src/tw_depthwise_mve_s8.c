#include "tw_depthwise_mve_s8.h"

/* The last rows of x, one after another and from the start again: [rows][channels / 4][columns][4]. */
typedef struct {
    int8_t *rows;
    int8_t *end;
    int8_t *next;   /* where the next row goes */
    int8_t *oldest; /* the first row that the current output needs */
    int32_t bytes;  /* of a row */
    int32_t iy;     /* of the next row */
} window;

static int8_t *after(const window *w, int8_t *row, int32_t rows) {
    row += rows * w->bytes;
    return row >= w->end ? row - (w->end - w->rows) : row;
}

static void repeat_channels(const tw_depthwise_mve *p, int8_t *to, const int8_t *from) {
    int32_t left = p->multiplier;
    for (int32_t c = 0; c < p->channels; c++) {
        to[c / 4 * (4 * p->columns) + c % 4] = *from;
        if (--left == 0) {
            left = p->multiplier;
            from++;
        }
    }
}

static void read_row(const int8_t *x, const tw_depthwise_mve *p, window *w) {
    const int32_t channels = p->multiplier == 1 ? p->channels : p->channels / p->multiplier;
    const int8_t *from = x + w->iy * p->input_width * channels;
    int8_t *to = w->next + 4 * p->pad_left;
    if (w->iy < 0 || w->iy >= p->input_height) {
        (void)tw_mve_fill(w->next, (int8_t)p->input_zero, w->bytes);
    } else {
        for (int32_t ix = 0; ix < p->input_width; ix++) {
            if (p->multiplier == 1) {
                tw_mve_deal(to, 4 * p->columns, from, channels);
            } else {
                repeat_channels(p, to, from);
            }
            from += channels;
            to += 4;
        }
    }
    w->next = after(w, w->next, 1);
    w->iy++;
}

/* Four pixels of four channels; x is the first column in the first row. Returns the end of the weights. */
static const int8_t *four_pixels(const tw_depthwise_mve *p, const window *w, int32_t x, const int8_t *weights, tw_s32x4 sums[4]) {
    const int32_t step = 4 * p->stride_x;
    const int8_t *row = w->oldest;
    tw_s32x4 a = tw_mve_all(0);
    tw_s32x4 b = a;
    tw_s32x4 c = a;
    tw_s32x4 d = a;
    for (int32_t ky = 0; ky < p->kernel_y; ky++) {
        const int8_t *from = row + x;
        for (int32_t kx = 0; kx < p->kernel_x; kx++) {
            const tw_s32x4 weight = tw_mve_widen(weights);
            a = tw_mve_multiply_add(a, tw_mve_widen(from), weight);
            b = tw_mve_multiply_add(b, tw_mve_widen(from + step), weight);
            c = tw_mve_multiply_add(c, tw_mve_widen(from + 2 * step), weight);
            d = tw_mve_multiply_add(d, tw_mve_widen(from + 3 * step), weight);
            from += 4 * p->dilation_x;
            weights += 4;
        }
        row = after(w, (int8_t *)row, p->dilation_y);
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    return weights;
}

/* A row of four channels, of which `lanes` are there. Returns the constants of the next four. */
static const int8_t *four_channels(const tw_depthwise_mve *p, const window *w, int32_t plane, const int8_t *weights, int8_t *y,
                                   int32_t lanes) {
    const tw_s32x4 min = tw_mve_all(p->output.min);
    const tw_s32x4 max = tw_mve_all(p->output.max);
    const int8_t *quant = weights;
    for (int32_t ox = 0; ox < p->output_width; ox += 4) {
        tw_s32x4 sums[4];
        quant = four_pixels(p, w, plane + 4 * ox * p->stride_x, weights, sums);
        const tw_mve_channels q = tw_mve_load_channels(quant);
        for (int32_t i = 0; i < 4 && ox + i < p->output_width; i++) {
            tw_mve_store(tw_mve_requantize(sums[i], q, p->output.zero, p->output.rounding), min, max, y, lanes);
            y += p->channels;
        }
    }
    return quant + TW_MVE_QUANT;
}

void tw_depthwise_mve_s8(const int8_t *x, const tw_depthwise_mve *p, int8_t *y, void *scratch) {
    const int32_t rows = (p->kernel_y - 1) * p->dilation_y + 1;
    const int32_t row_bytes = (p->channels + 3) / 4 * 4 * p->columns;
    int8_t *const start = (int8_t *)scratch;
    window w = {start, start + rows * row_bytes, start, start, row_bytes, -p->pad_top};
    (void)tw_mve_fill(start, (int8_t)p->input_zero, rows * row_bytes);
    for (int32_t oy = 0; oy < p->output_height; oy++) {
        const int32_t first = oy * p->stride_y - p->pad_top;
        if (w.iy < first) { /* rows between outputs that no output needs */
            w.iy = first;
        }
        while (w.iy < first + rows) {
            read_row(x, p, &w);
        }
        w.oldest = w.next; /* the window is full: the next row will replace its oldest */
        const int8_t *weights = p->weights;
        for (int32_t c = 0; c < p->channels; c += 4) {
            weights = four_channels(p, &w, c * p->columns, weights, y + c, p->channels - c);
        }
        y += p->output_width * p->channels;
    }
}
