#include "tw_text.h"

#include <stdio.h>
#include <string.h>

#include "Print.h"

namespace {
char *small_letters(char *to, const char *text) {
    size_t i = 0;
    for (; text[i] != '\0'; i++) {
        to[i] = static_cast<char>(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 'a' - 'A' : text[i]);
    }
    to[i] = '\0';
    return to;
}
}  // namespace

extern "C" {
#if !defined(__NEWLIB__)
char *utoa(unsigned int value, char *to, int base) { return ultoa(value, to, base); }
char *itoa(int value, char *to, int base) {
    return base == 10 ? ltoa(value, to, base) : utoa(static_cast<unsigned int>(value), to, base);
}
#endif

char *ultoa(unsigned long value, char *to, int base) {
    char digits[tw::NUMBER_SIZE];
    return small_letters(to, tw::unsigned_text(value, base, digits));
}

/* 32 bits of other bases than ten, as on the boards. */
char *ltoa(long value, char *to, int base) {
    char digits[tw::NUMBER_SIZE];
    return base == 10 ? small_letters(to, tw::signed_text(value, base, digits)) : ultoa(static_cast<uint32_t>(value), to, base);
}

char *dtostrf(double value, signed char width, unsigned char decimals, char *to) {
    sprintf(to, "%*.*f", width, decimals, value);
    return to;
}
}
