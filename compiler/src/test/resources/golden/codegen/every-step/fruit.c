#include "fruit.h"

#include "fruit_tw_memory.h"
#include "fruit_tw_input.h"
#include "fruit_tw_matrix_s8.h"
#include "fruit_tw_softmax_s8.h"

/* An AVR reads constants with 16-bit addresses, and code lies behind them. */
#if defined(__AVR__) && FRUIT_CONSTANT_BYTES > 60000
#error "model fruit has 388 bytes of constants, an AVR reaches 60000"
#endif

/* ---- Memory ---------------------------------------------------------------------------------- */

/* Columns of the input stage, inputs and outputs of layers, each from its first use to its last. */
static union {
    int8_t bytes[FRUIT_ARENA_BYTES];
    /* cppcheck-suppress unusedStructMember; it aligns the bytes */
    uint32_t align;
} arena;

/* Stops the build where the buffers do not take the bytes that were planned. */
typedef char fruit_arena_is_as_planned[sizeof(arena) == FRUIT_ARENA_BYTES ? 1 : -1];

/* ---- Input: 3 readings -> 7 features --------------------------------------------------
 *
 * Columns are fixed point, value * 2^point in int32.
 * - A missing reading counts as the column's training mean.
 * - share is added, computed from the readings as red / (red + `green light`) - red * 2.
 * - Columns are limited to what lies between the 1 and 99 percentile: red to [-2.403, 2.361];
 *   green light to [993.7, 1006]; int to [-9.153e+06, -6.775e+05]; share to [-4.719, 4.804].
 * - log2(1 + distance from the smallest training value) replaces red from -2.403.
 * - The 3 products of all pairs of red; share are added, squares included.
 * - Each column is scaled to (x - median) / (third quartile - first quartile) (a constant one to
 *   0): red median 1.825, spread 0.4935; green light median 1000, spread 4.003; int median
 *   -5.125e+06, spread 2.655e+06; share median -0.2817, spread 2.39; red^2 median 3.332, spread
 *   1.775; red*share median -0.5142, spread 4.328; share^2 median 1.622, spread 4.479.
 */

/* Readings: what stands in for a missing one, binary point. */
static const fruit_tw_reading input_reading[3] FRUIT_TW_FLASH = {
    {0.07807755f, 25}, /* red [lux] */
    {1000.02246f, 17}, /* green light [lux] */
    {-5103209.5f,  3}, /* int */
};

/* Columns are limited to these. */
static const fruit_tw_limits step2_limits[4] FRUIT_TW_FLASH = {
    {-80630805,  79217682}, /* red */
    {130240909, 131865000}, /* green light */
    {-73225539,  -5419789}, /* int */
    {-79178120,  80590578}, /* share */
};

/* log2(1 + x - smallest): column, its point, smallest. */
static const fruit_tw_log step3_log[1] FRUIT_TW_FLASH = {
    {0, 25, -80630805}, /* red */
};

/* Products: left column, right column, shift. */
static const fruit_tw_product step4_product[3] FRUIT_TW_FLASH = {
    {0, 0, 22}, /* red^2 */
    {0, 3, 24}, /* red*share */
    {3, 3, 26}, /* share^2 */
};

/* (x - median) / (third quartile - first quartile): offset, multiplier, shift. */
static const fruit_tw_scaling step5_scaling[7] FRUIT_TW_FLASH = {
    { 15312091, 1087930191,  0}, /* red */
    {131071396, 2145617495,  3}, /* green light */
    {-41000250, 1695991535, -2}, /* int */
    { -4726403, 1797361178, -4}, /* share */
    { 55899654, 1210044014, -2}, /* red^2 */
    { -4313660, 1984670608, -4}, /* red*share */
    {  6802040, 1917986160, -4}, /* share^2 */
};

/* Network input, scale 0.030499356, zero point -20: multiplier, shift. */
static const fruit_tw_factor input_factor[7] FRUIT_TW_FLASH = {
    {1100168546, -15}, /* red */
    {1100168546, -16}, /* green light */
    {1100168546, -16}, /* int */
    {1100168546, -15}, /* share */
    {1100168546, -16}, /* red^2 */
    {1100168546, -15}, /* red*share */
    {1100168546, -14}, /* share^2 */
};

static void prepare(const float *readings, int32_t *columns, int8_t *x) {
    fruit_tw_convert(readings, 3, input_reading, columns);
    const float red = fruit_tw_present(readings[0], 0.07807755f);
    const float green_light = fruit_tw_present(readings[1], 1000.02246f);
    const float share = fruit_tw_present(fruit_tw_rounded(red / (red + green_light)) - fruit_tw_rounded(red * 2.0f), -0.15607803f); /* share */
    columns[3] = fruit_tw_fixed(share, 24);
    fruit_tw_clip(columns, 4, step2_limits);
    fruit_tw_logs(columns, 1, step3_log);
    fruit_tw_products(columns, 3, step4_product, &columns[4]);
    fruit_tw_scale(columns, 7, step5_scaling);
    fruit_tw_quantize_s8(columns, 7, input_factor, -20, x);
}

/* ---- Network: 7 features -> 3 classes ------------------------------------------------- */

/* 1 "hidden": fully connected, 7 -> 7 */
static const int8_t layer1_weights[49] FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
      80,   87,  -27,   71,  127,  -90,   57,   62,  127,  -39,  -72,  -34,   36,  -37,  -53,  104,
    -123,  -18,    7, -127,   77,   80,  -20,   61,  -90, -127,   23,  -69,  123,  127,    1,   61,
      -7,   22,  -28,  107,  -55,  -84, -127,   58,  -26,  -88,   69,  110,  -81,  -41,  127, -119,
    -106
};
static const int32_t layer1_bias[7] FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
     8090,  1221, -3996, -5056,  5390, -3199, -2324
};
static const int32_t layer1_multiplier[7] FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
    1409549779, 1309840962, 2018430684, 1237198215, 1640040530, 1964652374, 2144562837
};
static const int8_t layer1_shift[7] FRUIT_TW_FLASH FRUIT_TW_ALIGNED(1) = {
    -6, -5, -7, -5, -6, -6, -7
};
static const fruit_tw_matrix layer1_parameters FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
    .weights = layer1_weights,
    .bias = layer1_bias,
    .multiplier = layer1_multiplier,
    .shift = layer1_shift,
    .length = 7,
    .rows = 7,
    .per_row = 1,
    .output_zero = -128,
    .output_min = -128,
    .output_max = 127,
};

/* 2 "logits": fully connected, 7 -> 3 */
static const int8_t layer2_weights[21] FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
      79,   30,   24,    9,   76,  -19, -127,   22,   39,  -73,   -3,   21,  -17, -127,  -21,  -70,
      21,  127,   26,   61,  -17
};
static const int32_t layer2_bias[3] FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
      8844, -17850,  19167
};
static const int32_t layer2_multiplier[3] FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
    2100395484, 1094226894, 2035457893
};
static const int8_t layer2_shift[3] FRUIT_TW_FLASH FRUIT_TW_ALIGNED(1) = {
    -7, -6, -7
};
static const fruit_tw_matrix layer2_parameters FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
    .weights = layer2_weights,
    .bias = layer2_bias,
    .multiplier = layer2_multiplier,
    .shift = layer2_shift,
    .length = 7,
    .rows = 3,
    .per_row = 1,
    .output_zero = 11,
    .output_min = -128,
    .output_max = 127,
};

/* 3 "softmax": softmax, 3 -> 3 */
static const fruit_tw_softmax_quant layer3_parameters FRUIT_TW_FLASH FRUIT_TW_ALIGNED(4) = {
    .multiplier = 1529006464,
    .shift = 22,
    .diff_min = -496,
};

/* ---- Debugging: which layer is at work, and what each took --------------------------------------- */

#if FRUIT_DEBUG
uint32_t fruit_layer_cycles[FRUIT_LAYERS];
volatile uint8_t fruit_current_layer = FRUIT_NO_LAYER;
static uint32_t layer_start;

#if defined(FRUIT_MICROS)
unsigned long FRUIT_MICROS(void);
static uint32_t clock_now(void) {
    return (uint32_t)FRUIT_MICROS();
}
#elif defined(__ARM_ARCH_7M__) || defined(__ARM_ARCH_7EM__) || defined(__ARM_ARCH_8M_MAIN__)
/* DWT's cycle counter: Armv7-M architecture reference manual, C1.6.5 and C1.8. Turned on for every reading, which changes
 * nothing where it is on: a debugger may have turned it off. */
static uint32_t clock_now(void) {
    *(volatile uint32_t *)0xE000EDFCu |= (uint32_t)1 << 24; /* DEMCR.TRCENA */
    *(volatile uint32_t *)0xE0001FB0u = 0xC5ACCE55u;        /* DWT_LAR: opens the lock that a Cortex-M7 has */
    *(volatile uint32_t *)0xE0001000u |= 1u;                /* DWT_CTRL.CYCCNTENA */
    return *(volatile uint32_t *)0xE0001004u;               /* DWT_CYCCNT */
}
#else
static uint32_t clock_now(void) {
    return 0;
}
#endif

static void enter_layer(uint8_t layer) {
    const uint32_t now = clock_now();
    if (fruit_current_layer < FRUIT_LAYERS) {
        fruit_layer_cycles[fruit_current_layer] = now - layer_start;
    }
    fruit_current_layer = layer;
    layer_start = clock_now();
}
#define FRUIT_ENTER(layer) enter_layer(layer)
#else
#define FRUIT_ENTER(layer) ((void)0)
#endif

/* ---- Monitoring: what the model meets --------------------------------------------------------------- */

#if FRUIT_MONITOR
typedef struct {
    float low;
    float high;
} trained_range;

static const trained_range trained_ranges[FRUIT_READINGS] FRUIT_TW_FLASH = {
    {  -3.9216716f, 2.8833265f}, /* red */
    {    988.9951f, 1007.0741f}, /* green light */
    {-1.1825426E7f,  185695.0f}, /* int */
};

typedef char fruit_monitor_is_small[sizeof(fruit_monitor_counters) < 300 ? 1 : -1];

fruit_monitor_counters fruit_monitor;
static uint8_t monitor_off; /* while the self-test runs */

static void count(uint16_t *counter) {
    if (*counter < UINT16_MAX) {
        (*counter)++;
    }
}

static int is_missing(float x) {
    union {
        float value;
        uint32_t bits;
    } word;
    word.value = x;
    return (word.bits & 0x7fffffffu) > 0x7f800000u;
}

static void count_reading(float x, uint16_t reading) {
    const uint16_t slot = FRUIT_MONITORED == FRUIT_READINGS ? reading : 0;
    FRUIT_TW_FLASH_STRUCT(trained_range, range, &trained_ranges[reading]);
    if (is_missing(x)) {
        count(&fruit_monitor.missing[slot]);
    } else if (x < range->low) {
        count(&fruit_monitor.below[slot]);
    } else if (x > range->high) {
        count(&fruit_monitor.above[slot]);
    }
}

static void count_inference(const float *readings, const int8_t *scores) {
    int8_t best = scores[0];
    if (monitor_off) {
        return;
    }
    for (uint16_t r = 0; r < FRUIT_READINGS; r++) {
        count_reading(readings[r], r);
    }
    for (uint16_t k = 1; k < FRUIT_CLASSES; k++) {
        best = scores[k] > best ? scores[k] : best;
    }
    count(&fruit_monitor.confidence[(best + 128) >> 5]);
    if (fruit_monitor.inferences < UINT32_MAX) {
        fruit_monitor.inferences++;
    }
}

void fruit_monitor_reset(void) {
    uint8_t *const bytes = (uint8_t *)&fruit_monitor;
    for (uint16_t i = 0; i < sizeof(fruit_monitor); i++) {
        bytes[i] = 0;
    }
}
#define FRUIT_COUNT(readings, scores) count_inference(readings, scores)
#else
#define FRUIT_COUNT(readings, scores) ((void)0)
#endif

/* ---- Use ------------------------------------------------------------------------------------- */

void fruit_run(const float readings[FRUIT_READINGS], int8_t scores[FRUIT_CLASSES]) {
    /* 0 "input": quantize, 7 -> 7
     * columns of fixed point, see above */
    FRUIT_ENTER(0);
    prepare(readings, (int32_t *)(void *)(&arena.bytes[0]), &arena.bytes[0]);
    /* 1 "hidden": fully connected, 7 -> 7
     * a row at a time */
    FRUIT_ENTER(1);
    fruit_tw_matrix_vector_s8(&arena.bytes[0], &layer1_parameters, &arena.bytes[8]);
    /* 2 "logits": fully connected, 7 -> 3
     * a row at a time */
    FRUIT_ENTER(2);
    fruit_tw_matrix_vector_s8(&arena.bytes[8], &layer2_parameters, &arena.bytes[0]);
    /* 3 "softmax": softmax, 3 -> 3
     * a row at a time */
    FRUIT_ENTER(3);
    fruit_tw_softmax_s8(&arena.bytes[0], 3, &layer3_parameters, scores);
    FRUIT_ENTER(FRUIT_NO_LAYER);
    FRUIT_COUNT(readings, scores);
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

#if FRUIT_DEBUG
/* ---- Debugging: self-test and fault report ---------------------------------------------------------- */

/* Rows of readings, as the bits of float32, and the scores that the host computed. */
static const uint32_t golden_readings[4 * FRUIT_READINGS] FRUIT_TW_FLASH = {
    0xc07afcabu, 0x44773fb0u, 0xcb347112u,
    0x4038886cu, 0x447bc4beu, 0x483557c0u,
    0xbf04e87eu, 0x44798237u, 0xcab19bb3u,
    0x7fc00000u, 0x7fc00000u, 0x7fc00000u,
};
static const int8_t golden_scores[4 * FRUIT_CLASSES] FRUIT_TW_FLASH = {
    -59, -126, 57,
    127, -128, -127,
    -78, -74, 24,
    -71, -74, 17,
};

static float golden_reading(uint16_t index) {
    union {
        uint32_t bits;
        float value;
    } word;
    word.bits = (uint32_t)FRUIT_TW_FLASH_S32(&golden_readings[index]);
    return word.value;
}

uint16_t fruit_self_test(void) {
    float readings[FRUIT_READINGS];
    int8_t scores[FRUIT_CLASSES];
    uint16_t wrong = 0;
#if FRUIT_MONITOR
    monitor_off = 1;
#endif
    for (uint16_t row = 0; row < 4 && wrong == 0; row++) {
        for (uint16_t r = 0; r < FRUIT_READINGS; r++) {
            readings[r] = golden_reading((uint16_t)(row * FRUIT_READINGS + r));
        }
        fruit_run(readings, scores);
        for (uint16_t k = 0; k < FRUIT_CLASSES; k++) {
            if (scores[k] != FRUIT_TW_FLASH_S8(&golden_scores[row * FRUIT_CLASSES + k])) {
                wrong = (uint16_t)(row + 1);
            }
        }
    }
#if FRUIT_MONITOR
    monitor_off = 0;
#endif
    return wrong;
}

const char *fruit_layer_name(uint8_t layer) {
    static const char *const names[FRUIT_LAYERS] = {
        "input",
        "dense 7->7",
        "dense 7->3",
        "softmax 3",
    };
    return layer < FRUIT_LAYERS ? names[layer] : "";
}

static void say(void (*put)(char), const char *text) {
    for (; *text != '\0'; text++) {
        put(*text);
    }
}

static void say_fault(void (*put)(char)) {
    const uint8_t layer = fruit_current_layer;
    if (layer >= FRUIT_LAYERS) {
        say(put, "fault outside of fruit");
        return;
    }
    say(put, "fault in fruit layer ");
#if FRUIT_LAYERS > 10
    put((char)('0' + layer / 10 % 10));
#endif
    put((char)('0' + layer % 10));
    say(put, " (");
    say(put, fruit_layer_name(layer));
    say(put, ")");
}

void fruit_report_fault(void (*put)(char)) {
    say_fault(put);
    put('\n');
}

static struct {
    char *buffer;
    uint16_t used;
    uint16_t size;
} fault_sink;

static void put_into_sink(char c) {
    if (fault_sink.used + 1u < fault_sink.size) {
        fault_sink.buffer[fault_sink.used++] = c;
        fault_sink.buffer[fault_sink.used] = '\0';
    }
}

void fruit_fault_text(char *buffer, uint16_t size) {
    if (size == 0) {
        return;
    }
    buffer[0] = '\0';
    fault_sink.buffer = buffer;
    fault_sink.used = 0;
    fault_sink.size = size;
    say_fault(put_into_sink);
}
#endif
