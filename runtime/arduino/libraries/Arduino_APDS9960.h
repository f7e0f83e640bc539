/* APDS9960 colour, proximity and gestures: the interface of Arduino_APDS9960 1.0, docs.arduino.cc/libraries. Without a channel in
 * the world: colour 100 100 100 300, proximity 255 (nothing near), no gesture. */
#ifndef ARDUINO_APDS9960_H
#define ARDUINO_APDS9960_H

#include "Arduino.h"
#include "tw_sensor.h"

enum { GESTURE_NONE = -1, GESTURE_UP = 0, GESTURE_DOWN = 1, GESTURE_LEFT = 2, GESTURE_RIGHT = 3 };

class APDS9960 {
public:
    bool begin() {
        tw::spend(2000);
        return on_ = true;
    }
    void end() { on_ = false; }
    int colorAvailable() { return on_ && colour_.waits() ? 1 : 0; }
    bool readColor(int &r, int &g, int &b) {
        int c;
        return readColor(r, g, b, c);
    }
    bool readColor(int &r, int &g, int &b, int &c) {
        if (!on_) {
            r = g = b = c = -1;
            return false;
        }
        tw::spend(300);
        colour_.taken();
        r = static_cast<int>(tw::whole("color.r", 100, 0, 65535));
        g = static_cast<int>(tw::whole("color.g", 100, 0, 65535));
        b = static_cast<int>(tw::whole("color.b", 100, 0, 65535));
        c = static_cast<int>(tw::whole("color.c", r + g + b, 0, 65535));
        const float read[4] = {static_cast<float>(r), static_cast<float>(g), static_cast<float>(b), static_cast<float>(c)};
        tw::trace_read("color", read, tw::channel("color.c") >= 0 ? 4 : 3);
        return true;
    }
    int proximityAvailable() { return on_ && proximity_.waits() ? 1 : 0; }
    int readProximity() {
        if (!on_) {
            return -1;
        }
        tw::spend(100);
        proximity_.taken();
        const int near = static_cast<int>(tw::whole("proximity", 255, 0, 255));
        const float read = static_cast<float>(near);
        tw::trace_read("proximity", &read, 1);
        return near;
    }
    int gestureAvailable() { return on_ && tw::channel("gesture") >= 0 && gesture_.waits() ? 1 : 0; }
    int readGesture() {
        if (!on_ || tw::channel("gesture") < 0) {
            return GESTURE_NONE;
        }
        gesture_.taken();
        const int seen = static_cast<int>(tw::whole("gesture", GESTURE_NONE, GESTURE_NONE, GESTURE_RIGHT));
        const float read = static_cast<float>(seen);
        tw::trace_read("gesture", &read, 1);
        return seen;
    }
    void setGestureSensitivity(uint8_t) {}
    void setInterruptPin(int) {}
    bool setGestureIntEnable(bool) { return true; }
    bool setLEDBoost(uint8_t) { return true; }

private:
    bool on_ = false;
    tw::Ready colour_{20000}, proximity_{10000}, gesture_{100000};
};

inline APDS9960 APDS;

#endif
