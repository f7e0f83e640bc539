/* The microphone: the interface of PDM, docs.arduino.cc. It hears a tone of 440 Hz whose amplitude is the channel mic.level, of
 * 32767; without that channel, silence. */
#ifndef PDM_H
#define PDM_H

#include "Arduino.h"
#include "tw_world.h"

class PDMClass {
public:
    int begin(int channels, int rate);
    void end();
    int available() {
        tw::poll();
        return waiting_;
    }
    int read(void *to, size_t bytes);
    void onReceive(void (*callback)(void)) { callback_ = callback; }
    void setGain(int) {}
    void setBufferSize(int bytes) { size_ = bytes; }
    size_t getBufferSize() const { return static_cast<size_t>(size_); }

private:
    static void filled(void *self);
    void (*callback_)(void) = nullptr;
    int channels_ = 1, rate_ = 16000, size_ = 512, waiting_ = 0, timer_ = -1;
    uint32_t position_ = 0;
};

extern PDMClass PDM;

#endif
