/* Pins: only changes of outputs are events; what was written before pinMode() shows with it. */
#include <Arduino.h>

void setup() {
    digitalWrite(LEDR, HIGH);
    pinMode(LEDR, OUTPUT);
    pinMode(LED_BUILTIN, OUTPUT);
    digitalWrite(LED_BUILTIN, LOW);
    digitalWrite(LED_BUILTIN, HIGH);
    digitalWrite(LED_BUILTIN, HIGH);
    digitalWrite(5, HIGH);
    const uint8_t pin = LEDR;
    digitalWrite(pin, LOW);
    pinMode(pin, INPUT);
    digitalWrite(pin, HIGH);
    analogWrite(9, 128);
    analogWrite(9, 128);
    analogWriteResolution(12);
    analogWrite(9, 4095);
}

void loop() {
    delay(300);
    digitalWrite(LED_BUILTIN, !digitalRead(LED_BUILTIN));
}
