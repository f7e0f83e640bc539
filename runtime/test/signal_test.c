#include <math.h>

#include "check.h"
#include "tw_fft.h"
#include "tw_filter.h"
#include "tw_statistics.h"
#include "tw_wavelet.h"
#include "tw_wide.h"

enum { POINTS = 64 };
static const double PI = 3.14159265358979323846;

static uint64_t random_wide(uint32_t *state) {
    const uint64_t high = next_random(state);
    return (high << 32 | next_random(state)) >> (next_random(state) % 63u + 1u);
}

static void wide_integers(void) {
    uint32_t state = 5;
    for (int round = 0; round < 100000; round++) {
        const uint64_t x = random_wide(&state) >> 1;
        const uint64_t root = (uint64_t)tw_root(x);
        CHECK(root * root <= x && (root + 1u) * (root + 1u) > x, "root of %llu", (unsigned long long)x);
        const int32_t bits = tw_bits(x);
        CHECK(bits == 0 ? x == 0 : x >> (bits - 1) == 1u, "bits of %llu", (unsigned long long)x);
        const uint32_t divisor = next_random(&state) >> 2 | 0x40000000u;
        CHECK(tw_reciprocal(divisor) == ((uint64_t)1 << 61) / divisor, "reciprocal of %lu", (unsigned long)divisor);
        const int32_t a = (int32_t)(next_random(&state) >> 1) - 0x40000000;
        const int32_t b = (int32_t)(next_random(&state) >> 1) - 0x40000000;
        CHECK(tw_multiply_high(a, b) == (int32_t)floor((double)a * b / 4294967296.0), "%ld * %ld", (long)a, (long)b);
        if (x > 0) {
            const double log = ldexp(tw_log2(x, 20), -20);
            CHECK(log <= log2((double)x) + 1e-9 && log > log2((double)x) - 2e-6, "log of %llu", (unsigned long long)x);
        }
    }
}

static void scaled_numbers_are_the_nearest_and_limited(void) {
    uint32_t state = 6;
    for (int round = 0; round < 100000; round++) {
        const int64_t x = (int64_t)(random_wide(&state) >> 1) * (round % 2 ? 1 : -1);
        const uint32_t factor = next_random(&state) >> 1;
        const int32_t shift = random_between(&state, -10, 100);
        const double exact = fmax(fmin(ldexp((double)x * factor, -shift), INT32_MAX), -INT32_MAX);
        CHECK(fabs(tw_scaled(x, factor, shift) - exact) <= 0.51 + fabs(exact) * 2e-9, "%lld * %lu * 2^-%ld",
              (long long)x, (unsigned long)factor, (long)shift);
    }
}

static void a_tone_has_one_line(void) {
    int32_t cosine[POINTS / 4 + 1];
    for (int i = 0; i <= POINTS / 4; i++) {
        cosine[i] = (int32_t)fmin(rint(ldexp(cos(2 * PI * i / POINTS), 31)), INT32_MAX);
    }
    for (int line = 0; line <= POINTS / 2; line++) {
        int16_t x[POINTS];
        int32_t v[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = (int16_t)rint(1000 * cos(2 * PI * line * i / POINTS));
        }
        const int32_t shift = tw_fft_shift(x, POINTS, 1);
        CHECK(shift == 5, "%d goes into 2^15 with a shift of 5, not %ld", 1000, (long)shift);
        tw_fft_load(x, POINTS, 1, 0, shift, POINTS, v);
        tw_fft(v, POINTS, cosine);
        for (int k = 0; k <= POINTS / 2; k++) {
            const double amplitude = sqrt(ldexp((double)tw_fft_power(v, POINTS, k), 13 - 2 * (15 + shift)));
            const double expected = k != line ? 0 : k == 0 || k == POINTS / 2 ? 1000 : 500;
            CHECK(fabs(amplitude - expected) < 0.2, "line %d of a tone at %d: %g", k, line, amplitude);
        }
    }
}

static void statistics_of_known_samples(void) {
    const int16_t x[] = {1, 100, -1, 100, 1, 100, -1, 100, 1, 100, -1, 100, 1, 100, -5, 100};
    const int8_t of[] = {TW_STATISTIC_MEAN, TW_STATISTIC_DEVIATION, TW_STATISTIC_PEAK_TO_PEAK, TW_STATISTIC_SKEW,
                         TW_STATISTIC_ZERO_CROSSINGS};
    int32_t columns[10];
    tw_statistics(x, 8, 2, of, 5, columns);
    const double deviation = sqrt(3.75);
    const double skew = (4 * pow(1.5, 3) - 3 * pow(0.5, 3) - pow(4.5, 3)) / 8 / pow(deviation, 3);
    CHECK(columns[0] == -128 && columns[2] == 6 && columns[4] == 7, "mean %ld", (long)columns[0]);
    CHECK(columns[1] == (int32_t)rint(deviation * 256), "deviation %ld", (long)columns[1]);
    CHECK(fabs(ldexp(columns[3], -16) - skew) < 0.001, "skew %ld", (long)columns[3]);
    CHECK(columns[5] == 25600, "mean of a constant: %ld", (long)columns[5]);
    for (int i = 6; i < 10; i++) {
        CHECK(columns[i] == 0, "column %d of a constant: %ld", i, (long)columns[i]);
    }
}

static void filters_work_in_place(void) {
    int16_t x[] = {5, -5, 7, 32767, 6, -32767};
    tw_difference(x, 3, 2, x);
    CHECK(x[0] == 0 && x[1] == 0 && x[2] == 2 && x[3] == 32767 && x[4] == -1 && x[5] == -32767, "differences");
    int16_t y[] = {1, 2, 3, 6};
    tw_remove_mean(y, 4, 1, y);
    CHECK(y[0] == -2 && y[1] == -1 && y[2] == 0 && y[3] == 3, "without their mean");
    const tw_biquad halves[] = {{1 << 29, 1 << 29, 0, 0, 0}}; /* the mean of two samples */
    int16_t z[] = {10, 20, 30, 30};
    tw_biquads(z, 4, 1, halves, 1, 1, z);
    CHECK(z[0] == 10 && z[1] == 15 && z[2] == 25 && z[3] == 30, "means of two");
}

static void wavelet_energies_of_known_samples(void) {
    const int16_t x[] = {1, -1, 1, -1, 1, -1, 1, -1};
    int32_t columns[3];
    tw_wavelet(x, 8, 1, 3, columns);
    CHECK(columns[0] == tw_log2(3, 16) && columns[1] == 0 && columns[2] == 0, "details of 2^2 / 2: %ld", (long)columns[0]);
}

int main(void) {
    wide_integers();
    scaled_numbers_are_the_nearest_and_limited();
    a_tone_has_one_line();
    statistics_of_known_samples();
    filters_work_in_place();
    wavelet_energies_of_known_samples();
    return 0;
}
