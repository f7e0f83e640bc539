#include "tw_average_mve_s8.h"

#include "check.h"
#include "mve_layout.h"

static int8_t formula(const int8_t *x, const tw_average_mve *p, int32_t oy, int32_t ox, int32_t c) {
    int32_t sum = 0;
    int32_t count = 0;
    for (int32_t i = 0; i < p->filter_y * p->filter_x; i++) {
        const int32_t iy = oy * p->stride_y - p->pad_top + i / p->filter_x;
        const int32_t ix = ox * p->stride_x - p->pad_left + i % p->filter_x;
        if (iy >= 0 && iy < p->input_height && ix >= 0 && ix < p->input_width) {
            sum += x[(iy * p->input_width + ix) * p->channels + c];
            count++;
        }
    }
    const int32_t away = (2 * (sum < 0 ? -sum : sum) + count) / (2 * count);
    return (int8_t)tw_clamp(sum < 0 ? -away : away, p->min, p->max);
}

static int32_t draw_axis(uint32_t *state, int32_t input, int32_t *filter, int32_t *stride, int32_t *pad) {
    *filter = random_between(state, 1, input);
    *stride = random_between(state, 1, 3);
    *pad = random_between(state, 0, *filter - 1);
    return (input + *pad - *filter) / *stride + 1;
}

static void random_averages_follow_the_formula(void) {
    uint32_t state = 16;
    for (int round = 0; round < 400; round++) {
        tw_average_mve p = {.input_height = random_between(&state, 1, 8), .input_width = random_between(&state, 1, 8)};
        p.channels = random_between(&state, 1, 19);
        p.output_height = draw_axis(&state, p.input_height, &p.filter_y, &p.stride_y, &p.pad_top);
        p.output_width = draw_axis(&state, p.input_width, &p.filter_x, &p.stride_x, &p.pad_left);
        p.min = random_between(&state, -128, 0);
        p.max = random_between(&state, p.min, 127);
        const int32_t outputs = p.output_height * p.output_width * p.channels;
        int8_t *const x = malloc((size_t)(p.input_height * p.input_width * p.channels));
        int8_t *const y = malloc((size_t)outputs);
        draw_bytes(&state, x, p.input_height * p.input_width * p.channels, -128);
        tw_average_mve_s8(x, &p, y);
        for (int32_t i = 0; i < outputs; i++) {
            const int32_t pixel = i / p.channels;
            const int8_t expected = formula(x, &p, pixel / p.output_width, pixel % p.output_width, i % p.channels);
            CHECK(y[i] == expected, "round %d, element %d: %d, not %d", round, (int)i, y[i], expected);
        }
        free(x);
        free(y);
    }
}

int main(void) {
    random_averages_follow_the_formula();
    return 0;
}
