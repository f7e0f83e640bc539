#include "tw_dense_s8.h"

#include "tw_fixed_point.h"

void tw_dense_s8(const int8_t *x, int32_t inputs, const int8_t *weights, const int32_t *bias,
                 const tw_dense_quant *quant, int8_t *y, int32_t units) {
    const int32_t input_zero = quant->input_zero;
    for (int32_t u = 0; u < units; u++) {
        int32_t sum = bias[u];
        for (int32_t i = 0; i < inputs; i++) {
            sum += (x[i] - input_zero) * weights[i];
        }
        weights += inputs;
        const int32_t q = tw_requantize(sum, quant->multiplier[u], quant->shift[u]) + quant->output_zero;
        y[u] = (int8_t)tw_clamp(q, quant->output_min, quant->output_max);
    }
}
