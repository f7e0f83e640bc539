/* Computes for ever without a call of the API. */
#include <Arduino.h>

volatile uint32_t count = 0;

void setup() {
    Serial.begin(115200);
    Serial.println("about to hang");
    delay(5);
    for (;;) {
        count = count + 1;
    }
}

void loop() {}
