/* Stands in for the generated file of this name, so that harness_tensors.c and its likes can be compiled without a
 * network. */
#ifndef TW_TEST_NETWORK_BINDING_H
#define TW_TEST_NETWORK_BINDING_H

#include <stdint.h>

void *network_input(uint32_t index);
const void *network_output(uint32_t index);
void network_reset(void);
void network_invoke(void);

#define NETWORK_INPUTS 2
#define NETWORK_INPUT_BYTES {4, 8}
#define NETWORK_INPUT_CASES case 0: return 4; case 1: return 8;
#define NETWORK_OUTPUTS 1
#define NETWORK_OUTPUT_BYTES {3}
#define NETWORK_OUTPUT_CASES case 0: return 3;
#define NETWORK_STEPS 2
#define NETWORK_INPUT network_input
#define NETWORK_OUTPUT network_output
#define NETWORK_RESET network_reset
#define NETWORK_INVOKE network_invoke
#define NETWORK_STEP network_step

#endif
