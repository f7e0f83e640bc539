/* Print, Printable: docs.arduino.cc, "Serial.print()", "Serial.println()", "Serial.write()". */
#ifndef Print_h
#define Print_h

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <type_traits>

#include "WString.h"

#define DEC 10
#define HEX 16
#define OCT 8
#define BIN 2

namespace tw {
const size_t NUMBER_SIZE = 72;
/* Numbers as print() writes them, into `to`, of NUMBER_SIZE bytes; return `to` or a place in it. */
const char *unsigned_text(unsigned long long value, int base, char *to);
const char *signed_text(long long value, int base, char *to);
const char *decimal_text(double value, int decimals, char *to);
}  // namespace tw

class Print;

class Printable {
public:
    virtual ~Printable() {}
    virtual size_t printTo(Print &to) const = 0;
};

class Print {
public:
    virtual ~Print() {}
    virtual size_t write(uint8_t byte) = 0;
    virtual size_t write(const uint8_t *bytes, size_t size);
    /* Whole numbers of other sizes, so that write(0) is one byte, not a null pointer. */
    template <typename T, typename = std::enable_if_t<std::is_integral<T>::value>> size_t write(T byte) {
        return write(static_cast<uint8_t>(byte));
    }
    size_t write(const char *text) { return text == nullptr ? 0 : write(text, strlen(text)); }
    size_t write(const char *bytes, size_t size) { return write(reinterpret_cast<const uint8_t *>(bytes), size); }
    virtual int availableForWrite() { return 0; }
    virtual void flush() {}
    int getWriteError() { return 0; }
    void clearWriteError() {}

    size_t print(const __FlashStringHelper *text) { return write(reinterpret_cast<const char *>(text)); }
    size_t print(const String &text) { return write(text.c_str(), text.length()); }
    size_t print(const char *text) { return write(text); }
    size_t print(char c) { return write(static_cast<uint8_t>(c)); }
    size_t print(unsigned char value, int base = DEC) { return number(static_cast<unsigned long long>(value), base); }
    size_t print(int value, int base = DEC) { return number(static_cast<long>(value), base); }
    size_t print(unsigned int value, int base = DEC) { return number(static_cast<unsigned long long>(value), base); }
    size_t print(long value, int base = DEC) { return number(value, base); }
    size_t print(unsigned long value, int base = DEC) { return number(static_cast<unsigned long long>(value), base); }
    size_t print(long long value, int base = DEC);
    size_t print(unsigned long long value, int base = DEC) { return number(value, base); }
    size_t print(double value, int decimals = 2);
    size_t print(const Printable &thing) { return thing.printTo(*this); }

    /* By value, so that a number that is a constant of a class needs no definition, and an array is text. */
    template <typename T, std::enable_if_t<!std::is_class<T>::value, int> = 0> size_t println(T value) {
        const size_t printed = print(value);
        return printed + println();
    }
    template <typename T, std::enable_if_t<std::is_class<T>::value, int> = 0> size_t println(const T &value) {
        const size_t printed = print(value);
        return printed + println();
    }
    template <typename T> size_t println(T value, int format) {
        const size_t printed = print(value, format);
        return printed + println();
    }
    size_t println() { return write("\r\n", 2); }
    int printf(const char *format, ...) __attribute__((format(printf, 2, 3)));

private:
    size_t number(unsigned long long value, int base);
    size_t number(long value, int base);
};

#endif
