#include "tw_conv_s16.h"

#include "tw_matrix_s16.h"
#include "tw_memory.h"

/* Copies n elements, or zeros where there is no source; returns the end. */
static int16_t *put(int16_t *to, const int16_t *from, int32_t n) {
    int16_t *const end = to + n;
    if (from) {
        while (to < end) {
            *to++ = *from++;
        }
    } else {
        while (to < end) {
            *to++ = 0;
        }
    }
    return end;
}

static void gather(int16_t *to, const int16_t *x, int32_t top, int32_t left, const tw_window *v) {
    const int32_t channels = v->input_channels;
    for (int32_t j = 0; j < v->filter_height; j++) {
        const int32_t row = top + j * v->dilation_y;
        const int16_t *const line = row >= 0 && row < v->input_height ? x + row * v->input_width * channels : 0;
        for (int32_t i = 0; i < v->filter_width; i++) {
            const int32_t column = left + i * v->dilation_x;
            to = put(to, line && column >= 0 && column < v->input_width ? line + column * channels : 0, channels);
        }
    }
}

void tw_conv_s16(const int16_t *x, const tw_conv_wide *parameters, int16_t *y, int16_t *scratch) {
    TW_FLASH_STRUCT(tw_conv_wide, p, parameters);
    const tw_window *const v = &p->window;
    for (int32_t r = 0; r < v->output_height; r++) {
        for (int32_t c = 0; c < v->output_width; c++) {
            gather(scratch, x, r * v->stride_y - v->pad_top, c * v->stride_x - v->pad_left, v);
            tw_matrix_s16(scratch, 1, p->rows, y);
            y += v->output_channels;
        }
    }
}
