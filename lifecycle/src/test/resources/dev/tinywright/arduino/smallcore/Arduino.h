/* A small Arduino core for tests on this computer: what the sketches of the tests use, and no more. */
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <string>

typedef uint8_t byte;
typedef bool boolean;

enum { LOW = 0, HIGH = 1, INPUT = 0, OUTPUT = 1, LED_BUILTIN = 13 };

/* Text in program memory: on this computer any text. */
class __FlashStringHelper;
#define F(text) (reinterpret_cast<const __FlashStringHelper *>(text))

void setup();
void loop();

unsigned long millis();
unsigned long micros();
void delay(unsigned long millis);
void yield();
void pinMode(int pin, int mode);
void digitalWrite(int pin, int level);

class String {
  public:
    String(const char *text = "") : text_(text) {}
    explicit String(int number) : text_(std::to_string(number)) {}

    String &operator+=(const String &more) {
        text_ += more.text_;
        return *this;
    }
    String &operator+=(int number) { return *this += String(number); }
    void concat(const String &more) { *this += more; }
    void trim();
    void toUpperCase();
    const char *c_str() const { return text_.c_str(); }

    friend String operator+(String left, const String &right) { return left += right; }

  private:
    std::string text_;
};

class SerialPort {
  public:
    void begin(unsigned long) {}
    explicit operator bool() const { return true; }
    void print(const char *text);
    void print(const __FlashStringHelper *text) { print(reinterpret_cast<const char *>(text)); }
    void print(char c) {
        const char text[] = {c, '\0'};
        print(text);
    }
    void print(const String &text) { print(text.c_str()); }
    void print(int number) { print(String(number)); }
    void print(double number, int digits = 2);
    void println() { print("\r\n"); }
    template <typename T> void println(const T &value) {
        print(value);
        print("\r\n");
    }
};

extern SerialPort Serial;
