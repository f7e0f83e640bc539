/* A timer whose interrupts come late: one call makes up for the periods that were missed, the next come when they would have. */
#include <Arduino.h>
#include <mbed.h>

mbed::Ticker ticker;
volatile unsigned long calls = 0;
volatile unsigned long last = 0;

void called() {
    calls = calls + 1;
    last = micros() / 1000;
}

void setup() {
    Serial.begin(115200);
    ticker.attach(&called, std::chrono::milliseconds(10));
}

void loop() {
    noInterrupts();
    delay(25);
    interrupts();
    delay(1);
    Serial.print(calls);
    Serial.print(" calls, the last at ");
    Serial.println(last);
    delay(100);
    Serial.print(calls);
    Serial.print(" calls, the last at ");
    Serial.println(last);
}
