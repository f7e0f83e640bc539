#ifndef TW_SEMIHOSTING_H
#define TW_SEMIHOSTING_H

#include <stdint.h>

/* Arm semihosting: the emulator (or a debugger) reads and writes files for the program. Arm, Semihosting for AArch32 and
 * AArch64, release 3.0; RISC-V has the same calls. */
enum { TW_READ = 1, TW_WRITE = 5 };

/* Opens a file, name ends in 0; returns a handle, or -1. */
int32_t tw_open(const char *name, uint32_t mode);

/* Reads bytes; returns how many were NOT read: 0 is all of them. */
uint32_t tw_read_file(int32_t handle, void *to, uint32_t bytes);

/* Writes bytes; returns how many were NOT written. */
uint32_t tw_write_file(int32_t handle, const void *from, uint32_t bytes);

/* Goes to a position in a file, in bytes from its start; 0 is success. */
uint32_t tw_seek(int32_t handle, uint32_t position);

/* Ends the run; status 0 is success. */
void tw_exit(uint32_t status);

#endif
