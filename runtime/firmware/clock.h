#ifndef TW_CLOCK_H
#define TW_CLOCK_H

#include <stdint.h>

/* What a proof needs of a core beside C: a counter of executed instructions, as the emulator counts them, and the stack
 * pointer. A difference of two readings, masked with TW_MOST_TICKS, is a number of ticks. */

#if defined(__riscv)

/* The counter of retired instructions: RISC-V unprivileged architecture, "Zicntr". One tick is one instruction. */
#define TW_MOST_TICKS 0xFFFFFFFFu

static inline void tw_start_clock(void) {}

static inline uint32_t tw_ticks(void) {
    uint32_t ticks;
    __asm volatile(".option push\n .option arch, +zicsr\n rdinstret %0\n .option pop" : "=r"(ticks) : : "memory");
    return ticks;
}

static inline __attribute__((always_inline)) uint32_t *tw_stack_pointer(void) {
    uint32_t *sp;
    __asm volatile("mv %0, sp" : "=r"(sp));
    return sp;
}

#else

/* SysTick, a 24-bit counter that runs down: Armv6-M and Armv7-M architecture reference manuals, B3.3. */
#define TW_SYSTICK_CONTROL (*(volatile uint32_t *)0xE000E010u)
#define TW_SYSTICK_RELOAD (*(volatile uint32_t *)0xE000E014u)
#define TW_SYSTICK_VALUE (*(volatile uint32_t *)0xE000E018u)
#define TW_MOST_TICKS 0xFFFFFFu

static inline void tw_start_clock(void) {
    TW_SYSTICK_RELOAD = TW_MOST_TICKS;
    TW_SYSTICK_VALUE = 0;
    TW_SYSTICK_CONTROL = 5; /* counts processor clocks, no interrupt */
}

static inline uint32_t tw_ticks(void) {
    __asm volatile("" : : : "memory");
    const uint32_t ticks = TW_MOST_TICKS - TW_SYSTICK_VALUE;
    __asm volatile("" : : : "memory");
    return ticks;
}

static inline __attribute__((always_inline)) uint32_t *tw_stack_pointer(void) {
    uint32_t *sp;
    __asm volatile("mov %0, sp" : "=r"(sp));
    return sp;
}

#endif

static inline uint32_t tw_ticks_between(uint32_t start, uint32_t end) {
    return (end - start) & TW_MOST_TICKS;
}

#endif
