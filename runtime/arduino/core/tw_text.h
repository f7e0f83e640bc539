/* Numbers as text, as avr-libc and Arduino's cores for Arm have them: nongnu.org/avr-libc, <stdlib.h>. */
#ifndef TW_TEXT_H
#define TW_TEXT_H

#include <stdlib.h>

extern "C" {
/* Bases 2 to 36, small letters; only base ten has a sign. Newlib has the first two. */
#if !defined(__NEWLIB__)
char *itoa(int value, char *to, int base);
char *utoa(unsigned int value, char *to, int base);
#endif
char *ltoa(long value, char *to, int base);
char *ultoa(unsigned long value, char *to, int base);
/* At least |width| characters, to the left where width is negative. */
char *dtostrf(double value, signed char width, unsigned char decimals, char *to);
}

#endif
