/* LSM6DSOX acceleration and rotation at 104 Hz: the interface of Arduino_LSM6DSOX, docs.arduino.cc/libraries. Acceleration in g,
 * rotation in degrees per second. Without a channel in the world the device lies still. */
#ifndef LSM6DSOX_H
#define LSM6DSOX_H

#include "Arduino.h"
#include "tw_sensor.h"

class LSM6DSOXClass {
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
    int temperatureAvailable() { return on_ ? 1 : 0; }
    int readTemperature(int &celsius) {
        celsius = static_cast<int>(tw::read_one("temperature", 25.0f));
        return 1;
    }
    int readTemperatureFloat(float &celsius) {
        celsius = tw::read_one("temperature", 25.0f);
        return 1;
    }
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
    tw::Ready acceleration_{9615}, gyroscope_{9615};
};

inline LSM6DSOXClass IMU;

#endif
