/* Gives the inline functions of tw_fixed_point.h an address, so that the Java tests can call them in a shared library. */
#include "tw_fixed_point.h"

int32_t tw_export_requantize(int32_t accumulator, int32_t multiplier, int32_t shift);

int32_t tw_export_requantize(int32_t accumulator, int32_t multiplier, int32_t shift) {
    return tw_requantize(accumulator, multiplier, shift);
}

int32_t tw_export_requantize_once(int32_t accumulator, int32_t multiplier, int32_t shift);

int32_t tw_export_requantize_once(int32_t accumulator, int32_t multiplier, int32_t shift) {
    return tw_requantize_once(accumulator, multiplier, shift);
}
