#include "tw_trees_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

static void start(const tw_trees *p, int32_t *sums) {
    for (int32_t k = 0; k < p->outputs; k++) {
        sums[k] = p->sum_start;
    }
}

static void add_leaf(const tw_trees *p, int32_t leaf, int32_t *sums) {
    const int8_t *values = p->leaves + leaf * p->outputs * p->leaf_bytes;
    for (int32_t k = 0; k < p->outputs; k++) {
        if (p->leaf_bytes == 1) {
            sums[k] += TW_FLASH_S8(&values[k]);
        } else {
            sums[k] += (uint8_t)TW_FLASH_S8(&values[2 * k]) + TW_FLASH_S8(&values[2 * k + 1]) * 256;
        }
    }
}

static void finish(const tw_trees *p, const int32_t *sums, void *y) {
    for (int32_t k = 0; k < p->outputs; k++) {
        const int32_t value = tw_requantize(sums[k], p->multiplier, p->shift);
        if (p->y_bytes == 1) {
            /* the limits are shifted, not the value: it may be at the end of int32 */
            ((int8_t *)y)[k] = (int8_t)(tw_clamp(value, -128 - p->y_zero, 127 - p->y_zero) + p->y_zero);
        } else {
            ((int16_t *)y)[k] = (int16_t)tw_clamp(value, INT16_MIN, INT16_MAX);
        }
    }
}

void tw_trees_s8(const int8_t *x, const tw_trees *parameters, int32_t *sums, void *y) {
    TW_FLASH_STRUCT(tw_trees, p, parameters);
    start(p, sums);
    for (int32_t t = 0; t < p->trees; t++) {
        int32_t child = TW_FLASH_S16(&p->roots[t]);
        while (child >= 0) {
            const int16_t *node = p->nodes + child * 3;
            const uint16_t test = (uint16_t)TW_FLASH_S16(&node[0]);
            child = x[test >> 8] <= (int8_t)(test & 0xff) ? TW_FLASH_S16(&node[1]) : TW_FLASH_S16(&node[2]);
        }
        add_leaf(p, -1 - child, sums);
    }
    finish(p, sums, y);
}

void tw_trees_s16(const int16_t *x, const tw_trees *parameters, int32_t *sums, void *y) {
    TW_FLASH_STRUCT(tw_trees, p, parameters);
    start(p, sums);
    for (int32_t t = 0; t < p->trees; t++) {
        int32_t child = TW_FLASH_S16(&p->roots[t]);
        while (child >= 0) {
            const int16_t *node = p->nodes + child * 4;
            child = x[TW_FLASH_S16(&node[0])] <= TW_FLASH_S16(&node[1]) ? TW_FLASH_S16(&node[2])
                                                                       : TW_FLASH_S16(&node[3]);
        }
        add_leaf(p, -1 - child, sums);
    }
    finish(p, sums, y);
}
