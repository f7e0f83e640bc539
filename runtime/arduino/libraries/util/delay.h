/* Waiting loops: nongnu.org/avr-libc, <util/delay.h>. */
#ifndef UTIL_DELAY_H
#define UTIL_DELAY_H

#include "tw_world.h"

inline void _delay_us(double us) { tw::sleep(static_cast<uint64_t>(us)); }
inline void _delay_ms(double milliseconds) { tw::sleep(static_cast<uint64_t>(milliseconds * 1000.0)); }

#endif
