/* Analog inputs at several resolutions, with noise, out of range, and without a channel. */
#include <Arduino.h>

void setup() {
    Serial.begin(115200);
    analogReference(AR_DEFAULT);
}

void loop() {
    analogReadResolution(10);
    Serial.print(analogRead(A0));
    Serial.print(' ');
    Serial.print(analogRead(A1));
    Serial.print(' ');
    Serial.print(analogRead(2));
    Serial.print(' ');
    Serial.print(analogRead(A3));
    analogReadResolution(12);
    Serial.print(' ');
    Serial.println(analogRead(A0));
    delay(100);
}
