#include "tw_softmax_s8.h"

#include <math.h>
#include <string.h>

#include "check.h"

enum { MAX = 8191 };
static int8_t x[MAX], y[MAX];

typedef struct {
    double scale;
    tw_softmax_quant quant;
} scaled;

/* As tensor.Softmax.parameters makes them: scale = multiplier * 2^(shift - 57), diff_min = -floor(31 * 2^(26 - shift)). */
static const scaled scales[] = {
    {0.0078125, {1 << 30, 20, -1984}}, {0.125, {1 << 30, 24, -124}},         {0.1875, {1610612736, 24, -124}},
    {1, {1 << 30, 27, -15}},           {3.4999999990686774, {1879048191, 28, -7}}, {8, {1 << 30, 30, -1}},
};
enum { SCALES = sizeof scales / sizeof scales[0] };

static double share(double scale, int32_t n, int32_t i) {
    double sum = 0;
    for (int32_t j = 0; j < n; j++) {
        sum += exp(scale * (x[j] - x[i]));
    }
    return 1 / sum;
}

static void shares_stay_within_half_a_step_of_the_real_ones(void) {
    uint32_t state = 9;
    for (int round = 0; round < 5000; round++) {
        const scaled *s = &scales[(unsigned)round % SCALES];
        const int32_t n = random_between(&state, 1, 12);
        for (int32_t i = 0; i < n; i++) {
            x[i] = (int8_t)random_between(&state, -128, 127);
        }
        tw_softmax_s8(x, n, &s->quant, y);
        for (int32_t i = 0; i < n; i++) {
            const double expected = fmin(share(s->scale, n, i) * 256, 255);
            CHECK(fabs(y[i] + 128 - expected) <= 0.501, "scale %f, %ld of %ld: %d instead of %f", s->scale, (long)i,
                  (long)n, y[i] + 128, expected);
        }
    }
}

/* Bit for bit: the hash of what tensor.Softmax gives for the same 200,000 logits. */
static void every_bit_is_that_of_the_definition(void) {
    uint32_t state = 10;
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (unsigned round = 0; round < 40000; round++) {
        for (int32_t i = 0; i < 5; i++) {
            x[i] = (int8_t)random_between(&state, -128, 127);
        }
        tw_softmax_s8(x, 5, &scales[round % SCALES].quant, y);
        for (int32_t i = 0; i < 5; i++) {
            hash = (hash ^ (uint8_t)y[i]) * 16777619u;
        }
    }
    CHECK(hash == 50459304u, "the hash is %luu", (unsigned long)hash);
}

static void shares_itself_in_place(void) {
    int8_t in_place[5] = {-128, 20, 30, 25, 127};
    int8_t apart[5];
    tw_softmax_s8(in_place, 5, &scales[1].quant, apart);
    tw_softmax_s8(in_place, 5, &scales[1].quant, in_place);
    CHECK(memcmp(in_place, apart, 5) == 0, "y may be x");
}

static void one_takes_all_and_equals_share(void) {
    x[0] = -7;
    tw_softmax_s8(x, 1, &scales[1].quant, y);
    CHECK(y[0] == 127, "one class has %d", y[0]);
    for (int32_t n = 2; n <= MAX; n += n < 20 ? 1 : 227) {
        memset(x, 5, (size_t)n);
        tw_softmax_s8(x, n, &scales[1].quant, y);
        for (int32_t i = 0; i < n; i++) {
            CHECK(fabs(y[i] + 128 - 256.0 / n) <= 0.51, "%ld equal classes: %d", (long)n, y[i] + 128);
        }
    }
}

int main(void) {
    shares_stay_within_half_a_step_of_the_real_ones();
    every_bit_is_that_of_the_definition();
    shares_itself_in_place();
    one_takes_all_and_equals_share();
    return 0;
}
