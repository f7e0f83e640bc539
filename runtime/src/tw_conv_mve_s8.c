#include "tw_conv_mve_s8.h"

/* The part of the filter that lies in the picture, along one axis: [first, end). */
typedef struct {
    int32_t first;
    int32_t end;
} span;

static inline span inside(int32_t at, int32_t kernel, int32_t input) {
    span s = {at < 0 ? -at : 0, at + kernel > input ? input - at : kernel};
    if (s.first >= s.end) {
        s.first = 0;
        s.end = 0;
    }
    return s;
}

/* Copies the patch whose first row and column are iy and ix, row by row; `rows` of the filter are inside. */
static void copy_at_the_border(const int8_t *x, const tw_conv_mve *p, span rows, int32_t iy, int32_t ix, int8_t *to) {
    const int32_t channels = p->channels;
    const int32_t width = p->kernel_x * channels;
    const int32_t line_bytes = p->input_width * channels;
    const span columns = inside(ix, p->kernel_x, p->input_width);
    if (rows.end - rows.first < p->kernel_y || columns.end - columns.first < p->kernel_x) {
        (void)tw_mve_fill(to, (int8_t)p->input_zero, p->kernel_y * width);
    }
    const int32_t bytes = (columns.end - columns.first) * channels;
    const int8_t *from = x + (rows.first == rows.end ? 0 : (iy + rows.first) * line_bytes + (ix + columns.first) * channels);
    to += columns.first * channels + rows.first * width;
    for (int32_t ky = rows.first; ky < rows.end; ky++) {
        (void)tw_mve_copy(to, from, bytes);
        to += width;
        from += line_bytes;
    }
}

/* The same where all of it is inside: `rows` rows of n bytes, `line` bytes from one to the next. */
static void copy_inside(int8_t *to, const int8_t *from, int32_t n, int32_t rows, int32_t line) {
    do {
        (void)tw_mve_copy(to, from, n);
        to += n;
        from += line;
    } while (--rows > 0);
}

/* The same pixel by pixel, for filters with gaps. */
static void copy_dilated(const int8_t *x, const tw_conv_mve *p, int32_t iy, int32_t ix, int8_t *to) {
    for (int32_t ky = 0; ky < p->kernel_y; ky++) {
        for (int32_t kx = 0; kx < p->kernel_x; kx++) {
            const int32_t y = iy + ky * p->dilation_y;
            const int32_t column = ix + kx * p->dilation_x;
            if (y >= 0 && y < p->input_height && column >= 0 && column < p->input_width) {
                to = tw_mve_copy(to, x + (y * p->input_width + column) * p->channels, p->channels);
            } else {
                to = tw_mve_fill(to, (int8_t)p->input_zero, p->channels);
            }
        }
    }
}

#if TW_MVE && defined(__GNUC__) && defined(__OPTIMIZE__)
#define IN_REGISTERS 1 /* four filters at a time, all of them there, and back to int8 without leaving the registers */
#define HALF_UP ""
#define HALF_AWAY \
    "vand %q[t], %q[s0], %q[v]\n\t" \
    "vshr.s32 %q[t], %q[t], #31\n\t" \
    "vqadd.s32 %q[s0], %q[s0], %q[t]\n\t" \
    "vand %q[t], %q[s1], %q[v]\n\t" \
    "vshr.s32 %q[t], %q[t], #31\n\t" \
    "vqadd.s32 %q[s1], %q[s1], %q[t]\n\t"

/* The loop over filters keeps all that it needs in registers: addresses to start from in those of the FPU. */
#define FOURS(ROUNDING) \
    __asm volatile("3:\n\t" \
                   "vmov %[x0], %[first]\n\t" \
                   "vmov %[x1], %[second]\n\t" \
                   "vmov %[n], %[steps]\n\t" \
                   TW_MVE_DOT_2X4 \
                   "vldrw.32 %q[v], [%[w]], #16\n\t" \
                   "vadd.i32 %q[s0], %q[s0], %q[v]\n\t" \
                   "vadd.i32 %q[s1], %q[s1], %q[v]\n\t" \
                   "vldrw.32 %q[v], [%[w]], #16\n\t" \
                   TW_MVE_HIGH_MULTIPLY " %q[s0], %q[s0], %q[v]\n\t" \
                   TW_MVE_HIGH_MULTIPLY " %q[s1], %q[s1], %q[v]\n\t" \
                   "vldrw.32 %q[v], [%[w]], #16\n\t" \
                   ROUNDING \
                   "vrshl.s32 %q[s0], %q[s0], %q[v]\n\t" \
                   "vrshl.s32 %q[s1], %q[s1], %q[v]\n\t" \
                   "vadd.i32 %q[s0], %q[s0], %q[zero]\n\t" \
                   "vadd.i32 %q[s1], %q[s1], %q[zero]\n\t" \
                   "vmax.s32 %q[s0], %q[s0], %q[min]\n\t" \
                   "vmax.s32 %q[s1], %q[s1], %q[min]\n\t" \
                   "vmin.s32 %q[s0], %q[s0], %q[max]\n\t" \
                   "vmin.s32 %q[s1], %q[s1], %q[max]\n\t" \
                   "vstrb.32 %q[s0], [%[y0]], #4\n\t" \
                   "vstrb.32 %q[s1], [%[y1]], #4\n\t" \
                   "vmov %[a], %[end]\n\t" \
                   "cmp %[y0], %[a]\n\t" \
                   "bne 3b" \
                   : [s0] "=&w"(s0), [s1] "=&w"(s1), [v] "=&w"(v), [t] "=&w"(t), [x0] "=&r"(x), [x1] "=&r"(other), \
                     [w] "+r"(w), [n] "=&r"(n), [y0] "+l"(y0), [y1] "+l"(y1), TW_MVE_DOT_2X4_SUMS \
                   : [first] "t"(x0), [second] "t"(x1), [steps] "t"(p->steps), [end] "t"(end), [min] "w"(min), \
                     [max] "w"(max), [zero] "w"(zero) \
                   : "cc", "memory")

/* All of the filters up to where y0 is `end`; returns the weights of the others. */
static const int8_t *fours(const int8_t *x0, const int8_t *x1, const tw_conv_mve *p, int8_t *y0, int8_t *y1,
                           const int8_t *end) {
    const tw_s32x4 zero = tw_mve_all(p->output.zero);
    const tw_s32x4 min = tw_mve_all(p->output.min);
    const tw_s32x4 max = tw_mve_all(p->output.max);
    const int8_t *w = p->weights;
    const int8_t *x;
    const int8_t *other;
    tw_s32x4 s0;
    tw_s32x4 s1;
    tw_s32x4 v;
    tw_s32x4 t;
    int32_t n;
    int32_t a;
    int32_t b;
    int32_t c;
    int32_t d;
    int32_t e;
    int32_t f;
    int32_t g;
    int32_t h;
    if (TW_ROUNDING_SINGLE || p->output.rounding == TW_MVE_HALF_UP) {
        FOURS(HALF_UP);
    } else {
        FOURS(HALF_AWAY);
    }
    return w;
}
#else
#define IN_REGISTERS 0
#endif

/* All filters of two pixels, of which the second is written `gap` bytes behind the first. */
static void two_pixels(const int8_t *x0, const int8_t *x1, const tw_conv_mve *p, int8_t *y, int32_t gap) {
    const int8_t *w = p->weights;
    int32_t left = p->filters;
#if IN_REGISTERS
    const int32_t whole = left & ~3;
    if (whole > 0 && p->output.rounding != TW_MVE_ANY_SHIFT) {
        w = fours(x0, x1, p, y, y + gap, y + whole);
        y += whole;
        left -= whole;
    }
#endif
    const int32_t steps = p->steps;
    const int32_t zero = p->output.zero;
    const int32_t rounding = p->output.rounding;
    const tw_s32x4 min = tw_mve_all(p->output.min);
    const tw_s32x4 max = tw_mve_all(p->output.max);
    while (left > 0) {
        tw_s32x4 sums0;
        tw_s32x4 sums1;
        w = tw_mve_dot_2x4(x0, x1, w, steps, &sums0, &sums1);
        const tw_mve_channels q = tw_mve_load_channels(w);
        tw_mve_store(tw_mve_requantize(sums0, q, zero, rounding), min, max, y, left);
        tw_mve_store(tw_mve_requantize(sums1, q, zero, rounding), min, max, y + gap, left);
        w += TW_MVE_QUANT;
        y += 4;
        left -= 4;
    }
}

/* Filters of 1x1: patches are read where they lie, but where sixteens would end behind x. */
static void pointwise(const int8_t *x, const tw_conv_mve *p, int8_t *y, int8_t *copies) {
    const int32_t channels = p->channels;
    const int8_t *const end = x + p->input_height * p->input_width * channels - 16 * p->steps;
    for (int32_t left = p->output_height * p->output_width; left > 0; left -= 2) {
        const int32_t second = left > 1 ? channels : 0;
        const int8_t *x0 = x;
        if (x + second > end) {
            (void)tw_mve_copy(copies, x, channels);
            (void)tw_mve_copy(copies + 16 * p->steps, x + second, channels);
            x0 = copies;
        }
        two_pixels(x0, x0 == x ? x + second : copies + 16 * p->steps, p, y, left > 1 ? p->filters : 0);
        x += 2 * channels;
        y += 2 * p->filters;
    }
}

void tw_conv_mve_s8(const int8_t *x, const tw_conv_mve *p, int8_t *y, void *scratch) {
    int8_t *const first = (int8_t *)scratch;
    int8_t *const second = first + 16 * p->steps;
    const int dilated = p->dilation_y > 1 || p->dilation_x > 1;
    const int32_t width = p->kernel_x * p->channels;
    const int32_t line_bytes = p->input_width * p->channels;
    int waiting = 0; /* the first patch is there */
    if (p->kernel_y == 1 && p->kernel_x == 1 && p->stride_y == 1 && p->stride_x == 1 && p->pad_top == 0 && p->pad_left == 0 &&
        p->output_height == p->input_height && p->output_width == p->input_width) {
        pointwise(x, p, y, first);
        return;
    }
    for (int32_t oy = 0; oy < p->output_height; oy++) {
        const int32_t iy = oy * p->stride_y - p->pad_top;
        const span rows = inside(iy, p->kernel_y, p->input_height);
        const int32_t last = !dilated && rows.end - rows.first == p->kernel_y ? p->input_width - p->kernel_x : -1;
        int32_t ix = -p->pad_left;
        for (int32_t ox = 0; ox < p->output_width; ox++) {
            int8_t *const to = waiting ? second : first;
            if (ix >= 0 && ix <= last) {
                copy_inside(to, x + iy * line_bytes + ix * p->channels, width, p->kernel_y, line_bytes);
            } else if (dilated) {
                copy_dilated(x, p, iy, ix, to);
            } else {
                copy_at_the_border(x, p, rows, iy, ix, to);
            }
            if (waiting) {
                two_pixels(first, second, p, y, p->filters);
                y += 2 * p->filters;
            }
            waiting = !waiting;
            ix += p->stride_x;
        }
    }
    if (waiting) {
        two_pixels(first, first, p, y, 0);
    }
}
