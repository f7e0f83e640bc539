/* The watchdog: nongnu.org/avr-libc, <avr/wdt.h>. Where it would reset the board, the run ends as a fault. */
#ifndef AVR_WDT_H
#define AVR_WDT_H

#include "Arduino.h"
#include "tw_world.h"

#define WDTO_15MS 0
#define WDTO_30MS 1
#define WDTO_60MS 2
#define WDTO_120MS 3
#define WDTO_250MS 4
#define WDTO_500MS 5
#define WDTO_1S 6
#define WDTO_2S 7
#define WDTO_4S 8
#define WDTO_8S 9

namespace tw {
inline int dog_timer = -1;
inline uint64_t dog_us = 0;
inline void dog_bites(void *) { end("fault", "the watchdog reset the board: no wdt_reset() in time"); }
}  // namespace tw

inline void wdt_disable() {
    tw::cancel(tw::dog_timer);
    tw::dog_timer = -1;
}
inline void wdt_reset() {
    if (tw::dog_timer >= 0) {
        tw::cancel(tw::dog_timer);
        tw::dog_timer = tw::every(tw::dog_us, tw::dog_bites, nullptr, true);
    }
}
inline void wdt_enable(int timeout) {
    wdt_disable();
    tw::dog_us = timeout >= WDTO_1S ? 1000000ull << (timeout - WDTO_1S) : timeout == WDTO_500MS ? 500000ull : timeout == WDTO_250MS ? 250000ull : 15000ull << timeout;
    tw::dog_timer = tw::every(tw::dog_us, tw::dog_bites, nullptr, true);
}

#endif
