/* Constants in flash: nongnu.org/avr-libc, <avr/pgmspace.h>. Here flash is memory like any other. */
#ifndef AVR_PGMSPACE_H
#define AVR_PGMSPACE_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define PROGMEM
#define PGM_P const char *
#define PGM_VOID_P const void *
#define PSTR(text) (text)
#define FPSTR(text) (reinterpret_cast<const __FlashStringHelper *>(text))

#ifdef __cplusplus
template <typename T> inline T tw_from_flash(const void *address) {
    T value;
    memcpy(&value, address, sizeof value);
    return value;
}
#define pgm_read_byte(address) (tw_from_flash<uint8_t>(address))
#define pgm_read_word(address) (tw_from_flash<uint16_t>(address))
#define pgm_read_dword(address) (tw_from_flash<uint32_t>(address))
#define pgm_read_float(address) (tw_from_flash<float>(address))
#define pgm_read_ptr(address) (tw_from_flash<void *>(address))
#else
#define pgm_read_byte(address) (*(const uint8_t *)(address))
#define pgm_read_word(address) (*(const uint16_t *)(address))
#define pgm_read_dword(address) (*(const uint32_t *)(address))
#define pgm_read_float(address) (*(const float *)(address))
#define pgm_read_ptr(address) (*(void *const *)(address))
#endif
#define pgm_read_byte_near(address) pgm_read_byte(address)
#define pgm_read_word_near(address) pgm_read_word(address)
#define pgm_read_dword_near(address) pgm_read_dword(address)
#define pgm_read_float_near(address) pgm_read_float(address)
#define pgm_read_ptr_near(address) pgm_read_ptr(address)

#define memcpy_P memcpy
#define memcmp_P memcmp
#define strcpy_P strcpy
#define strncpy_P strncpy
#define strcat_P strcat
#define strncat_P strncat
#define strcmp_P strcmp
#define strncmp_P strncmp
#define strcasecmp_P strcasecmp
#define strlen_P strlen
#define strstr_P strstr
#define strchr_P strchr
#define sprintf_P sprintf
#define snprintf_P snprintf

#endif
