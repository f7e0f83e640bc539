#ifndef TW_ARGMAX_S8_H
#define TW_ARGMAX_S8_H

#include <stdint.h>

/* Index of the largest, the first of equals, along the middle axis of x [outer][n][inner]; y [outer][inner]. `flip` is 0x80
 * where x is uint8, else 0. y lies apart from x. */
void tw_argmax_s8(const int8_t *x, int32_t outer, int32_t n, int32_t inner, uint8_t flip, int32_t *y);

#endif
