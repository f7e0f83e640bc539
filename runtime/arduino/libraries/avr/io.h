/* Sketches include this for names that Arduino.h has here; the registers of AVR microcontrollers are not emulated. */
#ifndef AVR_IO_H
#define AVR_IO_H

#include "Arduino.h"

#endif
