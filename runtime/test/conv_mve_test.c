#include "tw_conv_mve_s8.h"

#include "check.h"
#include "mve_layout.h"

enum { MOST_DEPTH = 5 * 5 * 20 };

static int8_t rows[MOST_DEPTH * MOST_CHANNELS];
static int8_t weights[(MOST_DEPTH + 32) * MOST_CHANNELS + MOST_CHANNELS * TW_MVE_QUANT] __attribute__((aligned(4)));
static rescaling r;

static int8_t formula(const int8_t *x, const tw_conv_mve *p, int32_t oy, int32_t ox, int32_t f) {
    const int8_t *w = rows + f * p->kernel_y * p->kernel_x * p->channels;
    int32_t sum = r.bias[f];
    for (int32_t ky = 0; ky < p->kernel_y; ky++) {
        for (int32_t kx = 0; kx < p->kernel_x; kx++) {
            const int32_t iy = oy * p->stride_y - p->pad_top + ky * p->dilation_y;
            const int32_t ix = ox * p->stride_x - p->pad_left + kx * p->dilation_x;
            const int inside = iy >= 0 && iy < p->input_height && ix >= 0 && ix < p->input_width;
            for (int32_t c = 0; c < p->channels; c++, w++) {
                sum += inside ? (x[(iy * p->input_width + ix) * p->channels + c] - p->input_zero) * *w : 0;
            }
        }
    }
    return rescaled(&r, sum, f);
}

/* Returns how often a filter fits along an axis, and draws how. */
static int32_t draw_axis(uint32_t *state, int32_t input, int32_t kernel, int32_t *stride, int32_t *dilation, int32_t *pad) {
    const int32_t extra = random_between(state, 0, kernel);
    *stride = random_between(state, 1, 3);
    *dilation = random_between(state, 0, 3) == 0 ? 2 : 1;
    *pad = extra / 2;
    const int32_t free = input + extra - (kernel - 1) * *dilation - 1;
    return free < 0 ? 0 : free / *stride + 1;
}

static tw_conv_mve draw_convolution(uint32_t *state) {
    tw_conv_mve p;
    do {
        p.input_height = random_between(state, 1, 9);
        p.input_width = random_between(state, 1, 9);
        p.channels = random_between(state, 1, 20);
        p.filters = random_between(state, 1, 20);
        p.kernel_y = random_between(state, 0, 1) == 0 ? 1 : random_between(state, 1, 5);
        p.kernel_x = p.kernel_y == 1 ? 1 : random_between(state, 1, 5);
        p.output_height =
            draw_axis(state, p.input_height, p.kernel_y, &p.stride_y, &p.dilation_y, &p.pad_top);
        p.output_width =
            draw_axis(state, p.input_width, p.kernel_x, &p.stride_x, &p.dilation_x, &p.pad_left);
    } while (p.output_height == 0 || p.output_width == 0);
    const int32_t depth = p.kernel_y * p.kernel_x * p.channels;
    p.input_zero = random_between(state, -128, 127);
    p.steps = (depth + 15) / 16;
    draw_rescaling(state, &r, depth);
    p.output = r.output;
    draw_bytes(state, rows, depth * p.filters, -127);
    (void)put_rows(weights, &r, rows, p.filters, depth, p.input_zero);
    p.weights = weights;
    return p;
}

static void check(const tw_conv_mve *p, const int8_t *x, const int8_t *y, int round) {
    for (int32_t i = 0; i < p->output_height * p->output_width * p->filters; i++) {
        const int32_t pixel = i / p->filters;
        const int8_t expected = formula(x, p, pixel / p->output_width, pixel % p->output_width, i % p->filters);
        CHECK(y[i] == expected, "round %d, element %d: %d, not %d", round, (int)i, y[i], expected);
    }
}

static void random_convolutions_follow_the_formula(void) {
    uint32_t state = 12;
    for (int round = 0; round < 500; round++) {
        const tw_conv_mve p = draw_convolution(&state);
        const int32_t inputs = p.input_height * p.input_width * p.channels;
        int8_t *const x = malloc((size_t)inputs); /* exactly: the sanitizer sees one too many */
        int8_t *const y = malloc((size_t)(p.output_height * p.output_width * p.filters));
        int8_t *const scratch = malloc((size_t)(32 * p.steps));
        draw_bytes(&state, x, inputs, -128);
        tw_conv_mve_s8(x, &p, y, scratch);
        check(&p, x, y, round);
        free(x);
        free(y);
        free(scratch);
    }
}

int main(void) {
    random_convolutions_follow_the_formula();
    return 0;
}
