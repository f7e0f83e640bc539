#include "semihosting.h"

enum { SYS_OPEN = 0x01, SYS_WRITE = 0x05, SYS_READ = 0x06, SYS_EXIT_EXTENDED = 0x20, APPLICATION_EXIT = 0x20026 };

static uint32_t call(uint32_t operation, const void *arguments) {
    register uint32_t r0 __asm("r0") = operation;
    register const void *r1 __asm("r1") = arguments;
    __asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

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

void tw_exit(uint32_t status) {
    const uint32_t arguments[2] = {APPLICATION_EXIT, status};
    for (;;) {
        call(SYS_EXIT_EXTENDED, arguments);
    }
}
