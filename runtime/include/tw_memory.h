#ifndef TW_MEMORY_H
#define TW_MEMORY_H

#include <stdint.h>

/* Where constants lie, and how they are read. On AVR a const would be copied to RAM at start-up, and flash is an address
 * space of its own: constants go into PROGMEM and are read by instructions for that. Everywhere else these are plain loads.
 *
 *   TW_FLASH             behind a constant's declarator: static const int32_t bias[3] TW_FLASH = {1, 2, 3};
 *   TW_ALIGNED(n)        behind that: at a multiple of n bytes, where it matters and the compiler can be told
 *   TW_FLASH_S8(p)       the int8_t at p, in a constant
 *   TW_FLASH_S16(p)      the int16_t at p, in a constant
 *   TW_FLASH_S32(p)      the int32_t at p, in a constant
 *   TW_FLASH_STRUCT(type, name, p)   declares const type *name, to the structure at p, in a constant, or to a copy of it */
#if (defined(__GNUC__) || defined(__clang__) || defined(__ICCARM__)) && !defined(__AVR__)
#define TW_ALIGNED(n) __attribute__((aligned(n)))
#else
#define TW_ALIGNED(n)
#endif

#if defined(__AVR__)
#include <avr/pgmspace.h>
#define TW_FLASH PROGMEM
#define TW_FLASH_S8(p) ((int8_t)pgm_read_byte(p))
#define TW_FLASH_S16(p) ((int16_t)pgm_read_word(p))
#define TW_FLASH_S32(p) ((int32_t)pgm_read_dword(p))
#define TW_FLASH_STRUCT(type, name, p)                                                                                  \
    type name##_copy;                                                                                                   \
    memcpy_P(&name##_copy, (p), sizeof name##_copy);                                                                    \
    const type *const name = &name##_copy
#else
#define TW_FLASH
#define TW_FLASH_S8(p) (*(p))
#define TW_FLASH_S16(p) (*(p))
#define TW_FLASH_S32(p) (*(p))
#define TW_FLASH_STRUCT(type, name, p) const type *const name = (p)
#endif

/* Copies n bytes of a constant. */
static inline void tw_flash_copy(const int8_t *x, int32_t n, int8_t *y) {
    for (int32_t i = 0; i < n; i++) {
        y[i] = TW_FLASH_S8(&x[i]);
    }
}

#endif
