/* APDS9960 colour, proximity and gestures: the interface of Adafruit's library, learn.adafruit.com/adafruit-apds9960-breakout.
 * Its proximity grows as things come near: 255 less the channel's, which is that of Arduino_APDS9960. Without a channel in the
 * world: colour 100 100 100 300, nothing near, no gesture. */
#ifndef _APDS9960_H_
#define _APDS9960_H_

#include "Arduino.h"
#include "Wire.h"
#include "tw_sensor.h"

#define APDS9960_ADDRESS 0x39
#define APDS9960_UP 0x01
#define APDS9960_DOWN 0x02
#define APDS9960_LEFT 0x03
#define APDS9960_RIGHT 0x04

typedef enum { APDS9960_AGAIN_1X, APDS9960_AGAIN_4X, APDS9960_AGAIN_16X, APDS9960_AGAIN_64X } apds9960AGain_t;
typedef enum { APDS9960_PGAIN_1X, APDS9960_PGAIN_2X, APDS9960_PGAIN_4X, APDS9960_PGAIN_8X } apds9960PGain_t;

class Adafruit_APDS9960 {
public:
    bool begin(uint16_t integration_ms = 10, apds9960AGain_t = APDS9960_AGAIN_4X, uint8_t address = APDS9960_ADDRESS, TwoWire *wire = &Wire) {
        (void)address;
        (void)wire;
        tw::spend(10000);
        setADCIntegrationTime(integration_ms);
        return true;
    }
    void setADCIntegrationTime(uint16_t milliseconds) { colour_ = tw::Ready(milliseconds < 3 ? 2780u : milliseconds * 1000u); }
    void setADCGain(apds9960AGain_t) {}
    void setProxGain(apds9960PGain_t) {}
    void enable(bool on = true) { colour_on_ = on && colour_on_; }
    void enableColor(bool on = true) { colour_on_ = on; }
    void enableProximity(bool on = true) { proximity_on_ = on; }
    void enableGesture(bool on = true) { gesture_on_ = on; }
    bool colorDataReady() { return colour_on_ && colour_.waits(); }
    void getColorData(uint16_t *r, uint16_t *g, uint16_t *b, uint16_t *c) {
        *r = *g = *b = *c = 0;
        if (!colour_on_) {
            return;
        }
        tw::spend(300);
        colour_.taken();
        *r = static_cast<uint16_t>(tw::whole("color.r", 100, 0, 65535));
        *g = static_cast<uint16_t>(tw::whole("color.g", 100, 0, 65535));
        *b = static_cast<uint16_t>(tw::whole("color.b", 100, 0, 65535));
        *c = static_cast<uint16_t>(tw::whole("color.c", *r + *g + *b, 0, 65535));
        const float read[4] = {static_cast<float>(*r), static_cast<float>(*g), static_cast<float>(*b), static_cast<float>(*c)};
        tw::trace_read("color", read, tw::channel("color.c") >= 0 ? 4 : 3);
    }
    uint8_t readProximity() {
        if (!proximity_on_) {
            return 0;
        }
        tw::spend(100);
        const int far = static_cast<int>(tw::whole("proximity", 255, 0, 255));
        const float read = static_cast<float>(far);
        tw::trace_read("proximity", &read, 1);
        return static_cast<uint8_t>(255 - far);
    }
    bool gestureValid() { return gesture_on_ && tw::channel("gesture") >= 0 && gesture_.waits(); }
    uint8_t readGesture() {
        if (!gestureValid()) {
            return 0;
        }
        gesture_.taken();
        const int seen = static_cast<int>(tw::whole("gesture", -1, -1, 3)); /* none, up, down, left, right from -1 on */
        const float read = static_cast<float>(seen);
        tw::trace_read("gesture", &read, 1);
        return static_cast<uint8_t>(seen + 1);
    }

private:
    bool colour_on_ = false, proximity_on_ = false, gesture_on_ = false;
    tw::Ready colour_{10000}, gesture_{100000};
};

#endif
