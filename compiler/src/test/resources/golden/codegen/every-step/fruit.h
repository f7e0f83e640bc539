/* Tell apples, bananas and oranges apart by colour
 *
 * To use it, compile all .c files of this folder and write:
 *
 *     fruit_result result;
 *     fruit_classify(readings, &result);
 *     fruit_label(result.best);
 *
 * Needs 28 bytes of RAM for its buffers, 388 bytes of constants, no heap. One call at a time: the buffers
 * are static.
 */
#ifndef FRUIT_H
#define FRUIT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FRUIT_VERSION "1.0"
#define FRUIT_CONTRACT "ab13ad10" /* changes with anything in this header, and with the model */
#define FRUIT_INTERFACE "83c29ebd" /* changes with what a caller must keep to: readings, transforms, classes */

/* What is passed: this many readings for each of this many samples, recorded at this rate where it is known. */
#define FRUIT_READINGS 3
#define FRUIT_WINDOW 1
#define FRUIT_RATE_HZ 62.5f

/* What comes back: this many scores. */
#define FRUIT_CLASSES 3

/* The network's tensors, int8: real = scale * (q - zero point). The input's is made from the readings in here. */
#define FRUIT_INPUT_SCALE 0.030499356f
#define FRUIT_INPUT_ZERO_POINT (-20)
#define FRUIT_OUTPUT_SCALE 0.00390625f
#define FRUIT_OUTPUT_ZERO_POINT (-128)

#define FRUIT_ARENA_BYTES 28
#define FRUIT_CONSTANT_BYTES 388

typedef enum {
    FRUIT_APPLE = 0, /* Apple */
    FRUIT_GRUNE_BANANE = 1, /* Grüne Banane */
    FRUIT_ORANGE = 2, /* Orange */
} fruit_class;

typedef struct {
    fruit_class best; /* the most likely class */
    uint8_t confidence[FRUIT_CLASSES]; /* share of each class in 256ths, at most 255 */
} fruit_result;

/* Classifies one set of readings, float32, in this order; NAN stands for one that is missing:
 *   readings[0]: red, in lux, -3.9216716 to 2.8833265 in training, share: raw value / sum of red, green light
 *   readings[1]: green light, in lux, 988.9951 to 1007.0741 in training, share: raw value / sum of red, green
 *     light
 *   readings[2]: int, -1.1825426E7 to 185695 in training
 */
void fruit_classify(const float readings[FRUIT_READINGS], fruit_result *result);

/* The same, raw: scores[k] + 128 is the share of class k in 256ths. */
void fruit_run(const float readings[FRUIT_READINGS], int8_t scores[FRUIT_CLASSES]);

/* The label of a class as in the data, UTF-8; empty if there is no such class. */
const char *fruit_label(fruit_class which);

/* ---- Debugging and monitoring ------------------------------------------------------------------
 *
 * Two switches, set here or with -DFRUIT_DEBUG=1 and -DFRUIT_MONITOR=1 for all files; off, they leave nothing behind. */
#ifndef FRUIT_DEBUG
#define FRUIT_DEBUG 0
#endif
#ifndef FRUIT_MONITOR
#define FRUIT_MONITOR 0
#endif

#if FRUIT_DEBUG
#define FRUIT_LAYERS 4 /* layer 0 prepares the readings, the others are the network's */
#define FRUIT_NO_LAYER 255

/* What each layer of the last inference took: cycles by the core's own counter on Armv7-M and Armv8-M Mainline, where it has
 * one; elsewhere what a clock of yours counts, with -DFRUIT_MICROS=micros for unsigned long micros(void); else 0. */
extern uint32_t fruit_layer_cycles[FRUIT_LAYERS];

/* The layer at work, FRUIT_NO_LAYER outside of the model. */
extern volatile uint8_t fruit_current_layer;

/* Such as "softmax 3"; empty if there is no such layer. */
const char *fruit_layer_name(uint8_t layer);

/* Runs the 4 rows that are built in and compares every score with what the host computed. Returns 0, or the number of
 * the first row that differs, from 1. */
uint16_t fruit_self_test(void);

/* Says which layer was at work, such as "fault in fruit layer 1 (dense 7->7)". The first writes at most size bytes, the zero at
 * the end included; the second needs no memory and ends the line, for a fault handler:
 *
 *     void HardFault_Handler(void) {
 *         fruit_report_fault(uart_put); // void uart_put(char): waits until the character is out
 *         for (;;) {
 *         }
 *     }
 */
void fruit_fault_text(char *buffer, uint16_t size);
void fruit_report_fault(void (*put)(char));
#endif

#if FRUIT_MONITOR
#define FRUIT_MONITOR_BINS 8
#define FRUIT_MONITORED 3 /* each reading is counted on its own */

/* What the model has met since the last reset; every counter stays at its largest value. */
typedef struct {
    uint32_t inferences;
    uint16_t confidence[FRUIT_MONITOR_BINS]; /* inferences by the share of the likeliest class, in eighths */
    uint16_t below[FRUIT_MONITORED];         /* readings lower than any in training, where that is known */
    uint16_t above[FRUIT_MONITORED];         /* readings higher than any in training */
    uint16_t missing[FRUIT_MONITORED];       /* readings that were NAN */
} fruit_monitor_counters;

extern fruit_monitor_counters fruit_monitor;

void fruit_monitor_reset(void);
#endif

#ifdef __cplusplus
}
#endif

#endif
