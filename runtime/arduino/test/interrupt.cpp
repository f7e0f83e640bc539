/* Interrupts of a pin that the world moves; one that comes while they are off comes afterwards. */
#include <Arduino.h>

volatile int rises = 0, changes = 0;

void on_rise() { rises = rises + 1; }
void on_change() { changes = changes + 1; }

void setup() {
    Serial.begin(115200);
    pinMode(2, INPUT);
    pinMode(3, INPUT_PULLUP);
    attachInterrupt(digitalPinToInterrupt(2), on_rise, RISING);
    attachInterrupt(digitalPinToInterrupt(3), on_change, CHANGE);
}

void loop() {
    Serial.print(rises);
    Serial.print(changes);
    Serial.print(digitalRead(2));
    Serial.print(digitalRead(3));
    Serial.println(digitalRead(4));
    noInterrupts();
    delay(60);
    Serial.print(rises);
    interrupts();
    Serial.println(rises);
    delay(40);
}
