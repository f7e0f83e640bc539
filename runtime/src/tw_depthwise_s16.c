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

/* Where the taps of a pixel lie that are inside. */
typedef struct {
    int32_t top, left;
    taps down, across;
} place;

static int64_t sum_of(const int16_t *x, const int8_t *w, const place *at, const tw_window *v) {
    const int32_t x_step = (int32_t)v->dilation_x * v->input_channels;
    const int32_t pitch = (int32_t)v->input_width * v->input_channels;
    int64_t sum = 0;
    for (int32_t j = at->down.first; j < at->down.end; j++) {
        const int32_t column = at->left + at->across.first * v->dilation_x;
        const int16_t *from = x + (at->top + j * v->dilation_y) * pitch + column * v->input_channels;
        const int8_t *weight = w + (j * v->filter_width + at->across.first) * v->output_channels;
        int32_t part = 0;
        for (int32_t i = at->across.end - at->across.first; i > 0; i--) {
            part += (int32_t)*from * TW_FLASH_S8(weight);
            from += x_step;
            weight += v->output_channels;
        }
        sum += part;
    }
    return sum;
}

static void pixel(const int16_t *x, const place *at, const tw_depthwise_wide *p, const tw_wide_rows *rows, int16_t *y) {
    int32_t o = 0;
    for (int32_t k = 0; k < p->window.input_channels; k++) {
        for (int32_t m = p->depth_multiplier; m > 0; m--, o++) {
            y[o] = tw_wide_finish(rows, o, tw_wide_bias(rows, o) + sum_of(x + k, rows->weights + o, at, &p->window));
        }
    }
}

void tw_depthwise_s16(const int16_t *x, const tw_depthwise_wide *parameters, int16_t *y) {
    TW_FLASH_STRUCT(tw_depthwise_wide, p, parameters);
    TW_FLASH_STRUCT(tw_wide_rows, rows, p->rows);
    const tw_window *const v = &p->window;
    for (int32_t r = 0; r < v->output_height; r++) {
        place at;
        at.top = r * v->stride_y - v->pad_top;
        at.down = inside(at.top, v->filter_height, v->dilation_y, v->input_height);
        for (int32_t c = 0; c < v->output_width; c++) {
            at.left = c * v->stride_x - v->pad_left;
            at.across = inside(at.left, v->filter_width, v->dilation_x, v->input_width);
            pixel(x, &at, p, rows, y);
            y += v->output_channels;
        }
    }
}
