/* Start-up for Cortex-M: the vector table, .data and .bss, the FPU where there is one, then main(). Memory limits come from
 * the linker script. */
#include <stdint.h>

#include "semihosting.h"

extern uint32_t tw_data_load[], tw_data_start[], tw_data_end[], tw_bss_start[], tw_bss_end[], tw_stack_top[];

enum { FAULT = 250 };

int main(void);
void tw_reset(void);
void tw_fault(void);
void tw_report_fault(const uint32_t *frame);

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
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20; /* CPACR: full access to the FPU */
    __asm volatile("dsb\n isb");
#endif
    tw_exit((uint32_t)main());
}

/* Hands on where the processor has put the registers of the moment of the fault: the top of the only stack in use. */
__attribute__((naked)) void tw_fault(void) {
    __asm volatile("mov r0, sp\n ldr r1, =tw_report_fault\n bx r1\n .ltorg");
}

/* Writes fault.bin, uint32 program counter and link register, and ends the run; nothing can be trusted any more. The
 * frame is r0 to r3, r12, lr, pc, xpsr: Armv6-M and Armv7-M architecture reference manuals, B1.5.6. */
__attribute__((used)) void tw_report_fault(const uint32_t *frame) {
    const uint32_t registers[2] = {frame[6], frame[5]};
    const int32_t file = tw_open("fault.bin", TW_WRITE);
    if (file >= 0) {
        (void)tw_write_file(file, registers, sizeof registers);
    }
    tw_exit(FAULT);
}
