/* Start-up for RV32: the stack, .data and .bss, one handler for every trap, then main(). It lies first in the image, where the
 * machine begins. Memory limits come from the linker script. */
#include <stdint.h>

#include "semihosting.h"

extern uint32_t tw_data_load[], tw_data_start[], tw_data_end[], tw_bss_start[], tw_bss_end[], tw_stack_top[];

enum { FAULT = 250 };

int main(void);
void tw_reset(void);
void tw_start(void);
void tw_fault(void);
void tw_report_fault(const uint32_t *registers);

__attribute__((naked, section(".vectors"), used)) void tw_reset(void) {
    __asm volatile(".option arch, +zicsr\n la sp, tw_stack_top\n la t0, tw_fault\n csrw mtvec, t0\n j tw_start");
}

__attribute__((used)) void tw_start(void) {
    const uint32_t *from = tw_data_load;
    for (uint32_t *to = tw_data_start; (uintptr_t)to < (uintptr_t)tw_data_end; to++) {
        *to = *from++;
    }
    for (uint32_t *to = tw_bss_start; (uintptr_t)to < (uintptr_t)tw_bss_end; to++) {
        *to = 0;
    }
    tw_exit((uint32_t)main());
}

/* Hands on the program counter and the return address of the moment of the trap. mtvec holds multiples of 4. */
__attribute__((naked, aligned(4), used)) void tw_fault(void) {
    __asm volatile(".option arch, +zicsr\n addi sp, sp, -16\n csrr t0, mepc\n sw t0, 0(sp)\n sw ra, 4(sp)\n mv a0, sp\n j tw_report_fault");
}

/* Writes fault.bin as startup.c does, and ends the run; nothing can be trusted any more. */
__attribute__((used)) void tw_report_fault(const uint32_t *registers) {
    const int32_t file = tw_open("fault.bin", TW_WRITE);
    if (file >= 0) {
        (void)tw_write_file(file, registers, 2 * sizeof *registers);
    }
    tw_exit(FAULT);
}
