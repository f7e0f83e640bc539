#include "tw_conv_s8.h"

#include "tw_memory.h"

/* Copies n elements, or repeats the zero point where there is no source; returns the end. */
static int8_t *put(int8_t *to, const int8_t *from, int8_t zero, int32_t n) {
    int8_t *const end = to + n;
    if (from) {
        while (to < end) {
            *to++ = *from++;
        }
    } else {
        while (to < end) {
            *to++ = zero;
        }
    }
    return end;
}

/* One row of the part of the picture under the filter whose left edge is at column `left`. */
static int8_t *put_row(int8_t *to, const int8_t *row, int32_t left, const tw_conv *p) {
    const int32_t channels = p->window.input_channels;
    const int32_t width = p->window.input_width;
    const int32_t filter = p->window.filter_width;
    const int32_t dilation = p->window.dilation_x;
    if (!row) {
        return put(to, 0, p->input_zero, filter * channels);
    }
    if (dilation == 1 && left >= 0 && left + filter <= width) {
        return put(to, row + left * channels, p->input_zero, filter * channels);
    }
    for (int32_t i = 0; i < filter; i++) {
        const int32_t column = left + i * dilation;
        to = put(to, column >= 0 && column < width ? row + column * channels : 0, p->input_zero, channels);
    }
    return to;
}

static int8_t *put_patch(int8_t *to, const int8_t *x, int32_t top, int32_t left, const tw_conv *p) {
    const int32_t pitch = (int32_t)p->window.input_width * p->window.input_channels;
    for (int32_t j = 0; j < p->window.filter_height; j++) {
        const int32_t at = top + j * p->window.dilation_y;
        to = put_row(to, at >= 0 && at < p->window.input_height ? x + at * pitch : 0, left, p);
    }
    return to;
}

void tw_conv_s8(const int8_t *x, const tw_conv *parameters, int8_t *y, void *scratch) {
    TW_FLASH_STRUCT(tw_conv, p, parameters);
    const tw_window *const window = &p->window;
    int8_t *const patches = (int8_t *)scratch;
    int8_t *to = patches;
    int32_t gathered = 0;
    for (int32_t r = 0; r < window->output_height; r++) {
        const int32_t top = r * window->stride_y - window->pad_top;
        for (int32_t c = 0; c < window->output_width; c++) {
            to = put_patch(to, x, top, c * window->stride_x - window->pad_left, p);
            if (++gathered == 2) {
                tw_matrix_s8(patches, 2, p->matrix, y);
                y += 2 * window->output_channels;
                to = patches;
                gathered = 0;
            }
        }
    }
    if (gathered) {
        tw_matrix_s8(patches, 1, p->matrix, y);
    }
}
