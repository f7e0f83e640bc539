/* The inertial sensor has a new value at its own rate, however often it is asked. */
#include <Arduino.h>
#include <Arduino_LSM9DS1.h>

int accelerations = 0, fields = 0;

void setup() {
    Serial.begin(115200);
    float x, y, z;
    Serial.println(IMU.readAcceleration(x, y, z));
    Serial.println(IMU.begin());
    Serial.print(IMU.accelerationSampleRate());
    Serial.print(' ');
    Serial.println(IMU.magneticFieldSampleRate());
}

void loop() {
    static unsigned long next = 100;
    float x, y, z;
    if (IMU.accelerationAvailable()) {
        IMU.readAcceleration(x, y, z);
        accelerations++;
    }
    if (IMU.magneticFieldAvailable()) {
        IMU.readMagneticField(x, y, z);
        fields++;
    }
    if (millis() >= next) {
        next += 100;
        Serial.print(accelerations);
        Serial.print(' ');
        Serial.println(fields);
        accelerations = fields = 0;
    }
}
