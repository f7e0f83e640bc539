#ifndef TW_BROADCAST_H
#define TW_BROADCAST_H

#include <stdint.h>

enum { TW_BROADCAST_DIMS = 4 };

/* Which elements of two operands meet: for each dimension of the output how long it is, and how far each operand's elements
 * are apart along it, 0 where it repeats. The last dimension is the innermost; unused ones come first and are 1 long. */
typedef struct {
    int32_t dims[TW_BROADCAST_DIMS];
    int32_t a_steps[TW_BROADCAST_DIMS];
    int32_t b_steps[TW_BROADCAST_DIMS];
} tw_broadcast;

/* A row of the output: n elements of operands that are a_step and b_step apart. */
typedef void (*tw_broadcast_row)(const int8_t *a, int32_t a_step, const int8_t *b, int32_t b_step, int32_t n,
                                 const void *parameters, int8_t *y);

/* Calls `row` for each row of y, in order. */
static inline void tw_broadcast_rows(const int8_t *a, const int8_t *b, const tw_broadcast *s, tw_broadcast_row row,
                                     const void *parameters, int8_t *y) {
    for (int32_t i = 0; i < s->dims[0]; i++) {
        for (int32_t j = 0; j < s->dims[1]; j++) {
            for (int32_t k = 0; k < s->dims[2]; k++) {
                row(a + i * s->a_steps[0] + j * s->a_steps[1] + k * s->a_steps[2], s->a_steps[3],
                    b + i * s->b_steps[0] + j * s->b_steps[1] + k * s->b_steps[2], s->b_steps[3], s->dims[3],
                    parameters, y);
                y += s->dims[3];
            }
        }
    }
}

#endif
