#include "tw_resize.h"

#include "tw_memory.h"

void tw_resize_nearest(const int8_t *x, const int32_t *rows, int32_t height, const int32_t *columns, int32_t width,
                       int32_t pitch, int32_t pixel, int8_t *y) {
    for (int32_t r = 0; r < height; r++) {
        const int8_t *const row = x + TW_FLASH_S32(&rows[r]) * pitch;
        for (int32_t c = 0; c < width; c++) {
            const int8_t *const from = row + TW_FLASH_S32(&columns[c]) * pixel;
            for (int32_t i = 0; i < pixel; i++) {
                *y++ = from[i];
            }
        }
    }
}
