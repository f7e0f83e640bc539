/* Switching off parts of the chip: nongnu.org/avr-libc, <avr/power.h>. Power is not emulated, so these do nothing. */
#ifndef AVR_POWER_H
#define AVR_POWER_H

inline void power_all_disable() {}
inline void power_all_enable() {}
inline void power_adc_disable() {}
inline void power_adc_enable() {}
inline void power_spi_disable() {}
inline void power_spi_enable() {}
inline void power_twi_disable() {}
inline void power_twi_enable() {}
inline void power_usart0_disable() {}
inline void power_usart0_enable() {}
inline void power_timer1_disable() {}
inline void power_timer1_enable() {}
inline void power_timer2_disable() {}
inline void power_timer2_enable() {}

#endif
