#include "tw_picture_s8.h"

#include "tw_memory.h"

void tw_pixels_s8(const uint8_t *pixels, int32_t n, int32_t channels, const int8_t *table, int8_t *x) {
    for (int32_t c = 0; c < channels; c++) {
        for (int32_t i = c; i < n; i += channels) {
            x[i] = TW_FLASH_S8(&table[c * 256 + pixels[i]]);
        }
    }
}

static uint32_t weight(const tw_span *span, uint16_t i, uint16_t inner) {
    return i == 0 ? span->first : i + 1 == span->count ? span->last : inner;
}

/* The value of one colour of one output; `at` is the first input of the first row. */
static uint8_t colour(const uint8_t *at, int32_t width, int32_t channels, const tw_picture *picture, const tw_span *row,
                      const tw_span *column) {
    uint32_t sum = 0;
    for (uint16_t r = 0; r < row->count; r++) {
        const uint8_t *pixel = at;
        uint32_t line = 0;
        for (uint16_t c = 0; c < column->count; c++) {
            line += weight(column, c, picture->inner_column) * *pixel;
            pixel += channels;
        }
        sum += weight(row, r, picture->inner_row) * line;
        at += width * channels;
    }
    return (uint8_t)(((uint64_t)sum * picture->reciprocal + 0x80000000u) >> 32);
}

void tw_picture_s8(const uint8_t *pixels, int32_t width, int32_t channels, const tw_picture *picture, const tw_span *row,
                   const tw_span *column, int32_t grey, const int8_t *table, int8_t *x) {
    TW_FLASH_STRUCT(tw_picture, p, picture);
    for (int32_t r = 0; r < p->rows; r++) {
        TW_FLASH_STRUCT(tw_span, across, &row[r]);
        for (int32_t c = 0; c < p->columns; c++) {
            TW_FLASH_STRUCT(tw_span, along, &column[c]);
            const uint8_t *const at = pixels + ((int32_t)across->start * width + along->start) * channels;
            uint8_t colours[3] = {0, 0, 0};
            for (int32_t k = 0; k < channels; k++) {
                colours[k] = colour(at + k, width, channels, p, across, along);
            }
            if (grey) {
                const uint32_t luma = (77u * (uint32_t)colours[0] + 150u * (uint32_t)colours[1] + 29u * (uint32_t)colours[2] + 128u) >> 8;
                *x++ = TW_FLASH_S8(&table[luma]);
            } else {
                for (int32_t k = 0; k < channels; k++) {
                    *x++ = TW_FLASH_S8(&table[k * 256 + colours[k]]);
                }
            }
        }
    }
}
