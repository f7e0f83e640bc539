#ifndef TW_RESIZE_H
#define TW_RESIZE_H

#include <stdint.h>

/* y[r][c] = x[rows[r]][columns[c]], pixels of `pixel` bytes, rows of x of `pitch` bytes; rows [height], columns [width] in
 * constant memory; y lies apart from x. */
void tw_resize_nearest(const int8_t *x, const int32_t *rows, int32_t height, const int32_t *columns, int32_t width,
                       int32_t pitch, int32_t pixel, int8_t *y);

#endif
