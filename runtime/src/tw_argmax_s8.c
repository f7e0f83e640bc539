#include "tw_argmax_s8.h"

static int32_t largest(const int8_t *x, int32_t n, int32_t step, uint8_t flip) {
    int32_t best = 0;
    int32_t most = -129;
    for (int32_t i = 0; i < n; i++, x += step) {
        const int8_t value = (int8_t)(*x ^ (int8_t)flip);
        if (value > most) {
            most = value;
            best = i;
        }
    }
    return best;
}

void tw_argmax_s8(const int8_t *x, int32_t outer, int32_t n, int32_t inner, uint8_t flip, int32_t *y) {
    for (int32_t i = 0; i < outer; i++, x += n * inner) {
        for (int32_t k = 0; k < inner; k++) {
            *y++ = largest(x + k, n, inner, flip);
        }
    }
}
