#ifndef TW_TREES_S8_H
#define TW_TREES_S8_H

#include <stdint.h>

/* Decision trees whose leaves are added up: a tree, a random forest, a boosted sum. A child, and a root, is the number of a
 * node, or of a leaf if it is negative: leaf -1 - child. Children have higher numbers than their parents, so that every walk
 * ends. Leaves may be shared. Real factors are multiplier * 2^(shift - 31), shifts in [-31, 30]. */
typedef struct {
    const int16_t *nodes; /* [][3]: feature * 256 + (threshold & 255), child if x <= threshold, child if it is more;
                             for int16 features [][4]: feature, threshold, child, child */
    const int16_t *roots; /* [trees] */
    const int8_t *leaves; /* [][outputs], of leaf_bytes each, little-endian */
    int32_t trees, outputs, leaf_bytes;
    int32_t sum_start; /* what a sum starts at: -trees * the leaves' zero point */
    int32_t multiplier, shift;
    int32_t y_zero, y_bytes; /* 1: y is int8_t, 2: int16_t */
} tw_trees;

/* y[k] = clamp(factor(sum_start + sum_t leaf_t(x)[k]) + y_zero). sums [outputs] is scratch memory. y lies apart from x. */
void tw_trees_s8(const int8_t *x, const tw_trees *parameters, int32_t *sums, void *y);
void tw_trees_s16(const int16_t *x, const tw_trees *parameters, int32_t *sums, void *y);

#endif
