/* The little of Mbed OS that sketches for the Nano 33 BLE use: a ticker, a timeout, and sleeping. os.mbed.com/docs. */
#ifndef MBED_H
#define MBED_H

#include <chrono>

#include "Arduino.h"
#include "tw_world.h"

namespace mbed {
class Ticker {
public:
    Ticker() {}
    Ticker(const Ticker &) = delete;
    Ticker &operator=(const Ticker &) = delete;
    ~Ticker() { detach(); }
    void attach(void (*callback)(), float seconds) { start(callback, static_cast<uint64_t>(seconds * 1e6f)); }
    template <typename R, typename P> void attach(void (*callback)(), std::chrono::duration<R, P> period) {
        start(callback, static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(period).count()));
    }
    void attach_us(void (*callback)(), uint64_t us) { start(callback, us); }
    void detach() {
        tw::cancel(handle_);
        handle_ = -1;
    }

protected:
    bool once_ = false;

private:
    static void run(void *self) { static_cast<Ticker *>(self)->callback_(); }
    void start(void (*callback)(), uint64_t us) {
        detach();
        callback_ = callback;
        handle_ = tw::every(us, run, this, once_);
    }
    void (*callback_)() = nullptr;
    int handle_ = -1;
};

class Timeout : public Ticker {
public:
    Timeout() { once_ = true; }
};
}  // namespace mbed

namespace rtos {
namespace ThisThread {
inline void sleep_for(uint32_t milliseconds) { delay(milliseconds); }
template <typename R, typename P> void sleep_for(std::chrono::duration<R, P> time) {
    delay(static_cast<unsigned long>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count()));
}
}  // namespace ThisThread
}  // namespace rtos

inline void thread_sleep_for(uint32_t milliseconds) { delay(milliseconds); }

#endif
