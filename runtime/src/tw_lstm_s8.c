#include "tw_lstm_s8.h"

#include "tw_fixed_point.h"
#include "tw_memory.h"

#if defined(__AVR__)
#define TW_FLASH_U16(p) pgm_read_word(p)
#else
#define TW_FLASH_U16(p) (*(p))
#endif

enum { INPUT, FORGET, CELL, OUTPUT, GATES };

/* The logistic function of i / 24, Q0.16, raised by half of what a straight line to the next value lacks in the middle. */
static const uint16_t table[256] TW_FLASH = {
    32768, 33451, 34133, 34813, 35493, 36169, 36843, 37513, 38180, 38841, 39498, 40149, 40794, 41432, 42064, 42688,
    43304, 43912, 44511, 45102, 45683, 46255, 46817, 47369, 47911, 48443, 48964, 49475, 49975, 50464, 50942, 51409,
    51865, 52311, 52745, 53169, 53581, 53983, 54374, 54755, 55125, 55485, 55834, 56174, 56503, 56823, 57133, 57433,
    57724, 58007, 58280, 58544, 58800, 59048, 59288, 59519, 59743, 59959, 60168, 60370, 60565, 60753, 60935, 61110,
    61279, 61441, 61599, 61750, 61896, 62036, 62172, 62302, 62428, 62549, 62666, 62778, 62886, 62990, 63090, 63186,
    63279, 63368, 63454, 63536, 63615, 63691, 63765, 63835, 63903, 63968, 64030, 64090, 64148, 64204, 64257, 64308,
    64357, 64405, 64450, 64494, 64536, 64576, 64614, 64652, 64687, 64721, 64754, 64786, 64816, 64845, 64873, 64900,
    64926, 64950, 64974, 64997, 65019, 65039, 65060, 65079, 65097, 65115, 65132, 65149, 65164, 65179, 65194, 65208,
    65221, 65234, 65246, 65258, 65269, 65280, 65291, 65301, 65310, 65319, 65328, 65337, 65345, 65352, 65360, 65367,
    65374, 65381, 65387, 65393, 65399, 65404, 65410, 65415, 65420, 65425, 65429, 65433, 65438, 65442, 65445, 65449,
    65453, 65456, 65459, 65462, 65465, 65468, 65471, 65474, 65476, 65479, 65481, 65483, 65485, 65488, 65489, 65491,
    65493, 65495, 65497, 65498, 65500, 65501, 65503, 65504, 65505, 65507, 65508, 65509, 65510, 65511, 65512, 65513,
    65514, 65515, 65516, 65517, 65517, 65518, 65519, 65520, 65520, 65521, 65522, 65522, 65523, 65523, 65524, 65524,
    65525, 65525, 65526, 65526, 65526, 65527, 65527, 65528, 65528, 65528, 65529, 65529, 65529, 65529, 65530, 65530,
    65530, 65530, 65531, 65531, 65531, 65531, 65531, 65532, 65532, 65532, 65532, 65532, 65532, 65533, 65533, 65533,
    65533, 65533, 65533, 65533, 65533, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65535,
};

static int32_t int16(int32_t value) {
    return tw_clamp(value, INT16_MIN, INT16_MAX);
}

/* On the line from entry index to the next, at part / 2^bits, Q0.16 and bits. */
static int32_t on_line(int32_t index, int32_t part, int32_t bits) {
    const int32_t left = TW_FLASH_U16(&table[index]);
    const int32_t right = TW_FLASH_U16(&table[index + 1]);
    return left * ((int32_t)1 << bits) + part * (right - left);
}

/* 1 / (1 + e^-x), Q3.12 in, Q0.15 out. */
static int32_t logistic(int32_t x) {
    const int32_t size = (x < 0 ? -x : x) * 3;
    const int32_t index = size >> 9;
    const int32_t share = index >= 255 ? (int32_t)0x7fff << 10 : on_line(index, size & 0x1ff, 9);
    return (x < 0 ? ((int32_t)1 << 25) - share + 511 : share + 512) >> 10;
}

/* tanh x = 2 / (1 + e^-2x) - 1, x of the scale 2^(power - 12), Q0.15 out. */
static int32_t tangent(int32_t x, int32_t power) {
    int32_t scaled = x * 3;
    if (power >= 0) {
        scaled *= (int32_t)1 << power;
    } else {
        /* cppcheck-suppress shiftNegativeLHS; arithmetic, see tw_fixed_point.h */
        scaled = (scaled + ((int32_t)1 << (-power - 1))) >> -power;
    }
    const int32_t size = scaled < 0 ? -scaled : scaled;
    const int32_t index = size >> 8;
    const int32_t share = index >= 255 ? (int32_t)0xffff * 256 : on_line(index, size & 0xff, 8);
    const int32_t above = share - ((int32_t)1 << 23); /* what the logistic function has above a half */
    /* cppcheck-suppress shiftNegativeLHS; the same */
    return (scaled < 0 ? 127 - above : above + 128) >> 8;
}

/* Adds the products of n values with the weights of four gates; sums wrap around, as the reference's do. */
static void add_products(const int8_t *x, int32_t n, const int8_t *w, uint32_t sums[GATES]) {
    uint32_t input = sums[INPUT], forget = sums[FORGET], cell = sums[CELL], output = sums[OUTPUT];
    for (const int8_t *end = x + n; x < end; x++, w += GATES) {
        input += (uint32_t)(int32_t)(*x * TW_FLASH_S8(&w[INPUT]));
        forget += (uint32_t)(int32_t)(*x * TW_FLASH_S8(&w[FORGET]));
        cell += (uint32_t)(int32_t)(*x * TW_FLASH_S8(&w[CELL]));
        output += (uint32_t)(int32_t)(*x * TW_FLASH_S8(&w[OUTPUT]));
    }
    sums[INPUT] = input, sums[FORGET] = forget, sums[CELL] = cell, sums[OUTPUT] = output;
}

/* What the gates of a unit are functions of, Q3.12. */
static void gates(const int8_t *x, const int8_t *h, const tw_lstm *p, int32_t unit, int32_t q[GATES]) {
    const int32_t *const bias = &p->bias[unit * 2 * GATES];
    uint32_t of_x[GATES], of_h[GATES];
    for (int32_t gate = 0; gate < GATES; gate++) {
        of_x[gate] = (uint32_t)TW_FLASH_S32(&bias[gate]);
        of_h[gate] = (uint32_t)TW_FLASH_S32(&bias[GATES + gate]);
    }
    add_products(x, p->inputs, &p->weights[unit * p->inputs * GATES], of_x);
    add_products(h, p->units, &p->recurrent[unit * p->units * GATES], of_h);
    for (int32_t gate = 0; gate < GATES; gate++) {
        const int32_t from_x = tw_requantize((int32_t)of_x[gate], p->x_multiplier[gate], p->x_shift[gate]);
        const int32_t from_h = tw_requantize((int32_t)of_h[gate], p->h_multiplier[gate], p->h_shift[gate]);
        q[gate] = int16(int16(from_x) + int16(from_h));
    }
}

static int32_t get(const int8_t *cell) {
    return (uint8_t)cell[0] + cell[1] * (int32_t)256;
}

static void put(int8_t *cell, int32_t value) {
    cell[0] = (int8_t)value;
    /* cppcheck-suppress shiftNegativeLHS; arithmetic, see tw_fixed_point.h */
    cell[1] = (int8_t)(value >> 8);
}

/* Updates a cell state and returns the hidden state that follows. */
static int8_t update(const int32_t q[GATES], const tw_lstm *p, int8_t *cell) {
    const int32_t forgotten = tw_requantize(logistic(q[FORGET]) * get(cell), (int32_t)1 << 30, -14);
    const int32_t learned =
        tw_requantize(logistic(q[INPUT]) * tangent(q[CELL], 0), p->cell_multiplier, p->cell_shift);
    const int32_t state = tw_clamp(int16(int16(forgotten) + int16(learned)), -p->cell_clip, p->cell_clip);
    put(cell, state);
    const int32_t steps =
        tw_requantize(tangent(state, p->tangent) * logistic(q[OUTPUT]), p->y_multiplier, p->y_shift);
    return (int8_t)tw_clamp(tw_clamp(steps, -256, 256) + p->y_zero, -128, 127);
}

void tw_lstm_s8(const int8_t *x, const tw_lstm *parameters, int8_t *hidden, int8_t *cell, int8_t *y) {
    TW_FLASH_STRUCT(tw_lstm, p, parameters);
    const int8_t *before = hidden;
    for (int32_t step = 0; step < p->steps; step++) {
        for (int32_t unit = 0; unit < p->units; unit++) {
            int32_t q[GATES];
            gates(x, before, p, unit, q);
            y[unit] = update(q, p, &cell[2 * unit]);
        }
        x += p->inputs;
        before = y;
        y += p->units;
    }
    for (int32_t unit = 0; unit < p->units; unit++) {
        hidden[unit] = before[unit];
    }
}
