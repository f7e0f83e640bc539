/* The proof on AVR: asks simulator.c for examples, runs the model on each, and hands every output back. A command is
 * written to GPIOR0; GPIOR1 and 2 hold an address or a number, and GPIOR1 takes the answer.
 * Exit status: 0 done; see verify.Ending for the others. */
#include <avr/io.h>
#include <stdint.h>

#include "model_binding.h"

extern uint8_t tw_stack_limit[];

enum { NEXT_ROW = 1, TAKE_SCORES = 2, START_COUNT = 3, STOP_COUNT = 4, STACK_BYTES = 5, END = 6 };
enum { STACK_FULL = 5, TIMED_ROWS = 32 };

static MODEL_ELEMENT example[MODEL_VALUES];
static int8_t outputs[MODEL_OUTPUTS];
static uint16_t stack_bytes;

#define COMMAND(command) \
    do { \
        __asm volatile("" ::: "memory"); \
        GPIOR0 = (command); \
        __asm volatile("" ::: "memory"); \
    } while (0)

static uint8_t ask(uint8_t command, uint16_t argument) {
    GPIOR1 = (uint8_t)argument;
    GPIOR2 = (uint8_t)(argument >> 8);
    COMMAND(command);
    return GPIOR1;
}

/* Runs the model on free stack that was painted, and returns how many bytes of it lost their paint: all that the call used,
 * its return address included. The stack pointer is at the next free byte. */
static __attribute__((noinline)) uint16_t run_on_painted_stack(uint8_t paint) {
    for (volatile uint8_t *p = tw_stack_limit; p <= (uint8_t *)SP; p++) {
        *p = paint;
    }
    MODEL_RUN(example, outputs);
    const volatile uint8_t *p = tw_stack_limit;
    while (p <= (uint8_t *)SP && *p == paint) {
        p++;
    }
    return (uint16_t)(SP + 1 - (uint16_t)(uintptr_t)p);
}

static uint8_t run_on(uint8_t paint) {
    const uint16_t used = run_on_painted_stack(paint);
    if (used > stack_bytes) {
        stack_bytes = used;
    }
    return *(volatile uint8_t *)tw_stack_limit == paint;
}

/* Two colours: the deepest byte may have one of them by chance. Returns 0 where the stack ran full. */
static uint8_t run_and_watch_stack(void) {
    const uint8_t first = run_on(0x5A), second = run_on(0xA5);
    return first || second;
}

int main(void) {
    COMMAND(START_COUNT);
    COMMAND(STOP_COUNT);
    uint8_t timed = 0;
    while (ask(NEXT_ROW, (uint16_t)(uintptr_t)example)) {
        if (!run_and_watch_stack()) {
            ask(END, STACK_FULL);
        }
        ask(TAKE_SCORES, (uint16_t)(uintptr_t)outputs);
        if (timed < TIMED_ROWS) {
            timed++;
            COMMAND(START_COUNT);
            MODEL_RUN(example, outputs);
            COMMAND(STOP_COUNT);
        }
    }
    ask(STACK_BYTES, stack_bytes);
    ask(END, 0);
    for (;;) {
    }
}
