/* Sleeping: nongnu.org/avr-libc, <avr/sleep.h>. In idle mode the timer of millis() wakes the processor every millisecond; in the
 * others an interrupt of a pin or of a timer that the sketch started does. */
#ifndef AVR_SLEEP_H
#define AVR_SLEEP_H

#include "Arduino.h"
#include "tw_world.h"

#define SLEEP_MODE_IDLE 0
#define SLEEP_MODE_ADC 1
#define SLEEP_MODE_PWR_DOWN 2
#define SLEEP_MODE_PWR_SAVE 3
#define SLEEP_MODE_STANDBY 6
#define SLEEP_MODE_EXT_STANDBY 7

namespace tw {
inline int sleep_as = SLEEP_MODE_IDLE;
inline bool may_sleep = false;
}  // namespace tw

inline void set_sleep_mode(int mode) { tw::sleep_as = mode; }
inline void sleep_enable() { tw::may_sleep = true; }
inline void sleep_disable() { tw::may_sleep = false; }
inline void sleep_bod_disable() {}
inline void sleep_cpu() {
    const uint32_t before = tw::interrupts_taken;
    do {
        tw::sleep(1000 - tw::now() % 1000);
    } while (tw::may_sleep && tw::sleep_as != SLEEP_MODE_IDLE && tw::interrupts_taken == before);
}
inline void sleep_mode() {
    sleep_enable();
    sleep_cpu();
    sleep_disable();
}

#endif
