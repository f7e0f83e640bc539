#include "tw_conv_s8.h"
#include "tw_depthwise_s8.h"

#include <math.h>

#include "check.h"

enum { SIZE = 9, CHANNELS = 5, FILTER = 3, MOST = SIZE * SIZE * CHANNELS * 2 };
static int8_t x[MOST], y[MOST], weights[CHANNELS * 2 * FILTER * FILTER * CHANNELS], scratch[2 * FILTER * FILTER * CHANNELS];
static int32_t bias[CHANNELS * 2], folded[CHANNELS * 2];
static int32_t multiplier[CHANNELS * 2];
static int8_t shift[CHANNELS * 2];

static uint16_t size_of_output(int32_t input, int32_t filter, int32_t stride, int32_t dilation, int32_t padding) {
    return (uint16_t)((input + padding - (filter - 1) * dilation - 1) / stride + 1);
}

static uint16_t draw(uint32_t *state, int32_t min, int32_t max) {
    return (uint16_t)random_between(state, min, max);
}

/* Padding on both sides, so that every window has something inside. */
static tw_window random_window(uint32_t *state) {
    tw_window v = {0};
    v.dilation_y = draw(state, 1, 2), v.dilation_x = draw(state, 1, 2);
    v.filter_height = draw(state, 1, FILTER), v.filter_width = draw(state, 1, FILTER);
    v.stride_y = draw(state, 1, 3), v.stride_x = draw(state, 1, 3);
    v.input_height = draw(state, 5, SIZE), v.input_width = draw(state, 5, SIZE), v.input_channels = draw(state, 1, CHANNELS);
    v.pad_top = draw(state, 0, 1), v.pad_left = draw(state, 0, 1);
    v.output_height = size_of_output(v.input_height, v.filter_height, v.stride_y, v.dilation_y, 2 * v.pad_top);
    v.output_width = size_of_output(v.input_width, v.filter_width, v.stride_x, v.dilation_x, 2 * v.pad_left);
    return v;
}

/* The sum of x - zero times weights that are w_step apart, of the taps inside. */
static double sum(const tw_window *v, int32_t r, int32_t c, int32_t k, int32_t zero, const int8_t *w, int32_t w_step) {
    double all = 0;
    for (int32_t j = 0; j < v->filter_height; j++) {
        for (int32_t i = 0; i < v->filter_width; i++, w += w_step) {
            const int32_t row = r * v->stride_y - v->pad_top + j * v->dilation_y;
            const int32_t column = c * v->stride_x - v->pad_left + i * v->dilation_x;
            if (row >= 0 && row < v->input_height && column >= 0 && column < v->input_width) {
                all += (double)(x[(row * v->input_width + column) * v->input_channels + k] - zero) * *w;
            }
        }
    }
    return all;
}

/* Within half a step of each rounding. */
static void check_output(const tw_window *v, int32_t index, int32_t o, double total, int32_t zero) {
    const double steps = ldexp(total * multiplier[o], shift[o] - 31) + zero;
    const double expected = fmax(-128, fmin(127, steps));
    CHECK(fabs(y[index] - expected) <= 1.0, "output %ld of %d x %d: %d instead of %f", (long)index, v->output_height,
          v->output_width, y[index], expected);
}

static void fill(uint32_t *state, int32_t channels) {
    for (int32_t i = 0; i < MOST; i++) {
        x[i] = (int8_t)random_between(state, -128, 127);
        y[i] = 0;
    }
    for (int32_t i = 0; i < (int32_t)sizeof weights; i++) {
        weights[i] = (int8_t)random_between(state, -128, 127);
    }
    for (int32_t o = 0; o < channels; o++) {
        bias[o] = random_between(state, -20000, 20000);
        multiplier[o] = random_between(state, 1 << 30, INT32_MAX);
        shift[o] = (int8_t)random_between(state, -14, -6);
    }
}

static void convolutions_follow_the_formula(void) {
    uint32_t state = 11;
    for (int round = 0; round < 400; round++) {
        tw_window v = random_window(&state);
        v.output_channels = draw(&state, 1, CHANNELS);
        fill(&state, v.output_channels);
        const int8_t zero = (int8_t)(round % 3 == 0 ? -128 : round % 3 == 1 ? 127 : random_between(&state, -128, 127));
        const int32_t length = v.filter_height * v.filter_width * v.input_channels;
        for (int32_t o = 0; o < v.output_channels; o++) {
            folded[o] = bias[o];
            for (int32_t i = 0; i < length; i++) {
                folded[o] -= zero * weights[o * length + i];
            }
        }
        const tw_matrix matrix = {weights, folded, multiplier, shift, length, v.output_channels, 1, 3, -128, 127};
        const tw_conv conv = {&matrix, v, zero};
        tw_conv_s8(x, &conv, y, scratch);
        for (int32_t i = 0; i < v.output_height * v.output_width * v.output_channels; i++) {
            const int32_t o = i % v.output_channels;
            const int32_t pixel = i / v.output_channels;
            double total = bias[o];
            for (int32_t k = 0; k < v.input_channels; k++) {
                total += sum(&v, pixel / v.output_width, pixel % v.output_width, k, zero, weights + o * length + k,
                             v.input_channels);
            }
            check_output(&v, i, o, total, 3);
        }
    }
}

static void depthwise_convolutions_follow_the_formula(void) {
    uint32_t state = 12;
    for (int round = 0; round < 400; round++) {
        tw_window v = random_window(&state);
        const uint16_t times = draw(&state, 1, 2);
        v.output_channels = (uint16_t)(v.input_channels * times);
        fill(&state, v.output_channels);
        const int8_t zero = (int8_t)(round % 3 == 0 ? -128 : round % 3 == 1 ? 127 : random_between(&state, -128, 127));
        const tw_depthwise depthwise = {weights, bias, multiplier, shift, v, times, 1, zero, -5, -128, 127};
        tw_depthwise_s8(x, &depthwise, y);
        for (int32_t i = 0; i < v.output_height * v.output_width * v.output_channels; i++) {
            const int32_t o = i % v.output_channels;
            const int32_t pixel = i / v.output_channels;
            const double total = bias[o] + sum(&v, pixel / v.output_width, pixel % v.output_width, o / times, zero,
                                               weights + o, v.output_channels);
            check_output(&v, i, o, total, -5);
        }
    }
}

int main(void) {
    convolutions_follow_the_formula();
    depthwise_convolutions_follow_the_formula();
    return 0;
}
