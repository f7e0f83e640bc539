#include "semihosting.h"

enum { SYS_OPEN = 0x01, SYS_WRITE = 0x05, SYS_READ = 0x06, SYS_SEEK = 0x0A, SYS_EXIT_EXTENDED = 0x20, APPLICATION_EXIT = 0x20026 };

#if defined(__riscv)
/* The three instructions are what the emulator knows a call by: RISC-V semihosting, version 0.4. They may not be compressed
 * nor lie in two pages. */
static uint32_t call(uint32_t operation, const void *arguments) {
    register uint32_t a0 __asm("a0") = operation;
    register const void *a1 __asm("a1") = arguments;
    __asm volatile(".balign 16\n .option push\n .option norvc\n slli x0, x0, 0x1f\n ebreak\n srai x0, x0, 7\n .option pop"
                   : "+r"(a0)
                   : "r"(a1)
                   : "memory");
    return a0;
}
#else
static uint32_t call(uint32_t operation, const void *arguments) {
    register uint32_t r0 __asm("r0") = operation;
    register const void *r1 __asm("r1") = arguments;
    __asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}
#endif

int32_t tw_open(const char *name, uint32_t mode) {
    uint32_t length = 0;
    while (name[length] != '\0') {
        length++;
    }
    const uint32_t arguments[3] = {(uint32_t)(uintptr_t)name, mode, length};
    return (int32_t)call(SYS_OPEN, arguments);
}

uint32_t tw_read_file(int32_t handle, void *to, uint32_t bytes) {
    const uint32_t arguments[3] = {(uint32_t)handle, (uint32_t)(uintptr_t)to, bytes};
    return call(SYS_READ, arguments);
}

uint32_t tw_write_file(int32_t handle, const void *from, uint32_t bytes) {
    const uint32_t arguments[3] = {(uint32_t)handle, (uint32_t)(uintptr_t)from, bytes};
    return call(SYS_WRITE, arguments);
}

uint32_t tw_seek(int32_t handle, uint32_t position) {
    const uint32_t arguments[2] = {(uint32_t)handle, position};
    return call(SYS_SEEK, arguments);
}

void tw_exit(uint32_t status) {
    const uint32_t arguments[2] = {APPLICATION_EXIT, status};
    for (;;) {
        call(SYS_EXIT_EXTENDED, arguments);
    }
}
