/* HTS221 humidity and temperature: the interface of Arduino_HTS221, docs.arduino.cc/libraries. Without a channel in the world: 25 °C, 40 %. */
#ifndef ARDUINO_HTS221_H
#define ARDUINO_HTS221_H

#include "Arduino.h"
#include "tw_sensor.h"

#ifndef TW_TEMPERATURE_UNITS
#define TW_TEMPERATURE_UNITS
enum { FAHRENHEIT, CELSIUS };
#endif

class HTS221Class {
public:
    int begin() {
        tw::spend(5000);
        on_ = true;
        return 1;
    }
    void end() { on_ = false; }
    float readTemperature(int units = CELSIUS) {
        if (!on_) {
            return NAN;
        }
        const float celsius = tw::read_one("temperature", 25.0f);
        return units == FAHRENHEIT ? celsius * 1.8f + 32.0f : celsius;
    }
    float readHumidity() { return on_ ? tw::read_one("humidity", 40.0f) : NAN; }

private:
    bool on_ = false;
};

inline HTS221Class HTS;

#endif
