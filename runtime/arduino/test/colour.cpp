/* The colour sensor through the interface of Adafruit's library: whole counts, clamped to 16 bits. */
#include <Adafruit_APDS9960.h>
#include <Arduino.h>

Adafruit_APDS9960 sensor;

void setup() {
    Serial.begin(115200);
    Serial.println(sensor.begin());
    sensor.enableColor(true);
    sensor.enableProximity(true);
}

void loop() {
    uint16_t r, g, b, c;
    while (!sensor.colorDataReady()) {
        delay(5);
    }
    sensor.getColorData(&r, &g, &b, &c);
    Serial.print(r);
    Serial.print(' ');
    Serial.print(g);
    Serial.print(' ');
    Serial.print(b);
    Serial.print(' ');
    Serial.print(c);
    Serial.print(' ');
    Serial.println(sensor.readProximity());
    delay(100);
}
