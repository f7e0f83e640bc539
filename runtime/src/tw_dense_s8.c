#include "tw_dense_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

/* Holds x - zero, in [-255, 255]: no wider than what the core's multiplier takes. */
#if defined(__AVR__)
typedef int16_t tw_difference;
#else
typedef int32_t tw_difference;
#endif

void tw_dense_s8(const int8_t *x, int32_t inputs, const int8_t *weights, const int32_t *bias,
                 const tw_dense_quant *quant, int8_t *y, int32_t units) {
    TW_FLASH_STRUCT(tw_dense_quant, q, quant);
    const int32_t input_zero = q->input_zero;
    for (int32_t u = 0; u < units; u++) {
        int32_t sum = TW_FLASH_S32(&bias[u]);
        for (int32_t i = 0; i < inputs; i++) {
            sum += (int32_t)(tw_difference)(x[i] - input_zero) * TW_FLASH_S8(&weights[i]);
        }
        weights += inputs;
        const int32_t steps = tw_requantize_sum(sum, TW_FLASH_S32(&q->multiplier[u]), TW_FLASH_S8(&q->shift[u]));
        y[u] = (int8_t)tw_clamp(steps + q->output_zero, q->output_min, q->output_max);
    }
}
