/* Gives up. */
#include <Arduino.h>

void setup() {
    Serial.begin(115200);
    Serial.print("half a line");
    delay(3);
    abort();
}

void loop() {}
