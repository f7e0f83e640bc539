/* SPI basics: docs.arduino.cc, "SPI". Nothing is connected: every transfer reads 0. */
#ifndef SPI_h
#define SPI_h

#include "Arduino.h"
#include "tw_world.h"

#define SPI_MODE0 0
#define SPI_MODE1 1
#define SPI_MODE2 2
#define SPI_MODE3 3

struct SPISettings {
    SPISettings(uint32_t = 4000000, int = MSBFIRST, int = SPI_MODE0) {}
};

class SPIClass {
public:
    void begin() {}
    void end() {}
    void beginTransaction(const SPISettings &) {}
    void endTransaction() {}
    uint8_t transfer(uint8_t) {
        tw::spend(2);
        return 0;
    }
    uint16_t transfer16(uint16_t) {
        tw::spend(4);
        return 0;
    }
    void transfer(void *bytes, size_t count) {
        tw::spend(static_cast<uint32_t>(2 * count));
        memset(bytes, 0, count);
    }
};

inline SPIClass SPI;

#endif
