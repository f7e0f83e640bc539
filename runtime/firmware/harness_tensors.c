/* The proof of a compiled network: reads inputs, runs the network on each, writes every output and what was measured. Files
 * are in the folder the emulator runs in; numbers are little-endian.
 *   inputs.bin    uint32 count, then count x all inputs, one after another
 *   outputs.bin   count x all outputs, one after another
 *   measured.bin  uint32 stack bytes, uint32 inferences timed, uint64 ticks of these, uint32 empty intervals timed, uint32
 *                 ticks of these, then with -DNETWORK_PROFILE=1 uint64 ticks of each step in all inferences timed
 * Exit status: 0 done; see verify.Ending for the others. */
#include <stdint.h>

#include "clock.h"
#include "network_binding.h"
#include "semihosting.h"

extern uint32_t tw_stack_limit[];

enum { NO_INPUT = 2, SHORT_INPUT = 3, NO_OUTPUT = 4, STACK_FULL = 5 };
enum { PAINT = 0x5AC3E187, PAINTED_WORDS = 16384 };
enum { ENOUGH_TICKS = 16384, MOST_PASSES = 64, EMPTY_INTERVALS = 256 };

static const uint32_t input_bytes[NETWORK_INPUTS] = NETWORK_INPUT_BYTES;
static const uint32_t output_bytes[NETWORK_OUTPUTS] = NETWORK_OUTPUT_BYTES;

static struct {
    uint32_t stack_bytes;
    uint32_t timed;
    uint64_t ticks;
    uint32_t empty;
    uint32_t empty_ticks;
#if NETWORK_PROFILE
    uint64_t step_ticks[NETWORK_STEPS > 0 ? NETWORK_STEPS : 1]; /* C has no arrays of none */
#endif
} measured;

/* ---- Files ------------------------------------------------------------------------------------------ */

static int32_t inputs_file;
static int32_t outputs_file;

static int read_inputs(void) {
    for (uint32_t i = 0; i < NETWORK_INPUTS; i++) {
        if (tw_read_file(inputs_file, NETWORK_INPUT(i), input_bytes[i]) != 0) {
            return 0;
        }
    }
    return 1;
}

static int write_outputs(void) {
    for (uint32_t i = 0; i < NETWORK_OUTPUTS; i++) {
        if (tw_write_file(outputs_file, NETWORK_OUTPUT(i), output_bytes[i]) != 0) {
            return 0;
        }
    }
    return 1;
}

/* ---- Instructions ----------------------------------------------------------------------------------- */

/* A tick of some cores is many instructions long. The intervals that are timed begin anywhere in one, so that the errors of
 * many add up to little. */
static void wait_a_little(void) {
    static uint32_t random = 1;
    random = random * 1664525u + 1013904223u;
    for (uint32_t i = random >> 26; i > 0; i--) {
        __asm volatile("");
    }
}

static void time_empty_intervals(void) {
    for (measured.empty = 0; measured.empty < EMPTY_INTERVALS; measured.empty++) {
        wait_a_little();
        const uint32_t start = tw_ticks();
        measured.empty_ticks += tw_ticks_between(start, tw_ticks());
    }
}

static void invoke_timed(void) {
    wait_a_little();
    const uint32_t start = tw_ticks();
    NETWORK_INVOKE();
    measured.ticks += tw_ticks_between(start, tw_ticks());
    measured.timed++;
}

#if NETWORK_PROFILE
/* The network calls this before each step, from 0, and after the last. */
void NETWORK_STEP(uint32_t step);

void NETWORK_STEP(uint32_t step) {
    static uint32_t last;
    if (step > 0) {
        measured.step_ticks[step - 1] += tw_ticks_between(last, tw_ticks());
    }
    wait_a_little();
    last = tw_ticks();
}
#endif

/* ---- Stack ------------------------------------------------------------------------------------------ */

/* Runs the network on free stack that was painted, and keeps the deepest use: all that the call took below this frame, and
 * nothing that the harness did. Returns 0 where all that was painted was used. */
static __attribute__((noinline)) int invoke_and_watch_stack(void) {
    uint32_t *from = tw_stack_pointer() - PAINTED_WORDS;
    if ((uintptr_t)from < (uintptr_t)tw_stack_limit) {
        from = tw_stack_limit;
    }
    for (volatile uint32_t *p = from; p < tw_stack_pointer(); p++) {
        *p = PAINT;
    }
    invoke_timed();
    const volatile uint32_t *p = from;
    while (p < tw_stack_pointer() && *p == PAINT) {
        p++;
    }
    const uint32_t used = (uint32_t)((uintptr_t)tw_stack_pointer() - (uintptr_t)p);
    if (used > measured.stack_bytes) {
        measured.stack_bytes = used;
    }
    return *from == PAINT;
}

/* ---- All inputs ------------------------------------------------------------------------------------- */

static int prove(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (!read_inputs()) {
            return SHORT_INPUT;
        }
        if (!invoke_and_watch_stack()) {
            return STACK_FULL;
        }
        if (!write_outputs()) {
            return NO_OUTPUT;
        }
    }
    return 0;
}

/* Runs all inputs again, so often that one tick more or less does not matter. */
static int time_again(uint32_t count) {
    for (uint32_t pass = 1; pass < MOST_PASSES && measured.ticks < ENOUGH_TICKS; pass++) {
        if (tw_seek(inputs_file, sizeof count) != 0) {
            return SHORT_INPUT;
        }
        for (uint32_t i = 0; i < count; i++) {
            if (!read_inputs()) {
                return SHORT_INPUT;
            }
            invoke_timed();
        }
    }
    return 0;
}

int main(void) {
    inputs_file = tw_open("inputs.bin", TW_READ);
    outputs_file = tw_open("outputs.bin", TW_WRITE);
    const int32_t measured_file = tw_open("measured.bin", TW_WRITE);
    uint32_t count;
    if (inputs_file < 0 || tw_read_file(inputs_file, &count, sizeof count) != 0) {
        return NO_INPUT;
    }
    if (outputs_file < 0 || measured_file < 0) {
        return NO_OUTPUT;
    }
    tw_start_clock();
    time_empty_intervals();
    NETWORK_RESET();
    int status = prove(count);
    if (status == 0) {
        status = time_again(count);
    }
    if (status == 0 && tw_write_file(measured_file, &measured, sizeof measured) != 0) {
        status = NO_OUTPUT;
    }
    return status;
}
