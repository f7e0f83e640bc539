/* Tell apples, bananas and oranges apart by colour
 *
 * To use it, compile all .c files of this folder and write:
 *
 *     fruit_result result;
 *     fruit_classify(readings, &result);
 *     fruit_label(result.best);
 *
 * Needs 28 bytes of RAM for its buffers, 432 bytes of constants, no heap. One call at a time: the buffers
 * are static.
 */
#ifndef FRUIT_H
#define FRUIT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FRUIT_VERSION "1.0"
#define FRUIT_CONTRACT "ab13ad10" /* changes with anything that a caller must keep to, and with the model */

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

#ifdef __cplusplus
}
#endif

#endif
