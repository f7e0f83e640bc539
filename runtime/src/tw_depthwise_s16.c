#include "tw_depthwise_s16.h"

#include "tw_memory.h"

/* The part of a filter that lies inside the picture: taps [first, end) along an axis. */
typedef struct {
    int32_t first, end;
} taps;

static taps inside(int32_t start, int32_t filter, int32_t dilation, int32_t size) {
    taps t = {0, filter};
    while (t.first < t.end && start + t.first * dilation < 0) {
        t.first++;
    }
    while (t.end > t.first && start + (t.end - 1) * dilation >= size) {
        t.end--;
    }
    return t;
}

/* Where a pixel's sums start, and how far its taps are apart. */
typedef struct {
    int32_t rows, columns;   /* taps that are inside */
    int32_t x_column, x_row; /* from a tap to the next, and from a row's end to the next row */
    int32_t w_column, w_row;
} steps;

/* The sum of one channel over the taps that are inside: each row of them in 32 bits. */
static int64_t sum_of(const int16_t *x, const int8_t *w, const steps *s) {
    const int32_t columns = s->columns;
    const int32_t x_column = s->x_column;
    const int32_t w_column = s->w_column;
    int64_t sum = 0;
    for (int32_t j = s->rows; j > 0; j--) {
        int32_t part = 0;
        for (int32_t i = columns; i > 0; i--) {
            part += (int32_t)*x * TW_FLASH_S8(w);
            x += x_column;
            w += w_column;
        }
        sum += part;
        x += s->x_row;
        w += s->w_row;
    }
    return sum;
}

static void pixel(const int16_t *x, const int8_t *w, const steps *s, int32_t channels, int32_t times,
                  const tw_wide_rows *rows, int16_t *y) {
    int32_t o = 0;
    for (int32_t k = 0; k < channels; k++) {
        for (int32_t m = times; m > 0; m--, o++) {
            y[o] = tw_wide_finish(rows, o, tw_wide_bias(rows, o) + sum_of(x + k, w + o, s));
        }
    }
}

void tw_depthwise_s16(const int16_t *x, const tw_depthwise_wide *parameters, int16_t *y) {
    TW_FLASH_STRUCT(tw_depthwise_wide, p, parameters);
    TW_FLASH_STRUCT(tw_wide_rows, rows, p->rows);
    const tw_window *const v = &p->window;
    const int32_t x_pitch = (int32_t)v->input_width * v->input_channels;
    const int32_t w_pitch = (int32_t)v->filter_width * v->output_channels;
    steps s;
    s.x_column = (int32_t)v->dilation_x * v->input_channels;
    s.w_column = v->output_channels;
    for (int32_t r = 0; r < v->output_height; r++) {
        const int32_t top = r * v->stride_y - v->pad_top;
        const taps down = inside(top, v->filter_height, v->dilation_y, v->input_height);
        s.rows = down.end - down.first;
        for (int32_t c = 0; c < v->output_width; c++) {
            const int32_t left = c * v->stride_x - v->pad_left;
            const taps across = inside(left, v->filter_width, v->dilation_x, v->input_width);
            s.columns = across.end - across.first;
            s.x_row = v->dilation_y * x_pitch - s.columns * s.x_column;
            s.w_row = w_pitch - s.columns * s.w_column;
            const int32_t x_start = (top + down.first * v->dilation_y) * x_pitch +
                                    (left + across.first * v->dilation_x) * v->input_channels;
            const int32_t w_start = down.first * w_pitch + across.first * v->output_channels;
            /* With no tap inside, nothing is read and the start means nothing. */
            const int32_t any = s.rows > 0 && s.columns > 0;
            pixel(any ? x + x_start : x, any ? rows->weights + w_start : rows->weights, &s, v->input_channels,
                  p->depth_multiplier, rows, y);
            y += v->output_channels;
        }
    }
}
