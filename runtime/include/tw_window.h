#ifndef TW_WINDOW_H
#define TW_WINDOW_H

#include <stdint.h>

/* How a filter slides over a picture of (height, width, channels), padded above and on the left; below and on the right as
 * far as the output needs. All sizes in elements, at most 65535. */
typedef struct {
    uint16_t input_height, input_width, input_channels;
    uint16_t output_height, output_width, output_channels;
    uint16_t filter_height, filter_width;
    uint16_t stride_y, stride_x;
    uint16_t dilation_y, dilation_x;
    uint16_t pad_top, pad_left;
} tw_window;

#endif
