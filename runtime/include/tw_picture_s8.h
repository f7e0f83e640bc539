#ifndef TW_PICTURE_S8_H
#define TW_PICTURE_S8_H

#include <stdint.h>

/* A camera's frame, pixels[(row * width + column) * channels + channel], 0 to 255, becomes the network's input: cut, scaled, cut
 * again, made grey, looked up. Twin in Java: features.PictureProgram. */

/* What an output row or column takes of the input: `count` inputs from `start` on, the first and the last with weights of their
 * own, those between with the axis's inner weight. */
typedef struct {
    uint16_t start;
    uint16_t count;
    uint16_t first;
    uint16_t last;
} tw_span;

typedef struct {
    uint16_t rows;
    uint16_t columns;
    uint16_t inner_row;
    uint16_t inner_column;
    uint32_t reciprocal; /* 2^32 / sum of the weights of an output; that sum * 255 is below 2^32 */
} tw_picture;

/* x[i] = table[channel of i][pixels[i]], n pixels of all channels; table is [channels][256] */
void tw_pixels_s8(const uint8_t *pixels, int32_t n, int32_t channels, const int8_t *table, int8_t *x);

/* The sum of the weighted inputs of each output, times the reciprocal, rounded half up, then looked up; x is [rows][columns][1 or
 * channels]. With grey, three channels become (77 red + 150 green + 29 blue + 128) / 256 before. */
void tw_picture_s8(const uint8_t *pixels, int32_t width, int32_t channels, const tw_picture *picture, const tw_span *row,
                   const tw_span *column, int32_t grey, const int8_t *table, int8_t *x);

#endif
