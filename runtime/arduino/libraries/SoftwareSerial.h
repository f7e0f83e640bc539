/* A second serial port on any two pins: docs.arduino.cc, "SoftwareSerial". Nothing is connected: it receives nothing, and what it
 * sends is not recorded. */
#ifndef SoftwareSerial_h
#define SoftwareSerial_h

#include "Arduino.h"

class SoftwareSerial : public HardwareSerial {
public:
    SoftwareSerial(int receive, int transmit, bool inverse = false) : HardwareSerial(1) {
        (void)receive;
        (void)transmit;
        (void)inverse;
    }
    bool listen() { return true; }
    bool isListening() { return is_open(); }
    bool stopListening() { return true; }
    bool overflow() { return false; }
};

#endif
