#include "Print.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "Arduino.h"

namespace tw {
const char *unsigned_text(unsigned long long value, int base, char *to) {
    char *at = to + NUMBER_SIZE - 1;
    *at = '\0';
    const unsigned int by = base < 2 || base > 36 ? 10u : static_cast<unsigned int>(base);
    do {
        const unsigned int digit = static_cast<unsigned int>(value % by);
        *--at = static_cast<char>(digit < 10 ? '0' + digit : 'A' + digit - 10);
        value /= by;
    } while (value > 0);
    return at;
}

const char *signed_text(long long value, int base, char *to) {
    if (value >= 0 || base != 10) {
        return unsigned_text(static_cast<unsigned long long>(value), base, to);
    }
    char *at = const_cast<char *>(unsigned_text(0ull - static_cast<unsigned long long>(value), base, to));
    *--at = '-';
    return at;
}

/* As Arduino's cores do: half of the last place is added, then the digits follow one by one. */
static const char *rounded_half_up(double value, int decimals, char *to) {
    double half = 0.5;
    for (int i = 0; i < decimals; i++) {
        half /= 10.0;
    }
    double rest = (value < 0 ? -value : value) + half;
    const unsigned long whole = static_cast<unsigned long>(rest);
    rest -= static_cast<double>(whole);
    int length = snprintf(to, NUMBER_SIZE, decimals > 0 ? "%s%lu." : "%s%lu", value < 0 ? "-" : "", whole);
    for (int i = 0; i < decimals; i++) {
        rest *= 10.0;
        const int digit = static_cast<int>(rest);
        to[length++] = static_cast<char>('0' + digit);
        rest -= digit;
    }
    to[length] = '\0';
    return to;
}

const char *decimal_text(double value, int decimals, char *to) {
    if (isnan(value)) {
        return "nan";
    }
    if (isinf(value)) {
        return "inf";
    }
    if (value > 4294967040.0 || value < -4294967040.0) {
        return "ovf";
    }
    return rounded_half_up(value, decimals < 0 ? 2 : decimals > 20 ? 20 : decimals, to);
}
}  // namespace tw

size_t Print::write(const uint8_t *bytes, size_t size) {
    size_t written = 0;
    for (size_t i = 0; i < size; i++) {
        written += write(bytes[i]);
    }
    return written;
}

size_t Print::number(unsigned long long value, int base) {
    char text[tw::NUMBER_SIZE];
    return base == 0 ? write(static_cast<uint8_t>(value)) : write(tw::unsigned_text(value, base, text));
}

/* Other bases than ten show the bits of 32-bit numbers, as on 32-bit boards. */
size_t Print::number(long value, int base) {
    char text[tw::NUMBER_SIZE];
    if (base == 0) {
        return write(static_cast<uint8_t>(value));
    }
    return base == 10 ? write(tw::signed_text(value, 10, text)) : write(tw::unsigned_text(static_cast<uint32_t>(value), base, text));
}

size_t Print::print(long long value, int base) {
    char text[tw::NUMBER_SIZE];
    return write(tw::signed_text(value, base, text));
}

size_t Print::print(double value, int decimals) {
    char text[tw::NUMBER_SIZE];
    return write(tw::decimal_text(value, decimals, text));
}

int Print::printf(const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    write(text);
    return length;
}

/* ---- Stream ------------------------------------------------------------------------------------------- */

int Stream::timed_read() {
    const unsigned long start = millis();
    do {
        const int byte = read();
        if (byte >= 0) {
            return byte;
        }
    } while (millis() - start < timeout_);
    return -1;
}

int Stream::timed_peek() {
    const unsigned long start = millis();
    do {
        const int byte = peek();
        if (byte >= 0) {
            return byte;
        }
    } while (millis() - start < timeout_);
    return -1;
}

int Stream::next_digit(LookaheadMode lookahead, bool decimal_point) {
    for (;;) {
        const int c = timed_peek();
        if (c < 0 || c == '-' || (c >= '0' && c <= '9') || (decimal_point && c == '.')) {
            return c;
        }
        const bool white = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (lookahead == SKIP_NONE || (lookahead == SKIP_WHITESPACE && !white)) {
            return -1;
        }
        read();
    }
}

long Stream::parseInt(LookaheadMode lookahead, char ignore) {
    int c = next_digit(lookahead, false);
    if (c < 0) {
        return 0;
    }
    bool negative = false;
    long value = 0;
    do {
        if (c == '-') {
            negative = true;
        } else if (c != ignore) {
            value = value * 10 + c - '0';
        }
        read();
        c = timed_peek();
    } while ((c >= '0' && c <= '9') || c == ignore);
    return negative ? -value : value;
}

float Stream::parseFloat(LookaheadMode lookahead, char ignore) {
    int c = next_digit(lookahead, true);
    if (c < 0) {
        return 0;
    }
    bool negative = false;
    bool fraction = false;
    double value = 0;
    double place = 1;
    do {
        if (c == '-') {
            negative = true;
        } else if (c == '.') {
            fraction = true;
        } else if (c != ignore) {
            value = value * 10 + (c - '0');
            place = fraction ? place * 10 : place;
        }
        read();
        c = timed_peek();
    } while ((c >= '0' && c <= '9') || (c == '.' && !fraction) || c == ignore);
    value /= place;
    return static_cast<float>(negative ? -value : value);
}

size_t Stream::readBytes(char *to, size_t length) {
    size_t count = 0;
    while (count < length) {
        const int c = timed_read();
        if (c < 0) {
            break;
        }
        to[count++] = static_cast<char>(c);
    }
    return count;
}

size_t Stream::readBytesUntil(char terminator, char *to, size_t length) {
    size_t count = 0;
    while (count < length) {
        const int c = timed_read();
        if (c < 0 || c == terminator) {
            break;
        }
        to[count++] = static_cast<char>(c);
    }
    return count;
}

String Stream::readString() {
    String text;
    for (int c = timed_read(); c >= 0; c = timed_read()) {
        text += static_cast<char>(c);
    }
    return text;
}

String Stream::readStringUntil(char terminator) {
    String text;
    for (int c = timed_read(); c >= 0 && c != terminator; c = timed_read()) {
        text += static_cast<char>(c);
    }
    return text;
}

bool Stream::find(char target) {
    const char text[2] = {target, '\0'};
    return find(text);
}

bool Stream::find(const char *target) { return findUntil(target, nullptr); }

bool Stream::findUntil(const char *target, const char *terminator) {
    String seen;
    for (int c = timed_read(); c >= 0; c = timed_read()) {
        seen += static_cast<char>(c);
        if (seen.endsWith(target)) {
            return true;
        }
        if (terminator != nullptr && *terminator != '\0' && seen.endsWith(terminator)) {
            return false;
        }
    }
    return false;
}
