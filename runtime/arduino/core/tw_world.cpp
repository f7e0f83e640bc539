#include "tw_world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "Arduino.h"

namespace tw {
namespace {
const uint32_t POLL_US = 4;
const uint32_t IDLE_POLL_US = 100;
const uint32_t POLLS_UNTIL_IDLE = 256;
const int MOST_TIMERS = 16;
const size_t MOST_TRACE = 64u << 20;

struct Header {
    char magic[4];
    uint32_t rows, channels, start_us, dwell_us, line_every_us, seed;
};

struct Channel {
    char name[24];
    float noise;
};

struct Timer {
    uint64_t due, period;
    void (*callback)(void *);
    void *context;
    bool used, once;
};

Header world;
Channel *channels;
float *shown; /* the row that the sensors see */
uint32_t shown_row = 0;
uint32_t rows_loaded = 0;
uint64_t time_us = 0;
uint32_t polls = 0;
uint32_t noise_state = 1;
Timer timers[MOST_TIMERS];
bool in_timer = false;
bool started = false;
bool ending = false;
uint64_t quiet_until = 0; /* nothing happens by itself before: kept, since waiting loops ask millions of times */

char buffer[4096];
size_t buffered = 0;
size_t traced = 0;
char line[512];
size_t line_length = 0;

uint64_t end_of_world() { return world.start_us + static_cast<uint64_t>(world.rows) * world.dwell_us; }

void flush_trace() {
    write_trace(buffer, buffered);
    buffered = 0;
}

void put(const char *text, size_t length) {
    traced += length;
    while (length > 0) {
        if (buffered == sizeof buffer) {
            flush_trace();
        }
        const size_t part = length < sizeof buffer - buffered ? length : sizeof buffer - buffered;
        memcpy(buffer + buffered, text, part);
        buffered += part;
        text += part;
        length -= part;
    }
}

void put(const char *text) { put(text, strlen(text)); }

void put_time(uint64_t us) {
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = static_cast<char>('0' + us % 10);
        us /= 10;
    } while (us > 0);
    put(digits + at, sizeof digits - at);
}

void put_number(float value) {
    char text[32];
    const int length = snprintf(text, sizeof text, " %.9g", static_cast<double>(value));
    put(text, static_cast<size_t>(length));
}

/* The end itself may still write what was begun. */
void require_room() {
    if (traced > MOST_TRACE && !ending) {
        end("flood", "more than 64 MB of events");
    }
}

void event(const char *kind) {
    require_room();
    put_time(time_us);
    put(" ");
    put(kind);
}

void put_line_event(uint64_t at) {
    require_room();
    put_time(at);
    put(" line ");
    put(line, line_length);
    put("\n");
    line_length = 0;
}

void load_row() {
    if (rows_loaded < world.rows) {
        if (read_world(shown, sizeof(float) * world.channels) != sizeof(float) * world.channels) {
            leave(3);
        }
        rows_loaded++;
    }
}

void show(uint32_t row_number) {
    while (rows_loaded <= row_number) {
        load_row();
    }
    shown_row = row_number;
    event("row ");
    put_time(row_number);
    put("\n");
}

/* xorshift32: Marsaglia 2003, "Xorshift RNGs". */
float noise() {
    noise_state ^= noise_state << 13;
    noise_state ^= noise_state >> 17;
    noise_state ^= noise_state << 5;
    return static_cast<float>(static_cast<int32_t>(noise_state)) / 2147483648.0f;
}

uint64_t row_change() { return world.start_us + (started ? shown_row + 1ull : 0ull) * world.dwell_us; }

/* The next moment at which something happens by itself, at most `limit`. */
uint64_t next_moment(uint64_t limit) {
    uint64_t next = limit;
    next = row_change() < next ? row_change() : next;
    if (interrupts_on && !in_timer) {
        for (const Timer &timer : timers) {
            if (timer.used && timer.due < next) {
                next = timer.due;
            }
        }
    }
    return next;
}

void run_due_timers() {
    if (in_timer || !interrupts_on) {
        return;
    }
    for (int i = 0; i < MOST_TIMERS; i++) {
        Timer &timer = timers[i];
        if (timer.used && timer.due <= time_us) {
            /* Periods that passed while interrupts were off are lost; those to come stay where they were. */
            timer.due += ((time_us - timer.due) / timer.period + 1) * timer.period;
            timer.used = !timer.once;
            interrupts_taken++;
            in_timer = true;
            timer.callback(timer.context);
            in_timer = false;
        }
    }
}

void find_quiet() {
    quiet_until = row_change();
    for (const Timer &timer : timers) {
        quiet_until = timer.used && timer.due < quiet_until ? timer.due : quiet_until;
    }
}

void pass_to(uint64_t target) {
    feed_watchdog();
    if (target < quiet_until) {
        time_us = target;
        return;
    }
    while (time_us < target) {
        const uint64_t next = next_moment(target);
        time_us = next > time_us ? next : time_us;
        if (time_us >= end_of_world()) {
            time_us = end_of_world();
            end("done", "");
        }
        if (time_us >= row_change()) {
            show(started ? shown_row + 1 : 0);
            started = true;
            arduino_row_changed();
        }
        run_due_timers();
    }
    find_quiet();
}
}  // namespace

bool interrupts_on = true;
uint32_t interrupts_taken = 0;

void open_world() {
    if (read_world(&world, sizeof world) != sizeof world || memcmp(world.magic, "TWW1", 4) != 0) {
        leave(2);
    }
    channels = static_cast<Channel *>(malloc(sizeof(Channel) * (world.channels + 1)));
    shown = static_cast<float *>(malloc(sizeof(float) * (world.channels + 1)));
    if (channels == nullptr || shown == nullptr) {
        end("fault", "no memory for the world's channels");
    }
    if (read_world(channels, sizeof(Channel) * world.channels) != sizeof(Channel) * world.channels) {
        leave(3);
    }
    noise_state = world.seed * 2654435761u | 1u;
    load_row();
}

uint64_t now() { return time_us; }

void spend(uint32_t us) {
    polls = 0;
    pass_to(time_us + us);
}

void poll() {
    polls++;
    pass_to(time_us + (polls > POLLS_UNTIL_IDLE ? IDLE_POLL_US : POLL_US));
}

void sleep(uint64_t us) {
    polls = 0;
    pass_to(time_us + us);
}

int channel(const char *name) {
    for (uint32_t i = 0; i < world.channels; i++) {
        if (strncmp(channels[i].name, name, sizeof channels[i].name) == 0) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

const char *channel_name(int number) {
    return number >= 0 && static_cast<uint32_t>(number) < world.channels ? channels[number].name : nullptr;
}

float level(int number, float otherwise) { return number < 0 ? otherwise : shown[number]; }

float value(int number, float otherwise) {
    return number < 0 ? otherwise : shown[number] + channels[number].noise * noise();
}

float value(const char *name, float otherwise) { return value(channel(name), otherwise); }

long whole(const char *name, long otherwise, long low, long high) {
    const float exact = value(name, static_cast<float>(otherwise));
    const long rounded = static_cast<long>(floorf(exact + 0.5f));
    return rounded < low ? low : rounded > high ? high : rounded;
}

uint32_t row() { return shown_row; }

uint64_t row_start() { return world.start_us + static_cast<uint64_t>(shown_row) * world.dwell_us; }

uint64_t line_every() { return world.line_every_us; }

void trace_read(const char *device, const float *values, int count) {
    event("read ");
    put(device);
    for (int i = 0; i < count; i++) {
        put_number(values[i]);
    }
    put("\n");
}

void trace_pin(int pin, int level) {
    char text[32];
    event("pin ");
    put(text, static_cast<size_t>(snprintf(text, sizeof text, "%d %d\n", pin, level)));
}

void trace_pwm(int pin, int duty) {
    char text[32];
    event("pwm ");
    put(text, static_cast<size_t>(snprintf(text, sizeof text, "%d %d\n", pin, duty)));
}

void trace_character(uint8_t character) {
    if (character == '\n') {
        put_line_event(time_us);
        return;
    }
    if (character == '\r') {
        return;
    }
    if (line_length + 4 > sizeof line) {
        put_line_event(time_us);
    }
    if (character == '\\') {
        line[line_length++] = '\\';
        line[line_length++] = '\\';
    } else if (character >= 0x20 && character < 0x7f) {
        line[line_length++] = static_cast<char>(character);
    } else {
        line_length += static_cast<size_t>(snprintf(line + line_length, 5, "\\x%02X", character));
    }
}

void end(const char *how, const char *detail) {
    ending = true;
    if (line_length > 0) {
        put_line_event(time_us);
    }
    put_time(time_us);
    put(" end ");
    put(how);
    put(" ");
    put(detail);
    put("\n");
    flush_trace();
    leave(0);
}

int every(uint64_t period_us, void (*callback)(void *), void *context, bool once) {
    for (int i = 0; i < MOST_TIMERS; i++) {
        if (!timers[i].used) {
            const uint64_t period = period_us > 0 ? period_us : 1;
            quiet_until = 0;
            timers[i] = Timer{time_us + period, period, callback, context, true, once};
            return i;
        }
    }
    return -1;
}

void cancel(int handle) {
    if (handle >= 0 && handle < MOST_TIMERS) {
        timers[handle].used = false;
    }
}
}  // namespace tw

extern "C" void tw_trace_inference(const float *readings, int count, const signed char *scores, int classes) {
    tw::event("infer");
    for (int i = 0; i < count; i++) {
        tw::put_number(readings[i]);
    }
    tw::put(" :");
    for (int k = 0; k < classes; k++) {
        tw::put_number(static_cast<float>(scores[k]));
    }
    tw::put("\n");
}

/* Frames that the model took, one after another. */
extern "C" void tw_trace_push(const float *samples, int count) {
    tw::event("push");
    for (int i = 0; i < count; i++) {
        tw::put_number(samples[i]);
    }
    tw::put("\n");
}

extern "C" void tw_trace_smooth(int best, int share, int is_event) {
    char text[40];
    tw::event("smooth ");
    tw::put(text, static_cast<size_t>(snprintf(text, sizeof text, "%d %d %d\n", best, share, is_event)));
}

extern "C" void tw_trace_restart(void) {
    tw::event("restart");
    tw::put("\n");
}

extern "C" void tw_compute(unsigned int us) {
    if (us > 0) {
        tw::spend(us);
    }
}
