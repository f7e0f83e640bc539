/* Serial: what it prints becomes lines of the trace; what it receives are the world's serial.* channels as lines. */
#ifndef HardwareSerial_h
#define HardwareSerial_h

#include "Stream.h"

#define SERIAL_8N1 0x06
#define SERIAL_8E1 0x26
#define SERIAL_8O1 0x36
#define SERIAL_8N2 0x0e

class HardwareSerial : public Stream {
public:
    /* @param port 0 for Serial; others receive nothing and what they print is not recorded */
    explicit HardwareSerial(int port) : port_(port) {}
    void begin(unsigned long baud, uint16_t config = SERIAL_8N1);
    void end() { open_ = false; }
    int available() override;
    int read() override;
    int peek() override;
    int availableForWrite() override { return 64; }
    void flush() override;
    size_t write(uint8_t byte) override;
    using Print::write;
    operator bool();

    /* A line of numbers arrives; what no longer fits into the 64 bytes of the receive buffer, plus the line, is lost. */
    void receive(const char *text);
    bool is_open() const { return open_; }

private:
    int port_;
    bool open_ = false;
    uint32_t unsent_us_ = 0;
    uint64_t sent_until_ = 0;
    char input_[1024];
    unsigned int first_ = 0, count_ = 0;
    unsigned int lines_ = 0;
};

extern HardwareSerial Serial;
extern HardwareSerial Serial1;
#define SerialUSB Serial

#endif
