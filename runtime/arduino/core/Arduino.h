/* The Arduino API for emulated devices, written from its public documentation (docs.arduino.cc, language reference). Pins are
 * numbered as on the Nano 33 BLE. */
#ifndef Arduino_h
#define Arduino_h

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARDUINO 10819
#define TINYWRIGHT_EMULATION 1

#define HIGH 1
#define LOW 0
#define INPUT 0
#define OUTPUT 1
#define INPUT_PULLUP 2
#define INPUT_PULLDOWN 3
#define CHANGE 2
#define FALLING 3
#define RISING 4
#define LSBFIRST 0
#define MSBFIRST 1
#define DEFAULT 0
#define INTERNAL 1
#define EXTERNAL 2
#define INTERNAL1V1 2
#define INTERNAL2V56 3
#define AR_DEFAULT 0
#define AR_VDD 0
#define AR_INTERNAL 1
#define AR_EXTERNAL 2
#define AR_INTERNAL1V0 3
#define AR_INTERNAL1V2 4
#define AR_INTERNAL1V65 5
#define AR_INTERNAL2V23 6
#define AR_INTERNAL2V4 7

#define PI 3.1415926535897932384626433832795
#define HALF_PI 1.5707963267948966192313216916398
#define TWO_PI 6.283185307179586476925286766559
#define DEG_TO_RAD 0.017453292519943295769236907684886
#define RAD_TO_DEG 57.295779513082320876798154814105
#define EULER 2.718281828459045235360287471352

#define LED_BUILTIN 13
#define LEDR 22
#define LEDG 23
#define LEDB 24
#define LED_RED LEDR
#define LED_GREEN LEDG
#define LED_BLUE LEDB
#define LED_PWR 25
#define A0 14
#define A1 15
#define A2 16
#define A3 17
#define A4 18
#define A5 19
#define A6 20
#define A7 21
#define D0 0
#define D1 1
#define D2 2
#define D3 3
#define D4 4
#define D5 5
#define D6 6
#define D7 7
#define D8 8
#define D9 9
#define D10 10
#define D11 11
#define D12 12
#define D13 13
#define SDA A4
#define SCL A5
#define NUM_DIGITAL_PINS 64
#define NOT_AN_INTERRUPT (-1)
#define digitalPinToInterrupt(pin) (pin)
#define digitalPinHasPWM(pin) (true)
#define analogInputToDigitalPin(n) ((n) < 8 ? (n) + A0 : -1)

#include "avr/pgmspace.h"

#define bit(b) (1UL << (b))
#define _BV(b) (1 << (b))
#define bitRead(value, b) (((value) >> (b)) & 1)
#define bitSet(value, b) ((value) |= (1UL << (b)))
#define bitClear(value, b) ((value) &= ~(1UL << (b)))
#define bitToggle(value, b) ((value) ^= (1UL << (b)))
#define bitWrite(value, b, to) ((to) ? bitSet(value, b) : bitClear(value, b))
#define lowByte(w) (static_cast<uint8_t>((w) & 0xff))
#define highByte(w) (static_cast<uint8_t>((w) >> 8 & 0xff))
#define F_CPU 64000000L
#define clockCyclesPerMicrosecond() (F_CPU / 1000000L)
#define clockCyclesToMicroseconds(cycles) ((cycles) / clockCyclesPerMicrosecond())
#define microsecondsToClockCycles(us) ((us) * clockCyclesPerMicrosecond())

typedef uint8_t byte;
typedef bool boolean;
typedef uint16_t word;
typedef uint8_t pin_size_t;
typedef int PinStatus;
typedef int PinMode;

extern "C" {
void pinMode(int pin, int mode);
void digitalWrite(int pin, int level);
int digitalRead(int pin);
int analogRead(int pin);
void analogReadResolution(int bits);
void analogReference(int which);
void analogWrite(int pin, int duty);
void analogWriteResolution(int bits);
unsigned long millis(void);
unsigned long micros(void);
void delay(unsigned long milliseconds);
void delayMicroseconds(unsigned int microseconds);
void yield(void);
unsigned long pulseIn(int pin, int level, unsigned long timeout = 1000000UL);
uint8_t shiftIn(int data, int clock, int order);
void shiftOut(int data, int clock, int order, uint8_t value);
unsigned long pulseInLong(int pin, int level, unsigned long timeout = 1000000UL);
void interrupts(void);
void noInterrupts(void);
void attachInterrupt(int pin, void (*handler)(void), int mode);
void detachInterrupt(int pin);
void init(void);
}

void setup();
void loop();

void tone(int pin, unsigned int frequency, unsigned long milliseconds = 0);
void noTone(int pin);
long random(long limit);
long random(long from, long limit);
void randomSeed(unsigned long seed);
long map(long value, long from_low, long from_high, long to_low, long to_high);

inline uint16_t makeWord(uint16_t value) { return value; }
inline uint16_t makeWord(uint8_t high, uint8_t low) { return static_cast<uint16_t>(high << 8 | low); }

#define word(...) makeWord(__VA_ARGS__)

inline bool isAlpha(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool isDigit(int c) { return c >= '0' && c <= '9'; }
inline bool isAlphaNumeric(int c) { return isAlpha(c) || isDigit(c); }
inline bool isSpace(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline bool isWhitespace(int c) { return c == ' ' || c == '\t'; }
inline bool isUpperCase(int c) { return c >= 'A' && c <= 'Z'; }
inline bool isLowerCase(int c) { return c >= 'a' && c <= 'z'; }
inline bool isPrintable(int c) { return c >= 0x20 && c < 0x7f; }
inline bool isPunct(int c) { return isPrintable(c) && c != ' ' && !isAlphaNumeric(c); }
inline bool isGraph(int c) { return isPrintable(c) && c != ' '; }
inline bool isAscii(int c) { return c >= 0 && c < 0x80; }
inline int toAscii(int c) { return c & 0x7f; }
inline bool isControl(int c) { return (c >= 0 && c < 0x20) || c == 0x7f; }
inline bool isHexadecimalDigit(int c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

#include <algorithm>
#include <cmath>
#include <type_traits>

/* As functions, not macros, so that the standard library's headers can be included after this one. */
template <typename A, typename B> constexpr typename std::common_type<A, B>::type min(A a, B b) {
    return static_cast<typename std::common_type<A, B>::type>(b) < static_cast<typename std::common_type<A, B>::type>(a) ? b : a;
}
template <typename A, typename B> constexpr typename std::common_type<A, B>::type max(A a, B b) {
    return static_cast<typename std::common_type<A, B>::type>(a) < static_cast<typename std::common_type<A, B>::type>(b) ? b : a;
}
template <typename T, typename L, typename H> constexpr T constrain(T value, L low, H high) {
    return value < static_cast<T>(low) ? static_cast<T>(low) : value > static_cast<T>(high) ? static_cast<T>(high) : value;
}
template <typename T> constexpr T sq(T value) { return value * value; }
template <typename T> constexpr T radians(T degrees) { return static_cast<T>(degrees * DEG_TO_RAD); }
template <typename T> constexpr T degrees(T radians) { return static_cast<T>(radians * RAD_TO_DEG); }
using std::abs;
using std::isinf;
using std::isnan;
using std::round;

#include "HardwareSerial.h"
#include "WString.h"
#include "tw_text.h"
#include "binary.h"

/* The row that the sensors see has just changed: for the core itself. */
void arduino_row_changed();

#endif
