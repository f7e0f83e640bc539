/* LPS22HB air pressure: the interface of Arduino_LPS22HB, docs.arduino.cc/libraries. Without a channel in the world: 101.325 kPa. */
#ifndef ARDUINO_LPS22HB_H
#define ARDUINO_LPS22HB_H

#include "Arduino.h"
#include "tw_sensor.h"

enum { PSI, MILLIBAR, KILOPASCAL };

class LPS22HBClass {
public:
    int begin() {
        tw::spend(5000);
        on_ = true;
        return 1;
    }
    void end() { on_ = false; }
    float readPressure(int units = KILOPASCAL) {
        if (!on_) {
            return 0;
        }
        const float kilopascal = tw::read_one("pressure", 101.325f);
        return units == PSI ? kilopascal * 0.1450377f : units == MILLIBAR ? kilopascal * 10.0f : kilopascal;
    }
    float readTemperature() { return on_ ? tw::read_one("temperature", 25.0f) : 0; }

private:
    bool on_ = false;
};

inline LPS22HBClass BARO;

#endif
