#include "tw_lookup_s8.h"

#include "tw_memory.h"

void tw_lookup_s8(const int8_t *x, int32_t n, const int8_t *table, int8_t *y) {
    for (int32_t i = 0; i < n; i++) {
        y[i] = TW_FLASH_S8(&table[x[i] + 128]);
    }
}
