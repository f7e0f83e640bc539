#ifndef TW_COPY_H
#define TW_COPY_H

#include <stdint.h>

/* Runs of bytes and where they go: five nested loops, the last innermost, steps and starts in bytes. */
typedef struct {
    int32_t dims[5];
    int32_t x_steps[5];
    int32_t y_steps[5];
    int32_t x_start, y_start;
    int32_t run; /* bytes, at least 1 */
} tw_copy_plan;

/* Copies run after run from x to y, which lie apart: slices, transposes, paddings, splits and concatenations of any type. */
void tw_copy(const int8_t *x, const tw_copy_plan *plan, int8_t *y);

/* y[i] = value. */
void tw_fill(int8_t *y, int32_t n, int8_t value);

#endif
