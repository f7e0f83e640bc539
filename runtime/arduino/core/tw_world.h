/* What the emulated device sees and does: virtual time, the channels of world.bin, the events of trace.txt. Used by the core
 * and the sensor libraries, not by sketches. */
#ifndef TW_WORLD_H
#define TW_WORLD_H

#include <stddef.h>
#include <stdint.h>

namespace tw {

/* ---- Time: microseconds since reset ------------------------------------------------------------------- */

uint64_t now();
/* Lets time pass for a call that does something. Ends the run where the world ends. */
void spend(uint32_t us);
/* The same for a call that only asks, as waiting loops do: after many of these in a row each takes longer. */
void poll();
/* Lets time pass, calling what is due meanwhile. */
void sleep(uint64_t us);

/* ---- World: raw values by channel name ---------------------------------------------------------------- */

/* The channel's number, or -1 where the world has none of this name. */
int channel(const char *name);
/* The value that the channel has now, with noise; `otherwise` where number is -1. */
float value(int number, float otherwise);
/* The same without noise. */
float level(int number, float otherwise);
float value(const char *name, float otherwise);
long whole(const char *name, long otherwise, long low, long high);
/* The name of a channel, or NULL past the last. */
const char *channel_name(int number);
/* Index of the row that is shown, and the time at which it came. */
uint32_t row();
uint64_t row_start();
uint64_t line_every();

/* ---- Trace -------------------------------------------------------------------------------------------- */

void trace_read(const char *device, const float *values, int count);
void trace_pin(int pin, int level);
void trace_pwm(int pin, int duty);
void trace_character(uint8_t character);
[[noreturn]] void end(const char *how, const char *detail);

/* ---- What happens by itself --------------------------------------------------------------------------- */

/* Calls back every period, from within calls that let time pass; returns a handle, or -1 where all are taken. */
int every(uint64_t period_us, void (*callback)(void *), void *context, bool once);
void cancel(int handle);
extern bool interrupts_on;
/* How many handlers have run since reset. */
extern uint32_t interrupts_taken;

/* ---- Start --------------------------------------------------------------------------------------------- */

/* Reads the head of world.bin and its first row. */
void open_world();

/* ---- The backend: this computer or Cortex-M ------------------------------------------------------------ */

void start(); /* before anything else */
size_t read_world(void *to, size_t bytes); /* the next bytes of world.bin */
void write_trace(const char *text, size_t bytes);
void start_watchdog();
void feed_watchdog();
[[noreturn]] void leave(int status);
}  // namespace tw

/* What the model was called with; |count| is 0 where it had taken its samples before. */
extern "C" void tw_trace_inference(const float *readings, int count, const signed char *scores, int classes);
extern "C" void tw_trace_push(const float *samples, int count);
extern "C" void tw_trace_smooth(int best, int share, int is_event);
extern "C" void tw_trace_restart(void);
/* Lets the time pass that the board takes for what was just computed. */
extern "C" void tw_compute(unsigned int us);

#endif
