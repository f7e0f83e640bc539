#include "tw_transpose_conv_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

/* The input row or column that a tap brings to an output one; -1 for none. `distance` is from the first input's. */
static int32_t source(int32_t distance, int32_t stride, int32_t size) {
    if (distance < 0 || distance % stride != 0 || distance / stride >= size) {
        return -1;
    }
    return distance / stride;
}

/* Adds one pixel's share to each channel's sum. */
static void add_pixel(const int8_t *x, const int8_t *w, int32_t filter_size, const tw_transpose_conv *p, int32_t *sums) {
    const int32_t zero = p->input_zero;
    for (int32_t o = 0; o < p->window.output_channels; o++, w += filter_size) {
        int32_t sum = 0;
        for (int32_t k = 0; k < p->window.input_channels; k++) {
            sum += (int32_t)(x[k] - zero) * TW_FLASH_S8(&w[k]);
        }
        sums[o] += sum;
    }
}

static void add_all(const int8_t *x, int32_t r, int32_t c, const tw_transpose_conv *p, int32_t *sums) {
    const tw_window *const v = &p->window;
    const int32_t channels = v->input_channels;
    const int32_t filter_size = (int32_t)v->filter_height * v->filter_width * channels;
    for (int32_t j = 0; j < v->filter_height; j++) {
        const int32_t row = source(r + v->pad_top - j * v->dilation_y, v->stride_y, v->input_height);
        for (int32_t i = 0; row >= 0 && i < v->filter_width; i++) {
            const int32_t column = source(c + v->pad_left - i * v->dilation_x, v->stride_x, v->input_width);
            if (column >= 0) {
                add_pixel(x + (row * v->input_width + column) * channels,
                          p->weights + (j * v->filter_width + i) * channels, filter_size, p, sums);
            }
        }
    }
}

static int8_t finish(int32_t sum, int32_t o, const tw_transpose_conv *p) {
    const int32_t at = p->per_channel ? o : 0;
    const int32_t steps = tw_requantize_sum(sum, TW_FLASH_S32(&p->multiplier[at]), TW_FLASH_S8(&p->shift[at]));
    return (int8_t)tw_clamp(steps + p->output_zero, p->output_min, p->output_max);
}

void tw_transpose_conv_s8(const int8_t *x, const tw_transpose_conv *parameters, int8_t *y, void *scratch) {
    TW_FLASH_STRUCT(tw_transpose_conv, p, parameters);
    int32_t *const sums = (int32_t *)scratch;
    const int32_t channels = p->window.output_channels;
    for (int32_t r = 0; r < p->window.output_height; r++) {
        for (int32_t c = 0; c < p->window.output_width; c++) {
            for (int32_t o = 0; o < channels; o++) {
                sums[o] = TW_FLASH_S32(&p->bias[o]);
            }
            add_all(x, r, c, p, sums);
            for (int32_t o = 0; o < channels; o++) {
                *y++ = finish(sums[o], o, p);
            }
        }
    }
}
