/* Virtual time, the world of world.bin and the record in trace.txt; formats as in runtime/arduino. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <vector>

#include "Arduino.h"
#include "Arduino_APDS9960.h"

typedef unsigned long long Micros;

enum { CALL = 4, READING = 300, INTEGRATION = 11000, PATIENCE = 256, SLOW_CALL = 100 };

struct Header {
    char magic[4];
    uint32_t rows, channels, start, dwell, line_every, seed;
};

struct Channel {
    char name[24];
    float noise;
};

SerialPort Serial;
APDS9960 APDS;

static FILE *trace;
static Header world;
static std::vector<Channel> channels;
static std::vector<float> values;
static Micros now;
static int row = -1;
static int polls;
static bool levels[64];
static std::string line;
static char signal_stack[65536];

static void record(const char *what, const std::string &text) {
    fprintf(trace, "%llu %s %s\n", now, what, text.c_str());
}

static void end(const char *how) {
    if (!line.empty()) {
        record("line", line);
    }
    record("end", how);
    fflush(trace);
    _exit(0);
}

static void on_signal(int signal) {
    end(signal == SIGALRM ? "blocked no call for 2 s" : "fault bad memory access");
}

static Micros shown_at(int index) {
    return world.start + (Micros)index * world.dwell;
}

static void pass(Micros time) {
    alarm(2);
    now += time;
    while (row + 1 < (int)world.rows && shown_at(row + 1) <= now) {
        fprintf(trace, "%llu row %d\n", shown_at(++row), row);
    }
    if (now >= shown_at((int)world.rows)) {
        end("done all rows shown");
    }
}

static void work(Micros time) {
    polls = 0;
    pass(time);
}

static void poll() {
    pass(++polls > PATIENCE ? SLOW_CALL : CALL);
}

unsigned long millis() {
    poll();
    return (unsigned long)(now / 1000);
}

unsigned long micros() {
    poll();
    return (unsigned long)now;
}

void delay(unsigned long millis) {
    work((Micros)millis * 1000);
}

void yield() {
    poll();
}

void pinMode(int, int) {
    work(CALL);
}

void digitalWrite(int pin, int level) {
    work(CALL);
    if (levels[pin % 64] != (level != LOW)) {
        levels[pin % 64] = level != LOW;
        record("pin", std::to_string(pin) + (level != LOW ? " 1" : " 0"));
    }
}

void String::trim() {
    text_.erase(0, text_.find_first_not_of(' '));
    text_.erase(text_.find_last_not_of(' ') + 1);
}

void String::toUpperCase() {
    for (char &c : text_) {
        c = (char)toupper(c);
    }
}

void SerialPort::print(const char *text) {
    work(CALL);
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            record("line", line);
            line.clear();
        } else if (*text != '\r') {
            line += *text;
        }
    }
}

void SerialPort::print(double number, int digits) {
    char text[64];
    snprintf(text, sizeof text, "%.*f", digits, number);
    print(text);
}

int APDS9960::colorAvailable() {
    poll();
    return now >= next_;
}

int APDS9960::gestureAvailable() {
    poll();
    return 0;
}

/* Uniform in [-1, 1). */
static float deviation() {
    world.seed = world.seed * 1664525u + 1013904223u;
    return (float)(world.seed >> 8) / 8388608.0f - 1;
}

bool APDS9960::readColor(int &red, int &green, int &blue, int &clear) {
    work(READING);
    next_ = now + INTEGRATION;
    int *const out[] = {&red, &green, &blue, &clear};
    std::string text = "color";
    for (size_t c = 0; c < 4; c++) {
        const float value = values[(size_t)(row < 0 ? 0 : row) * channels.size() + c];
        *out[c] = (int)lroundf(value + channels[c].noise * deviation());
        text += " " + std::to_string(*out[c]);
    }
    record("read", text);
    return true;
}

bool APDS9960::readColor(int &red, int &green, int &blue) {
    int clear;
    return readColor(red, green, blue, clear);
}

extern "C" void tw_trace_inference(const float *readings, int n, const signed char *scores, int k) {
    fprintf(trace, "%llu infer", now);
    for (int i = 0; i < n; i++) {
        fprintf(trace, " %.9g", (double)readings[i]);
    }
    fprintf(trace, " :");
    for (int i = 0; i < k; i++) {
        fprintf(trace, " %d", scores[i]);
    }
    fprintf(trace, "\n");
}

static bool read_world() {
    FILE *file = fopen("world.bin", "rb");
    if (file == NULL || fread(&world, sizeof world, 1, file) != 1) {
        return false;
    }
    channels.resize(world.channels);
    values.resize((size_t)world.rows * world.channels);
    return fread(channels.data(), sizeof(Channel), channels.size(), file) == channels.size() &&
           fread(values.data(), sizeof(float), values.size(), file) == values.size();
}

int main() {
    trace = fopen("trace.txt", "w");
    if (trace == NULL || !read_world()) {
        return 1;
    }
    stack_t stack = {};
    stack.ss_sp = signal_stack;
    stack.ss_size = sizeof signal_stack;
    sigaltstack(&stack, NULL);
    struct sigaction action = {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_ONSTACK;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    setup();
    for (;;) {
        pass(1);
        loop();
    }
}
