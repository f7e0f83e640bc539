/* BMI270 acceleration and rotation, BMM150 magnetic field: the interface of the Arduino library of this header's name, docs.arduino.cc/libraries. Acceleration in g, rotation in
 * degrees per second, magnetic field in microtesla. Without a channel in the world the device lies still. */
#ifndef BMI270_BMM150_H
#define BMI270_BMM150_H

#include "Arduino.h"
#include "tw_sensor.h"

class BMI270_BMM150Class {
public:
    int begin() {
        tw::spend(20000);
        on_ = true;
        return 1;
    }
    void end() { on_ = false; }
    int accelerationAvailable() { return on_ && acceleration_.waits() ? 1 : 0; }
    int readAcceleration(float &x, float &y, float &z) { return read("accel", acceleration_, x, y, z, 1.0f); }
    float accelerationSampleRate() { return acceleration_.rate(); }
    int gyroscopeAvailable() { return on_ && gyroscope_.waits() ? 1 : 0; }
    int readGyroscope(float &x, float &y, float &z) { return read("gyro", gyroscope_, x, y, z, 0.0f); }
    float gyroscopeSampleRate() { return gyroscope_.rate(); }
    int magneticFieldAvailable() { return on_ && magnetic_.waits() ? 1 : 0; }
    int readMagneticField(float &x, float &y, float &z) { return read("mag", magnetic_, x, y, z, 0.0f); }
    float magneticFieldSampleRate() { return magnetic_.rate(); }

    void setContinuousMode() {}
    void setOneShotMode() {}

private:
    int read(const char *quantity, tw::Ready &ready, float &x, float &y, float &z, float rest_z) {
        if (!on_) {
            x = y = z = NAN;
            return 0;
        }
        tw::spend(300);
        ready.taken();
        tw::read_axes(quantity, x, y, z, rest_z);
        return 1;
    }
    bool on_ = false;
    tw::Ready acceleration_{10000}, gyroscope_{10000}, magnetic_{100000};
};

inline BMI270_BMM150Class IMU;

#endif
