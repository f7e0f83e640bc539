#include "tw_wide.h"

int32_t tw_bits(uint64_t x) {
    int32_t bits = 0;
    uint32_t word = (uint32_t)x;
    if (x >> 32) {
        bits = 32;
        word = (uint32_t)(x >> 32);
    }
    for (int32_t step = 16; step > 0; step >>= 1) {
        if (word >> step) {
            bits += step;
            word >>= step;
        }
    }
    return bits + (int32_t)word;
}

int32_t tw_log2(uint64_t x, int32_t digits) {
    const int32_t whole = tw_bits(x) - 1;
    uint32_t mantissa = (uint32_t)(whole > 31 ? x >> (whole - 31) : x << (31 - whole)); /* in [2^31, 2^32) */
    uint32_t result = (uint32_t)whole;
    for (int32_t digit = 0; digit < digits; digit++) {
        const uint64_t square = (uint64_t)mantissa * mantissa;
        const uint32_t high = (uint32_t)(square >> 32);
        result *= 2u;
        if (high >> 31) {
            mantissa = high;
            result += 1u;
        } else {
            mantissa = (uint32_t)(square >> 31);
        }
    }
    return (int32_t)result;
}

int32_t tw_root(uint64_t x) {
    uint64_t root = 0;
    for (uint64_t bit = (uint64_t)1 << 62; bit != 0; bit >>= 2) {
        if (x >= root + bit) {
            x -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    }
    return (int32_t)root;
}

uint32_t tw_reciprocal(uint32_t x) {
    uint32_t quotient = 0;
    uint32_t rest = 0x40000000u; /* 2^61 = rest * 2^31: the 31 digits that follow are zeros */
    if (rest >= x) {
        rest -= x;
        quotient = 1;
    }
    for (int32_t digit = 0; digit < 31; digit++) {
        rest *= 2u; /* below 2 x, below 2^32 */
        quotient *= 2u;
        if (rest >= x) {
            rest -= x;
            quotient += 1u;
        }
    }
    return quotient;
}

int32_t tw_scaled(int64_t x, uint32_t factor, int32_t shift) {
    const uint64_t magnitude = (uint64_t)(x < 0 ? -x : x);
    const int32_t bits = tw_bits(magnitude);
    const int32_t dropped = bits > 31 ? bits - 31 : 0;
    const uint64_t product = (uint64_t)(uint32_t)(magnitude >> dropped) * factor;
    const int32_t right = shift - dropped;
    uint64_t result;
    if (right > 62) {
        result = 0;
    } else if (right > 0) {
        result = (product + ((uint64_t)1 << (right - 1))) >> right;
    } else {
        result = tw_bits(product) - right > 31 ? (uint64_t)INT32_MAX : product << -right;
    }
    const int32_t limited = result > INT32_MAX ? INT32_MAX : (int32_t)result;
    return x < 0 ? -limited : limited;
}

tw_count tw_count_of(int32_t n) {
    tw_count count;
    count.bits = tw_bits((uint32_t)n);
    count.reciprocal = tw_reciprocal((uint32_t)n << (31 - count.bits));
    return count;
}

int32_t tw_mean_of(const tw_count *n, int64_t sum, int32_t digits) {
    return tw_scaled(sum, n->reciprocal, 30 + n->bits - digits);
}
