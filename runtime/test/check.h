#ifndef TW_CHECK_H
#define TW_CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the test with file, line and the numbers in question where a condition does not hold. */
#define CHECK(condition, ...)                                                                       \
    do {                                                                                            \
        if (!(condition)) {                                                                         \
            (void)fprintf(stderr, "%s:%d: %s does not hold: ", __FILE__, __LINE__, #condition);     \
            (void)fprintf(stderr, __VA_ARGS__);                                                     \
            (void)fprintf(stderr, "\n");                                                            \
            exit(1);                                                                                \
        }                                                                                           \
    } while (0)

/* Numerical Recipes' generator: the same numbers everywhere. */
static inline uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state ^ (*state >> 16);
}

/* In [low, high]. */
static inline int32_t random_between(uint32_t *state, int32_t low, int32_t high) {
    return (int32_t)((int64_t)low + (int64_t)(next_random(state) % (uint32_t)((int64_t)high - low + 1)));
}

#endif
