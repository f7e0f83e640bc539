#ifndef TW_LOOKUP_S8_H
#define TW_LOOKUP_S8_H

#include <stdint.h>

/* Any function of one int8: y[i] = table[x[i] + 128], table [256] in constant memory; y may be x. */
void tw_lookup_s8(const int8_t *x, int32_t n, const int8_t *table, int8_t *y);

#endif
