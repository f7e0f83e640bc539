/* I2C as a controller: docs.arduino.cc, "Wire". Devices are those of the world's i2c.<address>.<register>.<type> channels; they keep a
 * register pointer that moves on with each byte. Other addresses do not answer. */
#ifndef Wire_h
#define Wire_h

#include "Stream.h"

class TwoWire : public Stream {
public:
    void begin() { on_ = true; }
    void begin(int, int) { on_ = true; } /* pins */
    void end() { on_ = false; }
    void setClock(uint32_t hertz) { byte_us_ = hertz == 0 ? 90 : 9000000u / hertz; }
    void beginTransmission(uint8_t address);
    uint8_t endTransmission(bool stop = true);
    /* Any whole numbers: libraries call it with all sizes of them. Returns how many bytes came. */
    template <typename A, typename N> uint8_t requestFrom(A address, N count, bool stop = true) {
        (void)stop;
        return static_cast<uint8_t>(request(static_cast<uint8_t>(address), static_cast<size_t>(count)));
    }
    size_t write(uint8_t byte) override;
    using Print::write;
    int available() override { return static_cast<int>(count_ - at_); }
    int read() override { return at_ < count_ ? buffer_[at_++] : -1; }
    int peek() override { return at_ < count_ ? buffer_[at_] : -1; }

private:
    size_t request(uint8_t address, size_t count);
    bool on_ = false;
    uint8_t address_ = 0;
    uint8_t sent_[32];
    size_t sent_count_ = 0;
    uint8_t buffer_[32];
    size_t at_ = 0, count_ = 0;
    uint32_t byte_us_ = 90;
};

extern TwoWire Wire;
extern TwoWire Wire1;

#endif
