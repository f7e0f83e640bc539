/* Interrupts on and off: nongnu.org/avr-libc, <avr/interrupt.h>. Handlers of an AVR's own vectors are not emulated. */
#ifndef AVR_INTERRUPT_H
#define AVR_INTERRUPT_H

#include "Arduino.h"

#define sei() interrupts()
#define cli() noInterrupts()

#endif
