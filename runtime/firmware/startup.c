/* Start-up for Cortex-M: the vector table, .data and .bss, the FPU where there is one, then main(). Memory limits come from
 * the linker script. */
#include <stdint.h>

extern uint32_t tw_data_load[], tw_data_start[], tw_data_end[], tw_bss_start[], tw_bss_end[], tw_stack_top[];

int main(void);
void tw_exit(uint32_t status);
void tw_reset(void);
void tw_fault(void);

typedef void (*tw_vector)(void);

/* Stack top, reset, and one handler for every fault; no interrupts are used. */
__attribute__((section(".vectors"), used)) static const tw_vector vectors[16] = {
    (tw_vector)(uintptr_t)tw_stack_top, tw_reset, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault,
    tw_fault, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault,
};

void tw_reset(void) {
    const uint32_t *from = tw_data_load;
    for (uint32_t *to = tw_data_start; (uintptr_t)to < (uintptr_t)tw_data_end; to++) {
        *to = *from++;
    }
    for (uint32_t *to = tw_bss_start; (uintptr_t)to < (uintptr_t)tw_bss_end; to++) {
        *to = 0;
    }
#if defined(__ARM_FP)
    *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20; /* CPACR: full access to the FPU */
    __asm volatile("dsb\n isb");
#endif
    tw_exit((uint32_t)main());
}

/* A fault ends the run with a status of its own; nothing can be trusted any more. */
void tw_fault(void) {
    tw_exit(250);
}
