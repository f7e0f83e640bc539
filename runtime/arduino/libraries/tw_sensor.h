/* What the sensor libraries share: a quantity that is ready at the sensor's rate. */
#ifndef TW_SENSOR_H
#define TW_SENSOR_H

#include "tw_world.h"

namespace tw {
/* True once in every period: a value waits since the last one was taken. */
class Ready {
public:
    explicit Ready(uint32_t period_us) : period_us_(period_us) {}
    bool waits() {
        poll();
        return now() >= next_;
    }
    void taken() { next_ = (now() / period_us_ + 1) * period_us_; }
    /* A whole number of hertz, as the libraries say it. */
    float rate() const { return static_cast<float>((1000000u + period_us_ / 2) / period_us_); }

private:
    uint32_t period_us_;
    uint64_t next_ = 0;
};

/* Three axes from the channels "<quantity>.x", ".y", ".z", recorded as one reading. */
inline void read_axes(const char *quantity, float &x, float &y, float &z, float rest_z) {
    char name[24];
    float *const axes[3] = {&x, &y, &z};
    for (int i = 0; i < 3; i++) {
        size_t length = 0;
        while (quantity[length] != '\0' && length < sizeof name - 3) {
            name[length] = quantity[length];
            length++;
        }
        name[length] = '.';
        name[length + 1] = static_cast<char>('x' + i);
        name[length + 2] = '\0';
        *axes[i] = value(name, i == 2 ? rest_z : 0.0f);
    }
    const float read[3] = {x, y, z};
    trace_read(quantity, read, 3);
}

inline float read_one(const char *quantity, float otherwise) {
    spend(200);
    const float read = value(quantity, otherwise);
    trace_read(quantity, &read, 1);
    return read;
}
}  // namespace tw

#endif
