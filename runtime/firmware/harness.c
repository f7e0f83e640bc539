/* The proof: reads rows of readings from rows.bin, runs the model on each, writes every score to scores.bin and what was
 * measured to measured.bin. Files are in the folder the emulator runs in; numbers are little-endian.
 *   rows.bin      uint32 row count, then rows x MODEL_READINGS float32
 *   scores.bin    rows x MODEL_CLASSES int8
 *   measured.bin  uint32 stack bytes, uint32 timed rows, uint32 repeats, then for each timed row uint32 ticks of `repeats`
 *                 inferences, then uint32 ticks of `repeats` rounds of the empty loop
 */
#include <stdint.h>

#include "model_binding.h"
#include "semihosting.h"

extern uint32_t tw_stack_limit[];

/* A tick is some tens of instructions: small models are repeated until that does not matter, large ones need not be. */
enum { PAINT = 0x5AC3E187, TIMED_ROWS = 32, MOST_REPEATS = 64, ENOUGH_TICKS = 50000, TICK_MASK = 0xFFFFFF };

enum { NO_FILES = 2, NO_ROW = 3, NO_SCORES = 4, NO_MEASURED = 5, STACK_OVERFLOW = 6 };

#define SYSTICK_CONTROL (*(volatile uint32_t *)0xE000E010u)
#define SYSTICK_RELOAD (*(volatile uint32_t *)0xE000E014u)
#define SYSTICK_VALUE (*(volatile uint32_t *)0xE000E018u)

static float readings[MODEL_READINGS];
static int8_t scores[MODEL_CLASSES];
static uint32_t measured[3 + TIMED_ROWS + 1];

static uint32_t *stack_pointer(void) {
    uint32_t *sp;
    __asm volatile("mov %0, sp" : "=r"(sp));
    return sp;
}

/* Fills the free stack below the caller with a pattern. Inlined: its own frame must not lie in what it paints. */
static inline __attribute__((always_inline)) void paint_stack(void) {
    for (volatile uint32_t *p = tw_stack_limit; p < stack_pointer(); p++) {
        *p = PAINT;
    }
}

/* Bytes between the deepest word that lost its paint and the caller's stack pointer: what the deepest call since needed.
 * The calls for files count too; they are shallower than any model. */
static inline __attribute__((always_inline)) uint32_t used_stack(void) {
    const uint32_t *p = tw_stack_limit;
    while (p < stack_pointer() && *(const volatile uint32_t *)p == PAINT) {
        p++;
    }
    return (uint32_t)((uintptr_t)stack_pointer() - (uintptr_t)p);
}

static uint32_t empty_loop_ticks(uint32_t repeats) {
    const uint32_t start = SYSTICK_VALUE;
    for (volatile uint32_t i = 0; i < repeats; i++) {
        __asm volatile("");
    }
    return (start - SYSTICK_VALUE) & TICK_MASK;
}

static uint32_t inference_ticks(uint32_t repeats) {
    const uint32_t start = SYSTICK_VALUE;
    for (volatile uint32_t i = 0; i < repeats; i++) {
        MODEL_RUN(readings, scores);
    }
    return (start - SYSTICK_VALUE) & TICK_MASK;
}

/* How often to repeat an inference that takes so many ticks; counted down, so that no division is linked. */
static uint32_t repeats_for(uint32_t ticks) {
    uint32_t repeats = MOST_REPEATS;
    while (repeats > 1 && repeats * ticks > ENOUGH_TICKS) {
        repeats /= 2;
    }
    return repeats;
}

static int run_rows(int32_t rows_file, int32_t scores_file, uint32_t rows) {
    uint32_t repeats = 1;
    for (uint32_t row = 0; row < rows; row++) {
        if (tw_read_file(rows_file, readings, sizeof readings) != 0) {
            return NO_ROW;
        }
        MODEL_RUN(readings, scores);
        if (tw_write_file(scores_file, scores, sizeof scores) != 0) {
            return NO_SCORES;
        }
        if (row < TIMED_ROWS) {
            repeats = row == 0 ? repeats_for(inference_ticks(1)) : repeats;
            measured[3 + row] = inference_ticks(repeats);
            measured[1] = row + 1;
        }
    }
    measured[2] = repeats;
    measured[3 + TIMED_ROWS] = empty_loop_ticks(repeats);
    return 0;
}

int main(void) {
    const int32_t rows_file = tw_open("rows.bin", TW_READ);
    const int32_t scores_file = tw_open("scores.bin", TW_WRITE);
    const int32_t measured_file = tw_open("measured.bin", TW_WRITE);
    uint32_t rows;
    if (rows_file < 0 || scores_file < 0 || measured_file < 0 || tw_read_file(rows_file, &rows, sizeof rows) != 0) {
        return NO_FILES;
    }
    SYSTICK_RELOAD = TICK_MASK;
    SYSTICK_VALUE = 0;
    SYSTICK_CONTROL = 5; /* counts processor clocks, no interrupt */
    paint_stack();
    const int status = run_rows(rows_file, scores_file, rows);
    measured[0] = used_stack();
    if (status != 0) {
        return status;
    }
    if (*tw_stack_limit != PAINT) {
        return STACK_OVERFLOW;
    }
    return tw_write_file(measured_file, measured, sizeof measured) == 0 ? 0 : NO_MEASURED;
}
