#include "tw_dense_mve_s8.h"

void tw_dense_mve_s8(const int8_t *x, const tw_dense_mve *p, int8_t *y, void *scratch) {
    const int32_t steps = p->steps;
    const int32_t zero = p->output.zero;
    const int32_t rounding = p->output.rounding;
    const tw_s32x4 min = tw_mve_all(p->output.min);
    const tw_s32x4 max = tw_mve_all(p->output.max);
    if (p->inputs % 16 != 0) { /* what is read in sixteens may not end before x does */
        (void)tw_mve_copy((int8_t *)scratch, x, p->inputs);
        x = (const int8_t *)scratch;
    }
    const int8_t *w = p->weights;
    for (int32_t left = p->units; left > 0; left -= 4) {
        tw_s32x4 sums;
        w = tw_mve_dot_4(x, w, steps, &sums);
        tw_mve_store(tw_mve_requantize(sums, tw_mve_load_channels(w), zero, rounding), min, max, y, left);
        w += TW_MVE_QUANT;
        y += 4;
    }
}
