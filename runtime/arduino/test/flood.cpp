/* Something written begins a line, then more events than a trace takes: the run ends, and the line is not lost. */
#include <Arduino.h>

void setup() {
    Serial.begin(115200);
    Serial.print("never ended");
    pinMode(LED_BUILTIN, OUTPUT);
}

void loop() {
    digitalWrite(LED_BUILTIN, HIGH);
    digitalWrite(LED_BUILTIN, LOW);
}
