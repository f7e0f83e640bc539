#include "tw_depthwise_mve_s8.h"

#include "check.h"
#include "mve_layout.h"

static int8_t taps[25 * MOST_CHANNELS]; /* [ky][kx][channels] */
static int8_t weights[(25 + TW_MVE_QUANT) * MOST_CHANNELS] __attribute__((aligned(4)));
static rescaling r;

static int8_t formula(const int8_t *x, const tw_depthwise_mve *p, int32_t oy, int32_t ox, int32_t c) {
    const int32_t channels = p->channels / p->multiplier;
    int32_t sum = r.bias[c];
    for (int32_t ky = 0; ky < p->kernel_y; ky++) {
        for (int32_t kx = 0; kx < p->kernel_x; kx++) {
            const int32_t iy = oy * p->stride_y - p->pad_top + ky * p->dilation_y;
            const int32_t ix = ox * p->stride_x - p->pad_left + kx * p->dilation_x;
            if (iy >= 0 && iy < p->input_height && ix >= 0 && ix < p->input_width) {
                const int32_t v = x[(iy * p->input_width + ix) * channels + c / p->multiplier] - p->input_zero;
                sum += v * taps[(ky * p->kernel_x + kx) * p->channels + c];
            }
        }
    }
    return rescaled(&r, sum, c);
}

static void lay_out(const tw_depthwise_mve *p) {
    const int32_t kernel = p->kernel_y * p->kernel_x;
    int32_t sums[MOST_CHANNELS] = {0};
    int8_t *to = weights;
    for (int32_t i = 0; i < kernel * p->channels; i++) {
        sums[i % p->channels] += taps[i];
    }
    for (int32_t c = 0; c < p->channels; c += 4) {
        for (int32_t i = 0; i < 4 * kernel; i++) {
            *to++ = c + i % 4 < p->channels ? taps[i / 4 * p->channels + c + i % 4] : 0;
        }
        to = put_channels(to, &r, c, p->channels, sums, p->input_zero);
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

static tw_depthwise_mve draw_convolution(uint32_t *state) {
    tw_depthwise_mve p = {0};
    do {
        p.input_height = random_between(state, 1, 9);
        p.input_width = random_between(state, 1, 12);
        p.multiplier = random_between(state, 0, 3) == 0 ? random_between(state, 2, 3) : 1;
        p.channels = p.multiplier * random_between(state, 1, 20);
        p.kernel_y = random_between(state, 0, 1) == 0 ? 3 : random_between(state, 1, 5);
        p.kernel_x = random_between(state, 0, 1) == 0 ? 3 : random_between(state, 1, 5);
        p.output_height =
            draw_axis(state, p.input_height, p.kernel_y, &p.stride_y, &p.dilation_y, &p.pad_top);
        p.output_width =
            draw_axis(state, p.input_width, p.kernel_x, &p.stride_x, &p.dilation_x, &p.pad_left);
    } while (p.output_height == 0 || p.output_width == 0);
    const int32_t reached =
        ((p.output_width + 3) / 4 * 4 - 1) * p.stride_x + (p.kernel_x - 1) * p.dilation_x + 1;
    const int32_t filled = p.pad_left + p.input_width;
    p.columns = reached > filled ? reached : filled;
    p.input_zero = random_between(state, -128, 127);
    draw_rescaling(state, &r, p.kernel_y * p.kernel_x);
    p.output = r.output;
    draw_bytes(state, taps, p.kernel_y * p.kernel_x * p.channels, -127);
    lay_out(&p);
    p.weights = weights;
    return p;
}

/* Over its own input where that has the output's shape. */
static void random_convolutions_follow_the_formula(void) {
    uint32_t state = 13;
    int in_place = 0;
    for (int round = 0; round < 600; round++) {
        const tw_depthwise_mve p = draw_convolution(&state);
        const int32_t inputs = p.input_height * p.input_width * p.channels / p.multiplier;
        const int32_t outputs = p.output_height * p.output_width * p.channels;
        const int same = inputs == outputs && p.input_width == p.output_width && p.multiplier == 1;
        int8_t *const x = malloc((size_t)inputs); /* exactly: the sanitizer sees one too many */
        int8_t *const given = calloc(1, (size_t)inputs);
        int8_t *const y = same ? given : malloc((size_t)outputs);
        int8_t *const scratch =
            malloc((size_t)(((p.kernel_y - 1) * p.dilation_y + 1) * p.columns * ((p.channels + 3) / 4 * 4)));
        draw_bytes(&state, x, inputs, -128);
        for (int32_t i = 0; i < inputs; i++) {
            given[i] = x[i];
        }
        tw_depthwise_mve_s8(given, &p, y, scratch);
        for (int32_t i = 0; i < outputs; i++) {
            const int32_t pixel = i / p.channels;
            const int8_t expected = formula(x, &p, pixel / p.output_width, pixel % p.output_width, i % p.channels);
            CHECK(y[i] == expected, "round %d, element %d: %d, not %d", round, (int)i, y[i], expected);
        }
        in_place += same;
        free(x);
        free(given);
        if (!same) {
            free(y);
        }
        free(scratch);
    }
    CHECK(in_place > 20, "%d convolutions in place", in_place);
}

int main(void) {
    random_convolutions_follow_the_formula();
    return 0;
}
