/* Virtual time: delays are exact, questions take 4 us each and after 256 of them 100 us. */
#include <Arduino.h>
#include <util/delay.h>

void setup() {
    Serial.begin(115200);
    unsigned long start = micros();
    delay(10);
    Serial.println(micros() - start);
    start = micros();
    delayMicroseconds(250);
    Serial.println(micros() - start);
    start = micros();
    _delay_ms(2.5);
    Serial.println(micros() - start);
    start = micros();
    for (int i = 0; i < 256; i++) {
        micros();
    }
    Serial.println(micros() - start);
    start = millis();
    while (millis() - start < 200) {
    }
    Serial.println(millis() - start);
    const unsigned long before = millis();
    for (int i = 0; i < 500; i++) {
        Serial.print('x');
    }
    Serial.println();
    Serial.flush();
    Serial.println(millis() - before);
}

void loop() {
    static unsigned long next = 500;
    if (millis() >= next) {
        Serial.println(next);
        next += 250;
    }
}
