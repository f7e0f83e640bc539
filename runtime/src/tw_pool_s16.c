#include "tw_pool_s16.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

/* The part of the picture under a window. */
typedef struct {
    int32_t rows, columns, pitch, channels;
} part;

/* Rounds half away from zero. */
static int32_t average(const int16_t *x, const part *a) {
    const int32_t count = a->rows * a->columns;
    int32_t sum = 0;
    for (int32_t j = 0; j < a->rows; j++, x += a->pitch) {
        for (int32_t i = 0; i < a->columns; i++) {
            sum += x[i * a->channels];
        }
    }
    return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}

static int32_t largest(const int16_t *x, const part *a) {
    int32_t max = INT16_MIN;
    for (int32_t j = 0; j < a->rows; j++, x += a->pitch) {
        for (int32_t i = 0; i < a->columns; i++) {
            const int32_t v = x[i * a->channels];
            max = v > max ? v : max;
        }
    }
    return max;
}

static int32_t least(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static void pool(const int16_t *x, const tw_pool_wide *parameters, int16_t *y,
                 int32_t (*of)(const int16_t *, const part *)) {
    TW_FLASH_STRUCT(tw_pool_wide, p, parameters);
    const tw_window *const v = &p->window;
    part a;
    a.channels = v->input_channels;
    a.pitch = (int32_t)v->input_width * v->input_channels;
    for (int32_t r = 0; r < v->output_height; r++) {
        const int32_t start_y = r * v->stride_y - v->pad_top;
        const int32_t top = start_y < 0 ? 0 : start_y;
        a.rows = least(start_y + v->filter_height, v->input_height) - top;
        for (int32_t c = 0; c < v->output_width; c++) {
            const int32_t start_x = c * v->stride_x - v->pad_left;
            const int32_t left = start_x < 0 ? 0 : start_x;
            a.columns = least(start_x + v->filter_width, v->input_width) - left;
            for (int32_t k = 0; k < a.channels; k++) {
                *y++ = (int16_t)tw_clamp(of(x + top * a.pitch + left * a.channels + k, &a), p->output_min, p->output_max);
            }
        }
    }
}

void tw_average_pool_s16(const int16_t *x, const tw_pool_wide *parameters, int16_t *y) {
    pool(x, parameters, y, average);
}

void tw_max_pool_s16(const int16_t *x, const tw_pool_wide *parameters, int16_t *y) {
    pool(x, parameters, y, largest);
}
