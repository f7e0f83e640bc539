/* Serial was not begun: nothing is sent. */
#include <Arduino.h>

void setup() { Serial.println("lost"); }

void loop() {
    Serial.println(Serial ? "open" : "closed");
    delay(100);
}
