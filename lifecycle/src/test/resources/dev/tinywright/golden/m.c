#include "m.h"

#if defined(M_PROFILE) && M_PROFILE
void m_step(uint32_t index);
#define M_STEP(index) m_step(index)
#else
#define M_STEP(index) ((void)0)
#endif

static union {
    int8_t bytes[M_ARENA_BYTES];
    int32_t whole[M_ARENA_BYTES / 4];
    float real[M_ARENA_BYTES / 4];
    uint64_t align;
} arena;

static int32_t total;

/* Long enough that no compiler computes it in registers. */
static const int8_t zeros[256] = {0, 0, 0, 1};

void *m_input(uint32_t index) {
    return index == 0 ? &arena.bytes[0] : &arena.bytes[4];
}

const void *m_output(uint32_t index) {
    return index == 0 ? &arena.bytes[0] : &arena.bytes[4];
}

void m_reset(void) {
    total = 0;
}

static void wait(uint32_t rounds) {
    for (volatile uint32_t i = 0; i < rounds; i++) {
        if (((const volatile int8_t *)zeros)[i & 255] > 1) {
            total++;
        }
    }
}

void m_invoke(void) {
    M_STEP(0);
    for (uint32_t i = 0; i < 4; i++) {
        total += arena.bytes[i];
        arena.bytes[i] = (int8_t)((uint32_t)arena.bytes[i] + (uint32_t)arena.whole[1 + (i & 1u)]);
    }
    wait(100);
    M_STEP(1);
    arena.real[1] = (float)total;
    wait(1000);
    M_STEP(2);
}
