/* The proof: reads examples from rows.bin, runs the model on each, writes every output to scores.bin and what was
 * measured to measured.bin. Files are in the folder the emulator runs in; numbers are little-endian.
 *   rows.bin      uint32 row count, then rows x MODEL_VALUES x MODEL_ELEMENT
 *   scores.bin    rows x MODEL_OUTPUTS int8
 *   measured.bin  uint32 stack bytes, uint32 timed rows, uint32 repeats, uint32 ticks of `repeats` rounds of the empty
 *                 loop, then for each timed row uint32 ticks of `repeats` inferences
 * Exit status: 0 done; see verify.Ending for the others. */
#include <stdint.h>

#include "model_binding.h"
#include "semihosting.h"

extern uint32_t tw_stack_limit[];

enum { NO_INPUT = 2, SHORT_INPUT = 3, NO_OUTPUT = 4, STACK_FULL = 5 };
enum { PAINT = 0x5AC3E187, MARGIN_WORDS = 2048 };
enum { TIMED_ROWS = 32, ENOUGH_TICKS = 4096, MOST_REPEATS = 256, MOST_TICKS = 0xFFFFFF };

/* SysTick, a 24-bit counter that runs down: Armv6-M and Armv7-M architecture reference manuals, B3.3. */
#define SYSTICK_CONTROL (*(volatile uint32_t *)0xE000E010u)
#define SYSTICK_RELOAD (*(volatile uint32_t *)0xE000E014u)
#define SYSTICK_VALUE (*(volatile uint32_t *)0xE000E018u)

static MODEL_ELEMENT example[MODEL_VALUES];
static int8_t outputs[MODEL_OUTPUTS];
static struct {
    uint32_t stack_bytes;
    uint32_t timed_rows;
    uint32_t repeats;
    uint32_t empty_ticks;
    uint32_t ticks[TIMED_ROWS];
} measured;

/* ---- Stack ------------------------------------------------------------------------------------------ */

static inline __attribute__((always_inline)) uint32_t *stack_pointer(void) {
    uint32_t *sp;
    __asm volatile("mov %0, sp" : "=r"(sp));
    return sp;
}

/* Runs the model on free stack painted from `from` up to this frame, and returns how many bytes below this frame lost
 * their paint: all that the call used, and nothing that the harness did. */
static __attribute__((noinline)) uint32_t run_on_painted_stack(uint32_t *from) {
    for (volatile uint32_t *p = from; p < stack_pointer(); p++) {
        *p = PAINT;
    }
    MODEL_RUN(example, outputs);
    const volatile uint32_t *p = from;
    while (p < stack_pointer() && *p == PAINT) {
        p++;
    }
    return (uint32_t)((uintptr_t)stack_pointer() - (uintptr_t)p);
}

/* Runs the model and keeps the deepest stack use. The first row paints all that is free; the others a margin below the
 * deepest so far, and all of it again where that was not enough. Returns 0 where the stack ran full. */
static int run_and_watch_stack(void) {
    uint32_t *from = stack_pointer() - measured.stack_bytes / 4 - MARGIN_WORDS;
    if (measured.stack_bytes == 0 || from < tw_stack_limit) {
        from = tw_stack_limit;
    }
    uint32_t used = run_on_painted_stack(from);
    if (*from != PAINT && from > tw_stack_limit) {
        used = run_on_painted_stack(tw_stack_limit);
    }
    if (used > measured.stack_bytes) {
        measured.stack_bytes = used;
    }
    return *tw_stack_limit == PAINT;
}

/* ---- Instructions ----------------------------------------------------------------------------------- */

static void start_clock(void) {
    SYSTICK_RELOAD = MOST_TICKS;
    SYSTICK_VALUE = 0;
    SYSTICK_CONTROL = 5; /* counts processor clocks, no interrupt */
}

static uint32_t empty_loop_ticks(uint32_t repeats) {
    const uint32_t start = SYSTICK_VALUE;
    for (volatile uint32_t i = 0; i < repeats; i++) {
        __asm volatile("");
    }
    return (start - SYSTICK_VALUE) & MOST_TICKS;
}

static uint32_t inference_ticks(uint32_t repeats) {
    const uint32_t start = SYSTICK_VALUE;
    for (volatile uint32_t i = 0; i < repeats; i++) {
        MODEL_RUN(example, outputs);
    }
    return (start - SYSTICK_VALUE) & MOST_TICKS;
}

/* So often that one tick more or less is under a quarter of a thousandth, where that does not take for ever. */
static uint32_t choose_repeats(void) {
    const uint32_t one = inference_ticks(1);
    const uint32_t repeats = ENOUGH_TICKS / (one + 1) + 1;
    /* cppcheck-suppress knownConditionTrueFalse ; it takes the counter for memory, which does not change by itself */
    return repeats < MOST_REPEATS ? repeats : MOST_REPEATS;
}

static void time_row(uint32_t row) {
    if (row == 0) {
        measured.repeats = choose_repeats();
        measured.empty_ticks = empty_loop_ticks(measured.repeats);
    }
    measured.ticks[row] = inference_ticks(measured.repeats);
    measured.timed_rows = row + 1;
}

/* ---- All rows --------------------------------------------------------------------------------------- */

int main(void) {
    const int32_t rows_file = tw_open("rows.bin", TW_READ);
    const int32_t scores_file = tw_open("scores.bin", TW_WRITE);
    const int32_t measured_file = tw_open("measured.bin", TW_WRITE);
    uint32_t rows;
    if (rows_file < 0 || tw_read_file(rows_file, &rows, sizeof rows) != 0) {
        return NO_INPUT;
    }
    start_clock();
    for (uint32_t row = 0; row < rows; row++) {
        if (tw_read_file(rows_file, example, sizeof example) != 0) {
            return SHORT_INPUT;
        }
        if (!run_and_watch_stack()) {
            return STACK_FULL;
        }
        if (scores_file < 0 || tw_write_file(scores_file, outputs, sizeof outputs) != 0) {
            return NO_OUTPUT;
        }
        if (row < TIMED_ROWS) {
            time_row(row);
        }
    }
    return measured_file >= 0 && tw_write_file(measured_file, &measured, sizeof measured) == 0 ? 0 : NO_OUTPUT;
}
