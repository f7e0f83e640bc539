/* Sleeping: the interface of ArduinoLowPower, docs.arduino.cc/libraries. */
#ifndef ARDUINO_LOW_POWER_H
#define ARDUINO_LOW_POWER_H

#include "Arduino.h"

class ArduinoLowPowerClass {
public:
    void idle(unsigned long milliseconds = 10) { delay(milliseconds); }
    void sleep(unsigned long milliseconds = 10) { delay(milliseconds); }
    void deepSleep(unsigned long milliseconds = 10) { delay(milliseconds); }
};

inline ArduinoLowPowerClass LowPower;

#endif
