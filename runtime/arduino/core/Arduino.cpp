#include "Arduino.h"

#include "tw_world.h"

HardwareSerial Serial(0);
HardwareSerial Serial1(1);

namespace {
struct Pin {
    int mode;
    int level; /* written last; an output shows it */
    int seen;  /* from outside, while an output */
    int duty;
    int input; /* the level an interrupt saw last */
    void (*handler)();
    int edge;
    bool pending; /* an interrupt that came while they were off */
};
Pin pins[NUM_DIGITAL_PINS];
int read_bits = 10;
int write_bits = 8;
uint32_t random_state = 2463534242u;
int line_timer = -1;
unsigned int serial_channels = 0;

bool is_pin(int pin) { return pin >= 0 && pin < NUM_DIGITAL_PINS; }

int pin_channel(const char *kind, int number) {
    char name[24];
    snprintf(name, sizeof name, "%s.%d", kind, number);
    return tw::channel(name);
}

int input_level(int pin) {
    const float resting = pins[pin].mode == INPUT_PULLUP ? 1.0f : 0.0f;
    return tw::level(pin_channel("pin", pin), resting) >= 0.5f ? HIGH : LOW;
}

/* The world's serial.* channels as a line: what a computer at the other end of the cable would send. */
void send_line(void *) {
    char line[1024];
    size_t length = 0;
    for (unsigned int i = 0; i < serial_channels; i++) {
        const float value = tw::value(pin_channel("serial", static_cast<int>(i)), 0);
        length += static_cast<size_t>(snprintf(line + length, sizeof line - length, i == 0 ? "%.9g" : ",%.9g", static_cast<double>(value)));
        if (length + 20 > sizeof line) {
            break;
        }
    }
    snprintf(line + length, sizeof line - length, "\n");
    Serial.receive(line);
}

void count_serial_channels() {
    while (pin_channel("serial", static_cast<int>(serial_channels)) >= 0) {
        serial_channels++;
    }
}
void run_pending() {
    for (int pin = 0; pin < NUM_DIGITAL_PINS && tw::interrupts_on; pin++) {
        if (pins[pin].pending && pins[pin].handler != nullptr) {
            pins[pin].pending = false;
            tw::interrupts_taken++;
            pins[pin].handler();
        }
    }
}

/* What drives a pin from outside sees its level only where it is an output. */
void drive(int pin, int level) {
    if (pins[pin].mode == OUTPUT && pins[pin].seen != level) {
        tw::trace_pin(pin, level);
        pins[pin].seen = level;
    }
}
}  // namespace

void arduino_row_changed() {
    for (int pin = 0; pin < NUM_DIGITAL_PINS; pin++) {
        if (pins[pin].handler != nullptr) {
            const int level = input_level(pin);
            const bool wanted = level != pins[pin].input
                && (pins[pin].edge == CHANGE || (pins[pin].edge == RISING) == (level == HIGH));
            pins[pin].input = level;
            pins[pin].pending = pins[pin].pending || wanted;
        }
    }
    run_pending();
    if (serial_channels > 0) {
        tw::cancel(line_timer);
        send_line(nullptr);
        line_timer = tw::line_every() > 0 ? tw::every(tw::line_every(), send_line, nullptr, false) : -1;
    }
}

/* ---- Pins --------------------------------------------------------------------------------------------- */

void pinMode(int pin, int mode) {
    tw::spend(1);
    if (is_pin(pin)) {
        pins[pin].mode = mode;
        drive(pin, pins[pin].level);
    }
}

void digitalWrite(int pin, int level) {
    tw::spend(2);
    const int to = level == LOW ? LOW : HIGH;
    if (is_pin(pin)) {
        pins[pin].level = to;
        drive(pin, to);
    }
}

int digitalRead(int pin) {
    tw::poll();
    if (!is_pin(pin)) {
        return LOW;
    }
    if (pins[pin].mode == OUTPUT) {
        return pins[pin].level;
    }
    const int number = pin_channel("pin", pin);
    const int level = input_level(pin);
    if (number >= 0) {
        char device[24];
        const float value = static_cast<float>(level);
        snprintf(device, sizeof device, "pin.%d", pin);
        tw::trace_read(device, &value, 1);
    }
    return level;
}

int analogRead(int pin) {
    tw::spend(100);
    const int input = pin >= A0 ? pin - A0 : pin;
    const float fraction = tw::value(pin_channel("analog", input), 0.5f);
    const int most = (1 << read_bits) - 1;
    const float counts = floorf(fraction * static_cast<float>(most + 1));
    const int result = counts < 0 ? 0 : counts > static_cast<float>(most) ? most : static_cast<int>(counts);
    char device[24];
    const float value = static_cast<float>(result) / static_cast<float>(most + 1);
    snprintf(device, sizeof device, "analog.%d", input);
    tw::trace_read(device, &value, 1);
    return result;
}

void analogReadResolution(int bits) { read_bits = bits < 1 ? 1 : bits > 16 ? 16 : bits; }
void analogReference(int) {}
void analogWriteResolution(int bits) { write_bits = bits < 1 ? 1 : bits > 16 ? 16 : bits; }

void analogWrite(int pin, int duty) {
    tw::spend(5);
    const int most = (1 << write_bits) - 1;
    const int share = (duty < 0 ? 0 : duty > most ? most : duty) * 255 / most;
    if (is_pin(pin) && pins[pin].duty != share) {
        pins[pin].duty = share;
        tw::trace_pwm(pin, share);
    }
}

void tone(int pin, unsigned int frequency, unsigned long milliseconds) {
    (void)frequency;
    (void)milliseconds;
    tw::spend(5);
    tw::trace_pwm(pin, 128);
}

void noTone(int pin) {
    tw::spend(5);
    tw::trace_pwm(pin, 0);
}

unsigned long pulseIn(int pin, int level, unsigned long timeout) {
    const unsigned long start = micros();
    while (digitalRead(pin) != level) {
        if (micros() - start > timeout) {
            return 0;
        }
    }
    const unsigned long rise = micros();
    while (digitalRead(pin) == level) {
        if (micros() - start > timeout) {
            return 0;
        }
    }
    return micros() - rise;
}

unsigned long pulseInLong(int pin, int level, unsigned long timeout) { return pulseIn(pin, level, timeout); }

uint8_t shiftIn(int data, int clock, int order) {
    uint8_t value = 0;
    for (int i = 0; i < 8; i++) {
        digitalWrite(clock, HIGH);
        const int place = order == LSBFIRST ? i : 7 - i;
        value = static_cast<uint8_t>(value | digitalRead(data) << place);
        digitalWrite(clock, LOW);
    }
    return value;
}

void shiftOut(int data, int clock, int order, uint8_t value) {
    for (int i = 0; i < 8; i++) {
        const int place = order == LSBFIRST ? i : 7 - i;
        digitalWrite(data, value >> place & 1);
        digitalWrite(clock, HIGH);
        digitalWrite(clock, LOW);
    }
}

/* ---- Time --------------------------------------------------------------------------------------------- */

unsigned long millis(void) {
    tw::poll();
    return static_cast<uint32_t>(tw::now() / 1000);
}

unsigned long micros(void) {
    tw::poll();
    return static_cast<uint32_t>(tw::now());
}

void delay(unsigned long milliseconds) { tw::sleep(static_cast<uint64_t>(milliseconds) * 1000); }
void delayMicroseconds(unsigned int microseconds) { tw::sleep(microseconds); }
void yield(void) { tw::poll(); }

/* ---- Interrupts --------------------------------------------------------------------------------------- */

void interrupts(void) {
    tw::interrupts_on = true;
    run_pending();
}
void noInterrupts(void) { tw::interrupts_on = false; }

void attachInterrupt(int pin, void (*handler)(void), int mode) {
    if (is_pin(pin)) {
        pins[pin].handler = handler;
        pins[pin].pending = false;
        pins[pin].edge = mode;
        pins[pin].input = input_level(pin);
    }
}

void detachInterrupt(int pin) {
    if (is_pin(pin)) {
        pins[pin].handler = nullptr;
    }
}

/* ---- Numbers ------------------------------------------------------------------------------------------ */

void randomSeed(unsigned long seed) { random_state = seed == 0 ? 1u : static_cast<uint32_t>(seed); }

long random(long limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return limit <= 0 ? 0 : static_cast<long>((random_state >> 1) % static_cast<uint32_t>(limit));
}

long random(long from, long limit) { return from >= limit ? from : from + random(limit - from); }

long map(long value, long from_low, long from_high, long to_low, long to_high) {
    return (value - from_low) * (to_high - to_low) / (from_high - from_low) + to_low;
}

/* ---- Serial ------------------------------------------------------------------------------------------- */

void HardwareSerial::begin(unsigned long baud, uint16_t) {
    tw::spend(10);
    open_ = true;
    unsent_us_ = baud == 0 ? 1000 : static_cast<uint32_t>(10000000ul / baud);
    first_ = count_ = lines_ = 0;
}

/* USB: somebody listens a tenth of a second after reset. */
HardwareSerial::operator bool() {
    tw::poll();
    return open_ && tw::now() >= 100000;
}

void HardwareSerial::receive(const char *text) {
    const size_t length = strlen(text);
    if (!open_ || count_ + length > sizeof input_) {
        return;
    }
    for (size_t i = 0; i < length; i++) {
        input_[(first_ + count_++) % sizeof input_] = text[i];
    }
}

int HardwareSerial::available() {
    tw::poll();
    return port_ == 0 ? static_cast<int>(count_) : 0;
}

int HardwareSerial::peek() {
    tw::poll();
    return port_ == 0 && count_ > 0 ? static_cast<uint8_t>(input_[first_]) : -1;
}

int HardwareSerial::read() {
    static char taken[1024];
    static size_t length = 0;
    if (port_ != 0 || count_ == 0) {
        tw::poll();
        return -1;
    }
    tw::spend(1);
    const char c = input_[first_];
    first_ = (first_ + 1) % sizeof input_;
    count_--;
    if (c != '\n' && length + 1 < sizeof taken) {
        taken[length++] = c;
    } else if (c == '\n') {
        float values[128];
        int count = 0;
        taken[length] = '\0';
        for (char *at = taken; count < 128 && *at != '\0';) {
            char *after;
            values[count++] = strtof(at, &after);
            at = *after == ',' ? after + 1 : after;
            if (after == at && *at != '\0') {
                break;
            }
        }
        tw::trace_read("serial", values, count);
        length = 0;
    }
    return static_cast<uint8_t>(c);
}

size_t HardwareSerial::write(uint8_t byte) {
    if (!open_) {
        return 0;
    }
    const uint64_t now = tw::now();
    sent_until_ = (sent_until_ > now ? sent_until_ : now) + unsent_us_;
    const uint64_t buffer_us = 64ull * unsent_us_;
    tw::spend(sent_until_ - now > buffer_us ? static_cast<uint32_t>(sent_until_ - now - buffer_us) : 1);
    if (port_ == 0) {
        tw::trace_character(byte);
    }
    return 1;
}

void HardwareSerial::flush() {
    const uint64_t now = tw::now();
    if (sent_until_ > now) {
        tw::sleep(sent_until_ - now);
    }
}

/* ---- The program -------------------------------------------------------------------------------------- */

extern "C" void init(void) {}

int main() {
    tw::start();
    tw::open_world();
    count_serial_channels();
    tw::start_watchdog();
    init();
    setup();
    for (;;) {
        loop();
        tw::poll();
    }
}
