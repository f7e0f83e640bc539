/* Feeds the watchdog for a while, then forgets it. */
#include <Arduino.h>
#include <avr/wdt.h>

void setup() {
    Serial.begin(115200);
    wdt_enable(WDTO_250MS);
}

void loop() {
    if (millis() < 500) {
        wdt_reset();
    }
    delay(50);
    Serial.println(millis());
}
