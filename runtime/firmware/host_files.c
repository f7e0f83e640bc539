/* The files of semihosting.h for a process of this computer. */
#include <stdint.h>
#include <stdio.h>

#include "semihosting.h"

enum { MOST_FILES = 8 };

static FILE *files[MOST_FILES];

int32_t tw_open(const char *name, uint32_t mode) {
    for (int32_t handle = 0; handle < MOST_FILES; handle++) {
        if (files[handle] == NULL) {
            files[handle] = fopen(name, mode == TW_READ ? "rb" : "wb");
            return files[handle] == NULL ? -1 : handle;
        }
    }
    return -1;
}

uint32_t tw_read_file(int32_t handle, void *to, uint32_t bytes) {
    return bytes - (uint32_t)fread(to, 1, bytes, files[handle]);
}

uint32_t tw_write_file(int32_t handle, const void *from, uint32_t bytes) {
    return bytes - (uint32_t)fwrite(from, 1, bytes, files[handle]);
}
