#include "tw_input.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "check.h"

static float from_bits(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static void only_what_is_no_number_is_missing(void) {
    const uint32_t nans[] = {0x7fc00000u, 0xffc00000u, 0x7f800001u, 0xff812345u, 0x7fffffffu};
    for (size_t i = 0; i < sizeof nans / sizeof nans[0]; i++) {
        CHECK(tw_present(from_bits(nans[i]), 2.5f) >= 2.5f, "NaN 0x%lx", (unsigned long)nans[i]);
    }
    CHECK(isinf(tw_present(INFINITY, 2.5f)) && isinf(tw_present(-INFINITY, 2.5f)), "infinities are there");
    CHECK(tw_present(FLT_MAX, 2.5f) >= FLT_MAX && tw_present(0.0f, 2.5f) <= 0.0f, "numbers are there");
}

typedef struct {
    float x;
    int32_t point;
    int32_t expected;
} fixed_case;

static void fixed_point_of_known_numbers(void) {
    const fixed_case cases[] = {
        {0.0f, 31, 0},
        {-0.0f, -140, 0},
        {1.0f, 0, 1},
        {-1.0f, 0, -1},
        {0.5f, 0, 1}, /* half goes away from zero */
        {-0.5f, 0, -1},
        {0.49999997f, 0, 0},
        {1.5f, 1, 3},
        {1.25f, 1, 3},
        {-1.25f, 1, -3},
        {1.0f, 30, 1 << 30},
        {1.0f, 31, INT32_MAX},
        {-1.0f, 31, -INT32_MAX},
        {8388609.0f, 7, 1073741952},
        {8388609.0f, 8, INT32_MAX},
        {1024.0f, -10, 1},
        {512.0f, -10, 1},
        {511.0f, -10, 0},
        {INFINITY, 0, INT32_MAX},
        {-INFINITY, -100, -INT32_MAX},
        {FLT_MAX, -96, INT32_MAX},
        {FLT_MAX, -97, 2147483520},
        {FLT_MIN, 126, 1},
        {FLT_MIN, 125, 1},
        {FLT_MIN, 124, 0},
        {1.4e-45f, 149, 1}, /* the smallest there is */
        {1.4e-45f, 179, 1 << 30},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const int32_t got = tw_fixed(cases[i].x, cases[i].point);
        CHECK(got == cases[i].expected, "%g * 2^%ld: %ld instead of %ld", (double)cases[i].x, (long)cases[i].point,
              (long)got, (long)cases[i].expected);
    }
}

static void fixed_point_of_any_number_is_the_nearest(void) {
    uint32_t state = 21;
    for (int round = 0; round < 200000; round++) {
        const float x = from_bits(next_random(&state));
        const int32_t point = random_between(&state, -160, 180);
        if (isnan(x)) {
            continue;
        }
        const double expected = fmax(fmin(ldexp((double)x, point), INT32_MAX), -INT32_MAX);
        CHECK(fabs(tw_fixed(x, point) - expected) <= 0.5, "%g * 2^%ld", (double)x, (long)point);
    }
}

static void converts_each_reading_with_its_own_point(void) {
    const float readings[3] = {1.5f, from_bits(0x7fc00000u), -2.0f};
    const tw_reading reading[3] = {{0.0f, 4}, {3.0f, 2}, {0.0f, -1}};
    int32_t columns[4] = {9, 9, 9, 77};
    tw_convert(readings, 3, reading, columns);
    CHECK(columns[0] == 24 && columns[1] == 12 && columns[2] == -1, "%ld %ld %ld", (long)columns[0], (long)columns[1],
          (long)columns[2]);
    CHECK(columns[3] == 77, "nothing is written behind the last");
}

static void limits_each_column(void) {
    const tw_limits limits[3] = {{-5, 5}, {-5, 5}, {INT32_MIN, INT32_MAX}};
    int32_t columns[4] = {-6, 6, INT32_MIN, 77};
    tw_clip(columns, 3, limits);
    CHECK(columns[0] == -5 && columns[1] == 5 && columns[2] == INT32_MIN && columns[3] == 77, "limits");
}

/* Points up to 40; there the logarithm is truncated to 23 digits. */
static void logarithms_are_the_real_ones(void) {
    uint32_t state = 22;
    for (int round = 0; round < 100000; round++) {
        const tw_log log = {1, (int16_t)random_between(&state, -60, 40), (int32_t)next_random(&state)};
        const int32_t x = (int32_t)next_random(&state);
        int32_t columns[3] = {5, x, 5};
        tw_logs(columns, 1, &log);
        const double distance = fmax((double)x - log.smallest, 0);
        const double expected = log2(1 + ldexp(distance, -log.point));
        CHECK(fabs(columns[1] * 0x1p-23 - expected) < 4e-6, "log2(1 + %g * 2^%d) is %.9f, not %.9f", distance, -log.point,
              columns[1] * 0x1p-23, expected);
        CHECK(columns[0] == 5 && columns[2] == 5, "other columns stay");
    }
}

static void logarithms_of_tiny_distances_are_a_line(void) {
    for (int16_t point = 41; point < 60; point++) {
        const tw_log log = {0, point, -1000000};
        int32_t column = 900000000;
        tw_logs(&column, 1, &log);
        const double expected = log2(1 + ldexp(901000000, -point));
        CHECK(fabs(ldexp(column, 1 - point) / expected - 1) < 1e-3, "point %d", point);
    }
    const tw_log below = {0, 20, 100};
    int32_t column = 99;
    tw_logs(&column, 1, &below);
    CHECK(column == 0, "below the smallest of training it is 0, not %ld", (long)column);
}

static void products_are_the_nearest_and_saturate(void) {
    uint32_t state = 23;
    for (int round = 0; round < 100000; round++) {
        const int32_t a = (int32_t)next_random(&state);
        const int32_t b = (int32_t)next_random(&state) >> random_between(&state, 0, 31);
        const tw_product product = {0, 1, random_between(&state, 0, 62)};
        int32_t columns[3] = {a, b, 0};
        tw_products(columns, 1, &product, &columns[2]);
        const double real = ldexp((double)a * b, -product.shift);
        const double expected = fmax(fmin(real, INT32_MAX), INT32_MIN);
        CHECK(fabs(columns[2] - expected) <= 0.5 + fabs(expected) * 1e-15, "%ld * %ld >> %ld is %ld", (long)a, (long)b,
              (long)product.shift, (long)columns[2]);
    }
    const tw_product half = {0, 0, 1};
    int32_t columns[2] = {INT32_MIN, 0};
    tw_products(columns, 1, &half, &columns[1]);
    CHECK(columns[1] == INT32_MAX, "2^62 / 2 saturates");
    columns[0] = 3;
    tw_products(columns, 1, &half, &columns[1]);
    CHECK(columns[1] == 5, "4.5 goes away from zero, to 5, not %ld", (long)columns[1]);
}

static void scales_the_distance_from_the_offset(void) {
    const tw_scaling scaling[4] = {
        {10, 1 << 30, 1}, {-10, 1 << 30, 0}, {INT32_MAX, 1 << 30, 0}, {123, 0, 0}};
    int32_t columns[4] = {15, 15, INT32_MIN, 99};
    tw_scale(columns, 4, scaling);
    CHECK(columns[0] == 5, "(15 - 10) * 1 is %ld", (long)columns[0]);
    CHECK(columns[1] == 13, "(15 + 10) / 2 is 12.5, %ld", (long)columns[1]);
    CHECK(columns[2] == -(1 << 30), "the distance is limited before it is halved: %ld", (long)columns[2]);
    CHECK(columns[3] == 0, "a constant column is 0");
}

static void quantizes_in_place_and_within_int8(void) {
    const tw_factor factor[4] = {{1 << 30, 0}, {1 << 30, 0}, {1 << 30, 30}, {1 << 30, 30}};
    union {
        int32_t columns[4];
        int8_t bytes[16];
    } arena = {{100, -100, INT32_MAX, INT32_MIN}};
    tw_quantize_s8(arena.columns, 4, factor, 3, arena.bytes);
    CHECK(arena.bytes[0] == 53 && arena.bytes[1] == -47, "%d %d", arena.bytes[0], arena.bytes[1]);
    CHECK(arena.bytes[2] == 127 && arena.bytes[3] == -128, "%d %d", arena.bytes[2], arena.bytes[3]);
}

int main(void) {
    only_what_is_no_number_is_missing();
    fixed_point_of_known_numbers();
    fixed_point_of_any_number_is_the_nearest();
    converts_each_reading_with_its_own_point();
    limits_each_column();
    logarithms_are_the_real_ones();
    logarithms_of_tiny_distances_are_a_line();
    products_are_the_nearest_and_saturate();
    scales_the_distance_from_the_offset();
    quantizes_in_place_and_within_int8();
    return 0;
}
