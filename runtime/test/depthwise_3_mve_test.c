#include "tw_depthwise_3_mve_s8.h"

#include "check.h"
#include "mve_layout.h"

static int8_t taps[12 * MOST_CHANNELS]; /* [ky][kx][channels] */
static int8_t weights[16 * MOST_CHANNELS] __attribute__((aligned(4)));
static int32_t quant[3 * MOST_CHANNELS];
static int32_t kernel_x;
static rescaling r;

static int8_t formula(const int8_t *x, const tw_depthwise_3_mve *p, int32_t oy, int32_t ox, int32_t c) {
    int32_t sum = r.bias[c];
    for (int32_t ky = 0; ky < p->kernel_y; ky++) {
        for (int32_t kx = 0; kx < kernel_x; kx++) {
            const int32_t iy = oy * p->stride_y - p->pad_top + ky * p->dilation_y;
            const int32_t ix = ox * p->stride_x - p->pad_left + kx;
            if (iy >= 0 && iy < p->input_height && ix >= 0 && ix < p->input_width) {
                const int32_t v = x[(iy * p->input_width + ix) * p->channels + c] - p->input_zero;
                sum += v * taps[(ky * kernel_x + kx) * p->channels + c];
            }
        }
    }
    return rescaled(&r, sum, c);
}

static void lay_out(const tw_depthwise_3_mve *p) {
    for (int32_t c = 0; c < p->channels; c++) {
        int32_t sum = 0;
        for (int32_t i = 0; i < 16; i++) {
            const int32_t ky = i % 4;
            const int32_t kx = i / 4;
            const int there = ky < p->kernel_y && kx < kernel_x;
            weights[16 * c + i] = there ? taps[(ky * kernel_x + kx) * p->channels + c] : 0;
            sum += weights[16 * c + i];
        }
        quant[3 * c] = r.bias[c] - p->input_zero * sum;
        quant[3 * c + 1] = r.multiplier[c];
        quant[3 * c + 2] = r.shift[c];
    }
}

static int32_t draw_axis(uint32_t *state, int32_t input, int32_t kernel, int32_t *stride, int32_t *dilation, int32_t *pad) {
    const int same = random_between(state, 0, 1);
    const int32_t extra = same ? kernel - 1 : random_between(state, 0, kernel);
    *stride = same ? 1 : random_between(state, 1, 3);
    *dilation = !same && random_between(state, 0, 2) == 0 ? 2 : 1;
    *pad = extra / 2;
    const int32_t free = input + extra - (kernel - 1) * *dilation - 1;
    return free < 0 ? 0 : free / *stride + 1;
}

static tw_depthwise_3_mve draw_convolution(uint32_t *state) {
    tw_depthwise_3_mve p = {0};
    int32_t dilation_x = 1;
    do {
        p.input_height = random_between(state, 1, 9);
        p.input_width = random_between(state, 1, 12);
        p.channels = random_between(state, 1, 20);
        p.kernel_y = random_between(state, 0, 1) == 0 ? 3 : random_between(state, 1, 3);
        kernel_x = random_between(state, 0, 1) == 0 ? 3 : random_between(state, 1, 4);
        p.output_height =
            draw_axis(state, p.input_height, p.kernel_y, &p.stride_y, &p.dilation_y, &p.pad_top);
        p.output_width =
            draw_axis(state, p.input_width, kernel_x, &p.stride_x, &dilation_x, &p.pad_left);
    } while (p.output_height == 0 || p.output_width == 0 || dilation_x > 1);
    const int32_t reached = ((p.output_width + 3) / 4 * 4 - 1) * p.stride_x + 4;
    const int32_t filled = p.pad_left + p.input_width;
    p.columns = reached > filled ? reached : filled;
    p.input_zero = random_between(state, -128, 127);
    draw_rescaling(state, &r, p.kernel_y * kernel_x);
    p.output = r.output;
    draw_bytes(state, taps, p.kernel_y * kernel_x * p.channels, -127);
    lay_out(&p);
    p.weights = weights;
    p.quant = quant;
    return p;
}

/* Over its own input where that is as large, as many rows above it as there are of padding. */
static void random_convolutions_follow_the_formula(void) {
    uint32_t state = 14;
    int overlapping = 0;
    for (int round = 0; round < 600; round++) {
        const tw_depthwise_3_mve p = draw_convolution(&state);
        const int32_t inputs = p.input_height * p.input_width * p.channels;
        const int32_t outputs = p.output_height * p.output_width * p.channels;
        const int same = inputs == outputs && p.input_width == p.output_width && p.stride_y == 1;
        const int32_t lead = p.pad_top * p.input_width * p.channels;
        int8_t *const x = malloc((size_t)inputs);
        int8_t *const all = malloc((size_t)(inputs + lead));
        int8_t *const given = all + lead; /* ends exactly with the input: the sanitizer sees one too many */
        int8_t *const y = same ? all : malloc((size_t)outputs);
        int8_t *const scratch = malloc((size_t)(p.channels * (4 * p.columns + 1)));
        draw_bytes(&state, x, inputs, -128);
        for (int32_t i = 0; i < inputs; i++) {
            given[i] = x[i];
        }
        tw_depthwise_3_mve_s8(given, &p, y, scratch);
        for (int32_t i = 0; i < outputs; i++) {
            const int32_t pixel = i / p.channels;
            const int8_t expected = formula(x, &p, pixel / p.output_width, pixel % p.output_width, i % p.channels);
            CHECK(y[i] == expected, "round %d, element %d: %d, not %d", round, (int)i, y[i], expected);
        }
        overlapping += same;
        free(x);
        free(all);
        if (!same) {
            free(y);
        }
        free(scratch);
    }
    CHECK(overlapping > 20, "%d convolutions over their input", overlapping);
}

int main(void) {
    random_convolutions_follow_the_formula();
    return 0;
}
