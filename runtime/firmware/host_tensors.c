/* The proof of a compiled network as a process of this computer: the same files as harness_tensors.c, without measurements. */
#include <stdint.h>
#include <stdio.h>

#include "network_binding.h"

static const uint32_t input_bytes[NETWORK_INPUTS] = NETWORK_INPUT_BYTES;
static const uint32_t output_bytes[NETWORK_OUTPUTS] = NETWORK_OUTPUT_BYTES;

int main(void) {
    FILE *inputs_file = fopen("inputs.bin", "rb");
    FILE *outputs_file = fopen("outputs.bin", "wb");
    uint32_t count;
    if (inputs_file == NULL || outputs_file == NULL || fread(&count, sizeof count, 1, inputs_file) != 1) {
        return 2;
    }
    NETWORK_RESET();
    for (uint32_t n = 0; n < count; n++) {
        for (uint32_t i = 0; i < NETWORK_INPUTS; i++) {
            if (fread(NETWORK_INPUT(i), input_bytes[i], 1, inputs_file) != 1) {
                return 3;
            }
        }
        NETWORK_INVOKE();
        for (uint32_t i = 0; i < NETWORK_OUTPUTS; i++) {
            if (fwrite(NETWORK_OUTPUT(i), output_bytes[i], 1, outputs_file) != 1) {
                return 4;
            }
        }
    }
    return fclose(outputs_file) == 0 ? 0 : 4;
}
