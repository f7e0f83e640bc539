/* The device as a Cortex-M in QEMU: start-up with constructors, faults, a watchdog, and files through semihosting. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "tw_world.h"

extern "C" {
#include "semihosting.h"

extern uint32_t tw_data_load[], tw_data_start[], tw_data_end[], tw_bss_start[], tw_bss_end[];
extern uint32_t tw_stack_guard[], tw_stack_bottom[], tw_stack_top[], tw_handler_stack_top[], tw_heap_start[], tw_heap_end[];
extern void (*tw_init_start[])(void);
extern void (*tw_init_end[])(void);

int main();
void tw_reset(void);
void tw_fault(void);
void tw_report_fault(const uint32_t *frame);
void tw_tick(void);
}

/* SysTick counts executed instructions where QEMU runs with -icount: Armv7-M architecture reference manual, B3.3. */
#define SYSTICK_CONTROL (*reinterpret_cast<volatile uint32_t *>(0xE000E010u))
#define SYSTICK_RELOAD (*reinterpret_cast<volatile uint32_t *>(0xE000E014u))
#define SYSTICK_VALUE (*reinterpret_cast<volatile uint32_t *>(0xE000E018u))

namespace {
const int BLOCKED_TICKS = 3; /* of 0.67 s of executed instructions at 25 MHz */

int32_t world_file = -1;
int32_t trace_file = -1;
volatile int ticks_unfed = 0;

typedef void (*Vector)();
/* Stack of the handlers, reset, faults, SysTick last of the sixteen. */
__attribute__((section(".vectors"), used)) const Vector vectors[16] = {
    reinterpret_cast<Vector>(tw_handler_stack_top), tw_reset, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault,
    tw_fault, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault, tw_fault, tw_tick,
};

void start_program() {
    for (void (**constructor)() = tw_init_start; constructor < tw_init_end; constructor++) {
        (*constructor)();
    }
    tw_exit(static_cast<uint32_t>(main()));
}
}  // namespace

/* The program's stack lies at the bottom of RAM and the handlers have one of their own, so that a full stack is a fault. */
extern "C" __attribute__((naked)) void tw_reset(void) {
    __asm volatile("ldr r0, =tw_stack_top\n msr psp, r0\n movs r0, #2\n msr control, r0\n isb\n ldr r0, =tw_begin\n bx r0\n .ltorg");
}

extern "C" __attribute__((used)) void tw_begin(void) {
    const uint32_t *from = tw_data_load;
    for (uint32_t *to = tw_data_start; to < tw_data_end; to++) {
        *to = *from++;
    }
    for (uint32_t *to = tw_bss_start; to < tw_bss_end; to++) {
        *to = 0;
    }
#if defined(__ARM_FP)
    *reinterpret_cast<volatile uint32_t *>(0xE000ED88u) |= 0xFu << 20; /* CPACR: full access to the FPU */
    __asm volatile("dsb\n isb");
#endif
    start_program();
}

extern "C" __attribute__((naked)) void tw_fault(void) {
    __asm volatile("mrs r0, psp\n ldr r1, =tw_report_fault\n bx r1\n .ltorg");
}

/* The frame is r0 to r3, r12, lr, pc, xpsr where it could still be stored: Armv7-M reference manual, B1.5.6. */
extern "C" __attribute__((used)) void tw_report_fault(const uint32_t *frame) {
    char text[64];
    if (frame < tw_stack_bottom || frame + 8 > tw_stack_top) {
        tw::end("fault", "the stack is full");
    }
    snprintf(text, sizeof text, "processor fault, program counter 0x%08lx", static_cast<unsigned long>(frame[6]));
    tw::end("fault", text);
}

extern "C" void tw_tick(void) {
    ticks_unfed = ticks_unfed + 1;
    if (ticks_unfed > BLOCKED_TICKS) {
        tw::end("blocked", "2 s of computing without a call of the Arduino API");
    }
}

/* Below the stack nothing may be touched. Armv8-M has a register for that; Armv7-M takes a region of the memory protection
 * unit, which does not hold for fault handlers: B3.5 of its manual. Another region forbids writing where null pointers lead: the
 * emulated machine has RAM there, the board has flash. Armv8-M's regions: its manual, D1.2.181. */
static void guard_memory() {
    volatile uint32_t *const mpu = reinterpret_cast<volatile uint32_t *>(0xE000ED90u);
#if defined(__ARM_ARCH_8M_MAIN__)
    __asm volatile("msr psplim, %0" : : "r"(tw_stack_bottom));
    if ((mpu[0] >> 8 & 0xff) > 0) {
        mpu[2] = 0;              /* region number */
        mpu[3] = 3u << 1 | 1u;   /* from 0, read only, not executed */
        mpu[4] = 0xFE0u | 1u;    /* to 4095, attributes 0, on */
        mpu[1] = 5;              /* on, elsewhere as without it */
        __asm volatile("dsb\n isb");
    }
#else
    if ((mpu[0] >> 8 & 0xff) > 1) {
        mpu[2] = 1;                                          /* region number */
        mpu[3] = 0;                                          /* where it begins */
        mpu[4] = 6u << 24 | 1u << 17 | 11u << 1 | 1u;        /* 4 KB, read only, on */
        mpu[2] = 0;
        mpu[3] = reinterpret_cast<uintptr_t>(tw_stack_guard);                     /* where it begins */
        mpu[4] = 1u << 28 | 11u << 1 | 1u;                                        /* 4 KB, no access, on */
        mpu[1] = 5;                                                               /* on, elsewhere as without it */
        __asm volatile("dsb\n isb");
    }
#endif
}

namespace tw {
void start() {
    guard_memory();
    world_file = tw_open("world.bin", TW_READ);
    trace_file = tw_open("trace.txt", TW_WRITE);
    if (world_file < 0 || trace_file < 0) {
        tw_exit(2);
    }
}

size_t read_world(void *to, size_t bytes) {
    return bytes == 0 ? 0 : bytes - tw_read_file(world_file, to, static_cast<uint32_t>(bytes));
}

void write_trace(const char *text, size_t bytes) {
    if (bytes > 0 && tw_write_file(trace_file, text, static_cast<uint32_t>(bytes)) != 0) {
        tw_exit(4);
    }
}

void start_watchdog() {
    SYSTICK_RELOAD = 0xFFFFFF;
    SYSTICK_VALUE = 0;
    SYSTICK_CONTROL = 7; /* processor clock, interrupt, on */
}

void feed_watchdog() { ticks_unfed = 0; }

void leave(int status) {
    for (;;) {
        tw_exit(static_cast<uint32_t>(status));
    }
}
}  // namespace tw

/* ---- What newlib asks of a system --------------------------------------------------------------------- */

extern "C" {
void *_sbrk(int bytes) {
    static char *heap = reinterpret_cast<char *>(tw_heap_start);
    if (heap + bytes > reinterpret_cast<char *>(tw_heap_end)) {
        errno = ENOMEM;
        return reinterpret_cast<void *>(-1);
    }
    char *const start = heap;
    heap += bytes;
    return start;
}

int _write(int, const char *, int bytes) { return bytes; }
int _read(int, char *, int) { return 0; }
int _close(int) { return -1; }
int _lseek(int, int, int) { return 0; }
int _isatty(int) { return 1; }
int _fstat(int, struct stat *about) {
    about->st_mode = S_IFCHR;
    return 0;
}
int _getpid(void) { return 1; }
int _kill(int, int) { tw::end("fault", "abort"); }
void _exit(int) { tw::end("fault", "the program left by itself"); }
void __cxa_pure_virtual(void) { tw::end("fault", "a pure virtual function was called"); }
int __cxa_atexit(void (*)(void *), void *, void *) { return 0; }
int __aeabi_atexit(void *, void (*)(void *), void *) { return 0; }
void *__dso_handle;
}
