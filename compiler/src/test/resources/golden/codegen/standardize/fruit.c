#include "fruit.h"

#include "fruit_tw_input.h"
#include "fruit_tw_dense_s8.h"
#include "fruit_tw_softmax_s8.h"

/* ---- Memory ---------------------------------------------------------------------------------- */

/* The input stage works on columns; each layer reads at one end of bytes and writes at the other. */
static union {
    int32_t columns[3];
    int8_t bytes[FRUIT_ARENA_BYTES];
} arena;

/* Stops the build where the buffers do not take the bytes that were planned. */
typedef char fruit_arena_is_as_planned[sizeof(arena) == FRUIT_ARENA_BYTES ? 1 : -1];

/* ---- Input: 3 readings -> 3 features --------------------------------------------------
 *
 * Columns are fixed point, value * 2^point in int32.
 * - Each column is scaled to (x - mean) / deviation (a constant one to 0): red mean 0.07808,
 *   deviation 0.9915; green light mean 1000, deviation 2.861; int mean -5.103e+06, deviation
 *   1.893e+06.
 */

/* Readings: what stands in for a missing one, binary point. */
static const fruit_tw_reading input_reading[3] = {
    {0.14092863f, 25}, /* red [lux] */
    { 999.99536f, 17}, /* green light [lux] */
    {-5125031.0f,  3}, /* int */
};

/* (x - mean) / deviation: offset, multiplier, shift. */
static const fruit_tw_scaling step1_scaling[3] = {
    {  2619848, 1082905195, -4}, /* red */
    {131074945, 1501463893,  3}, /* green light */
    {-40825676, 1189541307, -2}, /* int */
};

/* Network input, scale 0.02745496, zero point 6: multiplier, shift. */
static const fruit_tw_factor input_factor[3] = {
    {1222162879, -14}, /* red */
    {1222162879, -15}, /* green light */
    {1222162879, -15}, /* int */
};

static void prepare(const float *readings, int8_t *x) {
    int32_t *const columns = arena.columns;
    fruit_tw_convert(readings, 3, input_reading, columns);
    fruit_tw_scale(columns, 3, step1_scaling);
    fruit_tw_quantize_s8(columns, 3, input_factor, 6, x);
}

/* ---- Network: 3 features -> 3 classes ------------------------------------------------- */

/* Layer 1 "hidden": dense, 3 -> 7, relu; output scale 0.017780375, zero point -128. */
static const int8_t layer1_weights[7 * 3] = {
      17,  -31, -127,   98,   15, -127,  -83, -127,  -32, -127,   -3,  107,  127,   12,   59, -127,
       3,    6,  -88, -127,  -23
};
static const int32_t layer1_bias[7] = {
    -1469,  3164,  -169, -2596,  -319, -1978,    13
};
static const int32_t layer1_multiplier[7] = {
    1591770819, 1211235735, 1434101219, 1120966078, 1338803722, 2142731233, 1645562974
};
static const int8_t layer1_shift[7] = {
    -6, -6, -5, -6, -6, -6, -6
};
static const fruit_tw_dense_quant layer1_quant = {
    .input_zero = 6,
    .output_zero = -128,
    .output_min = -128,
    .output_max = 127,
    .multiplier = layer1_multiplier,
    .shift = layer1_shift,
};

/* Layer 2 "logits": dense, 7 -> 3, linear; output scale 0.08653789, zero point -60. */
static const int8_t layer2_weights[3 * 7] = {
     127,  -19,  -38,  -41,   16,    9,   10,  -88,   85,  127,  -62,   60,  -28,   40,   -1, -105,
     119,  127,   73,  105, -109
};
static const int32_t layer2_bias[3] = {
     -187,  -609, -3086
};
static const int32_t layer2_multiplier[3] = {
    1832395054, 1988965026, 1324545019
};
static const int8_t layer2_shift[3] = {
    -7, -8, -8
};
static const fruit_tw_dense_quant layer2_quant = {
    .input_zero = -128,
    .output_zero = -60,
    .output_min = -128,
    .output_max = 127,
    .multiplier = layer2_multiplier,
    .shift = layer2_shift,
};

/* Layer 3 "softmax": softmax over 3 logits in steps of 0.08653789. */
static const fruit_tw_softmax_quant layer3_quant = {.multiplier = 1486709632, .shift = 23, .diff_min = -248};

/* ---- Use ------------------------------------------------------------------------------------- */

void fruit_run(const float readings[FRUIT_READINGS], int8_t scores[FRUIT_CLASSES]) {
    prepare(readings, arena.bytes);
    fruit_tw_dense_s8(&arena.bytes[0], 3, layer1_weights, layer1_bias, &layer1_quant, &arena.bytes[5], 7);
    fruit_tw_dense_s8(&arena.bytes[5], 7, layer2_weights, layer2_bias, &layer2_quant, &arena.bytes[0], 3);
    fruit_tw_softmax_s8(&arena.bytes[0], 3, &layer3_quant, scores);
}

void fruit_classify(const float readings[FRUIT_READINGS], fruit_result *result) {
    int8_t scores[FRUIT_CLASSES];
    int best = 0;
    fruit_run(readings, scores);
    for (int k = 0; k < FRUIT_CLASSES; k++) {
        result->confidence[k] = (uint8_t)(scores[k] + 128);
        best = scores[k] > scores[best] ? k : best;
    }
    result->best = (fruit_class)best;
}

static const char *const labels[FRUIT_CLASSES] = {
    "Apple",
    "Gr\303\274ne Banane",
    "Orange",
};

const char *fruit_label(fruit_class which) {
    return (uint32_t)which < FRUIT_CLASSES ? labels[which] : "";
}
