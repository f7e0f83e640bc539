/* The proof of continuous use: reads recordings from stream.bin, pushes each in pieces of uneven sizes, and writes what
 * comes of every completed window to answers.bin. Files are in the folder the emulator runs in; numbers are little-endian.
 *   stream.bin    uint32 recordings, then for each uint32 frames and frames x MODEL_CHANNELS x MODEL_ELEMENT
 *   answers.bin   for each window MODEL_OUTPUTS uint8 shares, then uint8 smoothed class, its share, 1 for an event
 *   streamed.bin  uint32 windows, uint32 stack bytes, of the harness's loop, too, and uint64 ticks of the calls of the model;
 *                 both 0 on a computer
 * Exit status: 0 done; see verify.Ending for the others. */
#include <stdint.h>

#include "model_binding.h"
#include "semihosting.h"

enum { NO_INPUT = 2, SHORT_INPUT = 3, NO_OUTPUT = 4, STACK_FULL = 5 };
enum { MOST_FRAMES = 64, PRIME = 61 };

static MODEL_ELEMENT chunk[MOST_FRAMES * MODEL_CHANNELS];
static struct {
    uint32_t windows;
    /* cppcheck-suppress unusedStructMember ; it is written to a file */
    uint32_t stack_bytes;
    uint64_t ticks;
} streamed;

#if defined(__arm__)
#include "clock.h"

enum { PAINT = 0x5AC3E187 };

extern uint32_t tw_stack_limit[];

static inline __attribute__((always_inline)) uint32_t *stack_pointer(void) {
    uint32_t *sp;
    __asm volatile("mov %0, sp" : "=r"(sp));
    return sp;
}

static inline __attribute__((always_inline)) void paint_stack(void) {
    for (volatile uint32_t *p = tw_stack_limit; p < stack_pointer(); p++) {
        *p = PAINT;
    }
}

/* Returns 0 where the stack ran full. */
static inline __attribute__((always_inline)) int look_at_stack(void) {
    const volatile uint32_t *p = tw_stack_limit;
    while (p < stack_pointer() && *p == PAINT) {
        p++;
    }
    streamed.stack_bytes = (uint32_t)((uintptr_t)stack_pointer() - (uintptr_t)p);
    return *tw_stack_limit == PAINT;
}
#else
static void tw_start_clock(void) {
}

static uint32_t tw_ticks(void) {
    return 0;
}

static uint32_t tw_ticks_between(uint32_t start, uint32_t end) {
    return end - start;
}

static void paint_stack(void) {
}

static int look_at_stack(void) {
    return 1;
}
#endif

static int answer(int32_t file) {
    MODEL_RESULT result;
    uint8_t bytes[MODEL_OUTPUTS + 3];
    uint32_t start = tw_ticks();
    MODEL_CLASSIFY_WINDOW(&result);
    streamed.ticks += tw_ticks_between(start, tw_ticks());
    for (uint32_t k = 0; k < MODEL_OUTPUTS; k++) {
        bytes[k] = result.confidence[k];
    }
    start = tw_ticks();
    const uint8_t event = MODEL_SMOOTH(&result);
    streamed.ticks += tw_ticks_between(start, tw_ticks());
    bytes[MODEL_OUTPUTS] = (uint8_t)result.best;
    bytes[MODEL_OUTPUTS + 1] = result.confidence[result.best];
    bytes[MODEL_OUTPUTS + 2] = event;
    streamed.windows++;
    return file >= 0 && tw_write_file(file, bytes, sizeof bytes) == 0;
}

/* Pushes what is in the chunk; returns 0 where an answer could not be written. */
static int push(uint32_t frames, int32_t answers) {
    const MODEL_ELEMENT *next = chunk;
    while (frames > 0) {
        const uint32_t start = tw_ticks();
        const uint16_t taken = MODEL_PUSH_SAMPLES(next, (uint16_t)frames);
        streamed.ticks += tw_ticks_between(start, tw_ticks());
        next += (uint32_t)taken * MODEL_CHANNELS;
        frames -= taken;
        if (MODEL_READY() && !answer(answers)) {
            return 0;
        }
    }
    return 1;
}

static __attribute__((noinline)) int run(int32_t stream, int32_t answers) {
    uint32_t recordings;
    uint32_t piece = 1;
    if (stream < 0 || tw_read_file(stream, &recordings, sizeof recordings) != 0) {
        return NO_INPUT;
    }
    for (; recordings > 0; recordings--) {
        uint32_t left;
        if (tw_read_file(stream, &left, sizeof left) != 0) {
            return SHORT_INPUT;
        }
        MODEL_RESTART();
        while (left > 0) {
            const uint32_t frames = piece < left ? piece : left;
            if (tw_read_file(stream, chunk, (uint32_t)(frames * MODEL_CHANNELS * sizeof chunk[0])) != 0) {
                return SHORT_INPUT;
            }
            if (!push(frames, answers)) {
                return NO_OUTPUT;
            }
            left -= frames;
            piece = piece * 7 % PRIME + 1;
        }
    }
    return 0;
}

int main(void) {
    const int32_t stream = tw_open("stream.bin", TW_READ);
    const int32_t answers = tw_open("answers.bin", TW_WRITE);
    const int32_t streamed_file = tw_open("streamed.bin", TW_WRITE);
    tw_start_clock();
    paint_stack();
    const int status = run(stream, answers);
    /* cppcheck-suppress knownConditionTrueFalse ; on a computer there is nothing to look at */
    if (!look_at_stack()) {
        return STACK_FULL;
    }
    if (status != 0) {
        return status;
    }
    return streamed_file >= 0 && tw_write_file(streamed_file, &streamed, sizeof streamed) == 0 ? 0 : NO_OUTPUT;
}
