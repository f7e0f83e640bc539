#ifndef M_H
#define M_H

#include <stdint.h>

#define M_ARENA_BYTES 16
#define M_STEPS 2
#define M_INPUTS 2
#define M_INPUT0_BYTES 4
#define M_INPUT1_BYTES 8
#define M_OUTPUTS 2
#define M_OUTPUT0_BYTES 4
#define M_OUTPUT1_BYTES 4

void *m_input(uint32_t index);
const void *m_output(uint32_t index);
void m_reset(void);
void m_invoke(void);

#endif
