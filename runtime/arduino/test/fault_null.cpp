/* Writing where a null pointer leads is a fault, also where the emulated machine has memory. */
#include <Arduino.h>

struct Settings {
    long rate, limit;
};
Settings *volatile settings = nullptr;

void setup() {
    Serial.begin(115200);
    Serial.println("before");
    settings->limit = 5;
    Serial.println("after");
}

void loop() { delay(100); }
