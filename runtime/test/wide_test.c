#include "tw_add_s16.h"
#include "tw_conv_s16.h"
#include "tw_depthwise_s16.h"
#include "tw_matrix_s16.h"
#include "tw_mean_s16.h"
#include "tw_pool_s16.h"
#include "tw_quantize_s16.h"

#include "check.h"

enum { MAX_LENGTH = 1500, MAX_ROWS = 7, MAX_SIDE = 6, MAX_CHANNELS = 4, MAX_PICTURE = MAX_SIDE * MAX_SIDE * MAX_CHANNELS * 2 };

/* Sums of 64 bits: 2 inputs, 3 rows, worked out by hand; the bias of row 2 has its upper half, the factor is 1/2. */
static void a_case_worked_out_by_hand(void) {
    const int16_t x[2] = {300, -100};
    const int8_t weights[3 * 2] = {1, 2, -3, 4, 127, -127};
    const int32_t bias[3 * 2] = {11, 0, -1, -1, 0, 1};
    const int32_t multiplier[1] = {1 << 14};
    const int8_t shift[1] = {15};
    const tw_wide_rows p = {.weights = weights, .bias = bias, .multiplier = multiplier, .shift = shift, .length = 2, .rows = 3,
                            .output_min = INT16_MIN, .output_max = INT16_MAX, .per_row = 0, .sums = TW_WIDE_SUMS};
    int16_t y[3];
    tw_matrix_s16(x, 1, &p, y);
    CHECK(y[0] == 56, "(300 - 200 + 11) / 2, rounded up, is %d", y[0]);
    CHECK(y[1] == -650, "(-900 - 400 - 1) / 2, rounded up, is %d", y[1]);
    CHECK(y[2] == INT16_MAX, "2^31 and more, saturated, is %d", y[2]);
}

static int16_t formula(int64_t sum, const tw_wide_rows *p, int32_t row) {
    const int32_t at = p->per_row ? row : 0;
    const int32_t multiplier = p->multiplier[at];
    const int32_t bits = p->shift[at] + (p->sums == TW_SMALL_SUMS ? 33 : 0);
    const int64_t steps = p->sums == TW_NARROW_SUMS ? tw_requantize_sum((int32_t)sum, multiplier, p->shift[at])
                                                    : (sum * multiplier + ((int64_t)1 << (bits - 1))) >> bits;
    return (int16_t)(steps < p->output_min ? p->output_min : steps > p->output_max ? p->output_max : steps);
}

static int8_t drawn_weights[MAX_LENGTH * MAX_ROWS];
static int32_t drawn_bias[2 * MAX_ROWS], drawn_multiplier[MAX_ROWS];
static int8_t drawn_shift[MAX_ROWS];

/* Sums of 32 bits have a bias that leaves room, and few products. */
static tw_wide_rows random_rows(uint32_t *state, int32_t length, int32_t rows, int8_t sums) {
    const int narrow = sums != TW_WIDE_SUMS;
    for (int32_t i = 0; i < length * rows; i++) {
        drawn_weights[i] = (int8_t)random_between(state, -127, 127);
    }
    for (int32_t row = 0; row < rows; row++) {
        drawn_bias[2 * row] = random_between(state, narrow ? -(1 << 20) : INT32_MIN + 1, narrow ? 1 << 20 : INT32_MAX);
        drawn_bias[2 * row + 1] = narrow ? (drawn_bias[2 * row] < 0 ? -1 : 0) : random_between(state, -9, 9);
        drawn_multiplier[row] = random_between(state, narrow ? 1 << 30 : 1 << 14, narrow ? INT32_MAX : INT16_MAX);
        drawn_shift[row] = (int8_t)(sums == TW_WIDE_SUMS    ? random_between(state, 15, 40)
                                    : sums == TW_SMALL_SUMS ? random_between(state, 0, 20)
                                                            : random_between(state, -20, 0));
    }
    const tw_wide_rows p = {.weights = drawn_weights, .bias = drawn_bias, .multiplier = drawn_multiplier,
                            .shift = drawn_shift, .length = length, .rows = rows, .output_min = (int16_t)random_between(state, INT16_MIN, 0), .output_max = 30000,
                            .per_row = (int8_t)random_between(state, 0, 1), .sums = sums};
    return p;
}

static int64_t bias_of(int32_t row) {
    return (int64_t)drawn_bias[2 * row + 1] * 4294967296 + (uint32_t)drawn_bias[2 * row];
}

static void fill(uint32_t *state, int16_t *x, int32_t n) {
    for (int32_t i = 0; i < n; i++) {
        x[i] = (int16_t)(random_between(state, 0, 3) ? random_between(state, INT16_MIN, INT16_MAX) : INT16_MIN);
    }
}

static void products_with_a_matrix_follow_the_formula(void) {
    static int16_t x[2 * MAX_LENGTH], y[2 * MAX_ROWS];
    uint32_t state = 7;
    for (int round = 0; round < 300; round++) {
        const int8_t sums = (int8_t)(round % 3);
        const int32_t length = random_between(&state, 1, sums != TW_WIDE_SUMS ? 400 : MAX_LENGTH);
        const int32_t rows = random_between(&state, 1, MAX_ROWS);
        const tw_wide_rows p = random_rows(&state, length, rows, sums);
        fill(&state, x, 2 * length);
        tw_matrix_s16(x, 2, &p, y);
        for (int32_t i = 0; i < 2 * rows; i++) {
            int64_t sum = bias_of(i % rows);
            for (int32_t k = 0; k < length; k++) {
                sum += (int64_t)x[i / rows * length + k] * drawn_weights[i % rows * length + k];
            }
            CHECK(y[i] == formula(sum, &p, i % rows), "round %d, output %d of length %d: %d", round, (int)i, (int)length, y[i]);
        }
    }
}

static tw_window random_window(uint32_t *state, int32_t outputs_of_a_channel) {
    tw_window v = {0};
    v.input_height = (uint16_t)random_between(state, 1, MAX_SIDE);
    v.input_width = (uint16_t)random_between(state, 1, MAX_SIDE);
    v.input_channels = (uint16_t)random_between(state, 1, MAX_CHANNELS);
    v.output_height = (uint16_t)random_between(state, 1, 3);
    v.output_width = (uint16_t)random_between(state, 1, 3);
    v.output_channels = (uint16_t)(v.input_channels * outputs_of_a_channel);
    v.filter_height = (uint16_t)random_between(state, 1, 4);
    v.filter_width = (uint16_t)random_between(state, 1, 4);
    v.stride_y = (uint16_t)random_between(state, 1, 2);
    v.stride_x = (uint16_t)random_between(state, 1, 2);
    v.dilation_y = (uint16_t)random_between(state, 1, 2);
    v.dilation_x = (uint16_t)random_between(state, 1, 2);
    v.pad_top = (uint16_t)random_between(state, 0, 2);
    v.pad_left = (uint16_t)random_between(state, 0, 2);
    return v;
}

/* The element of the picture that a tap of an output pixel meets; -1 outside. */
static int32_t element(const tw_window *v, int32_t r, int32_t c, int32_t j, int32_t i) {
    const int32_t row = r * v->stride_y - v->pad_top + j * v->dilation_y;
    const int32_t column = c * v->stride_x - v->pad_left + i * v->dilation_x;
    const int inside = row >= 0 && row < v->input_height && column >= 0 && column < v->input_width;
    return inside ? (row * v->input_width + column) * v->input_channels : -1;
}

static void convolutions_follow_the_formula(void) {
    static int16_t x[MAX_PICTURE], y[MAX_PICTURE], patch[16 * MAX_CHANNELS];
    uint32_t state = 9;
    for (int round = 0; round < 300; round++) {
        const tw_window v = random_window(&state, 1);
        const int32_t channels = v.input_channels;
        const int32_t taps = v.filter_height * v.filter_width;
        const tw_wide_rows p = random_rows(&state, taps * channels, v.output_channels, (int8_t)(round % 3));
        const tw_conv_wide conv = {.rows = &p, .window = v};
        fill(&state, x, v.input_height * v.input_width * channels);
        tw_conv_s16(x, &conv, y, patch);
        const int16_t *got = y;
        for (int32_t pixel = 0; pixel < v.output_height * v.output_width; pixel++) {
            for (int32_t o = 0; o < v.output_channels; o++, got++) {
                int64_t sum = bias_of(o);
                for (int32_t t = 0; t < taps; t++) {
                    const int32_t at = element(&v, pixel / v.output_width, pixel % v.output_width, t / v.filter_width,
                                               t % v.filter_width);
                    for (int32_t k = 0; k < channels && at >= 0; k++) {
                        sum += (int64_t)x[at + k] * drawn_weights[(o * taps + t) * channels + k];
                    }
                }
                CHECK(*got == formula(sum, &p, o), "round %d, pixel %d, channel %d: %d", round, (int)pixel, (int)o, *got);
            }
        }
    }
}

static void depthwise_convolutions_follow_the_formula(void) {
    static int16_t x[MAX_PICTURE], y[MAX_PICTURE];
    uint32_t state = 11;
    for (int round = 0; round < 300; round++) {
        const int32_t times = round % 3 ? 1 : 2;
        const tw_window v = random_window(&state, times);
        const int32_t taps = v.filter_height * v.filter_width;
        tw_wide_rows p = random_rows(&state, taps, v.output_channels < MAX_ROWS ? v.output_channels : MAX_ROWS,
                                     (int8_t)(round % 3));
        if (v.output_channels > MAX_ROWS) {
            continue;
        }
        const tw_depthwise_wide depthwise = {.rows = &p, .window = v, .depth_multiplier = (uint16_t)times};
        fill(&state, x, v.input_height * v.input_width * v.input_channels);
        tw_depthwise_s16(x, &depthwise, y);
        const int16_t *got = y;
        for (int32_t pixel = 0; pixel < v.output_height * v.output_width; pixel++) {
            for (int32_t o = 0; o < v.output_channels; o++, got++) {
                int64_t sum = bias_of(o);
                for (int32_t t = 0; t < taps; t++) {
                    const int32_t at = element(&v, pixel / v.output_width, pixel % v.output_width, t / v.filter_width,
                                               t % v.filter_width);
                    sum += at < 0 ? 0 : (int64_t)x[at + o / times] * drawn_weights[t * v.output_channels + o];
                }
                CHECK(*got == formula(sum, &p, o), "round %d, pixel %d, channel %d: %d", round, (int)pixel, (int)o, *got);
            }
        }
    }
}

static void pools_means_and_sums_of_few_numbers(void) {
    const int16_t x[2 * 3] = {-32768, 7, 32767, -8, 100, 100};
    const tw_pool_wide pool = {.window = {.input_height = 2, .input_width = 3, .input_channels = 1, .output_height = 1,
                                          .output_width = 2, .output_channels = 1, .filter_height = 2, .filter_width = 2,
                                          .stride_y = 1, .stride_x = 1, .dilation_y = 1, .dilation_x = 1},
                               .output_min = -9000, .output_max = INT16_MAX};
    int16_t y[6];
    tw_average_pool_s16(x, &pool, y);
    CHECK(y[0] == -8167 && y[1] == 8244, "averages are %d and %d", y[0], y[1]); /* -32669 / 4 and 32974 / 4, to the nearest */
    tw_max_pool_s16(x, &pool, y);
    CHECK(y[0] == 100 && y[1] == 32767, "maxima are %d and %d", y[0], y[1]);
    const tw_mean_wide mean = {.kept = {1, 1, 1}, .gone = {1, 1, 6}, .gone_steps = {0, 0, 1}, .multiplier = 1 << 30, .shift = -1};
    tw_mean_s16(x, &mean, y);
    CHECK(y[0] == 50, "198 / 4 is %d", y[0]);
    const tw_add_wide add = {.shape = {{1, 1, 1, 6}, {0, 0, 0, 1}, {0, 0, 0, 0}}, .a_multiplier = 1 << 30,
                             .b_multiplier = 1 << 30, .y_multiplier = 1 << 30, .y_shift = -13, .sign = -1, .y_min = -32768,
                             .y_max = 32767};
    tw_add_s16(x, x + 4, &add, y);
    CHECK(y[0] == -32768 && y[1] == -93 && y[2] == 32667 && y[4] == 0, "less 100: %d %d %d %d", y[0], y[1], y[2], y[4]);
}

static void what_becomes_int16_comes_back(void) {
    int8_t x[256], back[256];
    int16_t y[256];
    const tw_rescale up = {.multiplier = 1 << 30, .shift = 8, .x_zero = -17, .y_zero = 0, .x_flip = 0, .y_flip = 0};
    const tw_rescale down = {.multiplier = 1 << 30, .shift = -6, .x_zero = 0, .y_zero = -17, .x_flip = 0, .y_flip = 0};
    for (int i = 0; i < 256; i++) {
        x[i] = (int8_t)(i - 128);
    }
    tw_rescale_s8_s16(x, 256, &up, y);
    int16_t widened[256];
    tw_widen_s8_s16(x, 256, -17, widened);
    for (int i = 0; i < 256; i++) {
        CHECK(y[i] == (x[i] + 17) * 128 && widened[i] == y[i], "%d is %d, widened %d", x[i], y[i], widened[i]);
    }
    tw_rescale_s16_s8(y, 256, &down, back);
    for (int i = 0; i < 256; i++) {
        CHECK(back[i] == x[i], "%d comes back as %d", x[i], back[i]);
    }
    const float real[4] = {-1e9f, 0.75f, -0.75f, 0.0f / 1.0f};
    tw_quantize_f32_s16(real, 4, 0.5f, y);
    CHECK(y[0] == -32768 && y[1] == 2 && y[2] == -2 && y[3] == 0, "quantized %d %d %d %d", y[0], y[1], y[2], y[3]);
    float again[4];
    tw_dequantize_s16_f32(y, 4, 0.5f, again);
    CHECK(again[0] == -16384.0f && again[1] == 1.0f, "back %f %f", (double)again[0], (double)again[1]);
}

int main(void) {
    a_case_worked_out_by_hand();
    products_with_a_matrix_follow_the_formula();
    convolutions_follow_the_formula();
    depthwise_convolutions_follow_the_formula();
    pools_means_and_sums_of_few_numbers();
    what_becomes_int16_comes_back();
    return 0;
}
