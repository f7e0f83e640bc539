/* The proof of a compiled network on AVR: asks simulator.c for inputs and hands every output back, byte by byte, so that a row
 * of the simulator's is one byte: the chip has no memory for anything twice. See harness_avr.c for how it is asked.
 * Exit status: 0 done; see verify.Ending for the others. */
#include <avr/io.h>
#include <stdint.h>

#include "network_binding.h"

extern uint8_t tw_stack_limit[];

enum { NEXT_BYTE = 1, TAKE_BYTE = 2, START_COUNT = 3, STOP_COUNT = 4, STACK_BYTES = 5, END = 6 };
enum { STACK_FULL = 5 };

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

/* Sizes are read from the code, not from tables: tables would take memory. */
static uint16_t input_bytes(uint8_t index) {
    switch (index) {
        NETWORK_INPUT_CASES
        default: return 0;
    }
}

static uint16_t output_bytes(uint8_t index) {
    switch (index) {
        NETWORK_OUTPUT_CASES
        default: return 0;
    }
}

/* Returns 0 where there are no more. */
static uint8_t read_inputs(void) {
    for (uint8_t i = 0; i < NETWORK_INPUTS; i++) {
        const uint16_t to = (uint16_t)(uintptr_t)NETWORK_INPUT(i);
        for (uint16_t byte = 0; byte < input_bytes(i); byte++) {
            if (!ask(NEXT_BYTE, to + byte)) {
                return 0;
            }
        }
    }
    return 1;
}

static void write_outputs(void) {
    for (uint8_t i = 0; i < NETWORK_OUTPUTS; i++) {
        const uint16_t from = (uint16_t)(uintptr_t)NETWORK_OUTPUT(i);
        for (uint16_t byte = 0; byte < output_bytes(i); byte++) {
            ask(TAKE_BYTE, from + byte);
        }
    }
}

/* Runs the network on free stack that was painted; returns how many bytes of it lost their paint: all that the call used, its
 * return address included. The stack pointer is at the next free byte. */
static __attribute__((noinline)) uint16_t invoke_on_painted_stack(uint8_t paint) {
    for (volatile uint8_t *p = tw_stack_limit; p <= (uint8_t *)SP; p++) {
        *p = paint;
    }
    COMMAND(START_COUNT);
    NETWORK_INVOKE();
    COMMAND(STOP_COUNT);
    const volatile uint8_t *p = tw_stack_limit;
    while (p <= (uint8_t *)SP && *p == paint) {
        p++;
    }
    return (uint16_t)(SP + 1 - (uint16_t)(uintptr_t)p);
}

int main(void) {
    uint8_t paint = 0x5A;
    COMMAND(START_COUNT);
    COMMAND(STOP_COUNT);
    NETWORK_RESET();
    while (read_inputs()) {
        const uint16_t used = invoke_on_painted_stack(paint);
        if (used > stack_bytes) {
            stack_bytes = used;
        }
        if (*(volatile uint8_t *)tw_stack_limit != paint) {
            ask(END, STACK_FULL);
        }
        write_outputs();
        paint = (uint8_t)~paint; /* the deepest byte may have one of the two colours by chance */
    }
    ask(STACK_BYTES, stack_bytes);
    ask(END, 0);
    for (;;) {
    }
}
