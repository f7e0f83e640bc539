/* A ticker of Mbed OS that works while loop() waits, a timeout, and a second ticker that is taken off. */
#include <Arduino.h>
#include <mbed.h>

mbed::Ticker ticker, other;
mbed::Timeout timeout;
volatile int ticks = 0, others = 0;

void tick() { ticks = ticks + 1; }
void other_tick() { others = others + 1; }
void late() { other.detach(); }

void setup() {
    Serial.begin(115200);
    ticker.attach(tick, 0.1f);
    other.attach(other_tick, std::chrono::milliseconds(50));
    timeout.attach(late, std::chrono::milliseconds(220));
}

void loop() {
    delay(299);
    noInterrupts();
    const int seen = ticks;
    interrupts();
    Serial.print(seen);
    Serial.print(' ');
    Serial.println(others);
}
