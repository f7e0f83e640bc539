/* The device as a process of this computer. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

#include "tw_world.h"

namespace {
const int BLOCKED_SECONDS = 2; /* of processor time without a call of the API */

FILE *world;
FILE *trace;
volatile sig_atomic_t fed;

void on_alarm(int) {
    if (fed == 0) {
        tw::end("blocked", "2 s of computing without a call of the Arduino API");
    }
    fed = 0;
}

void on_fault(int signal) { tw::end("fault", signal == SIGSEGV ? "bad memory access, or the stack is full" : signal == SIGFPE ? "division by zero" : "abort"); }
}  // namespace

namespace tw {
void start() {
    world = fopen("world.bin", "rb");
    trace = fopen("trace.txt", "wb");
    if (world == nullptr || trace == nullptr) {
        exit(2);
    }
}

size_t read_world(void *to, size_t bytes) { return fread(to, 1, bytes, world); }

void write_trace(const char *text, size_t bytes) {
    if (fwrite(text, 1, bytes, trace) != bytes) {
        leave(4);
    }
}

/* Faults are handled on a stack of their own, since a full stack is one of them. */
void start_watchdog() {
    static char fault_stack[65536];
    stack_t stack = {};
    stack.ss_sp = fault_stack;
    stack.ss_size = sizeof fault_stack;
    sigaltstack(&stack, nullptr);
    struct sigaction action = {};
    action.sa_handler = on_fault;
    action.sa_flags = SA_ONSTACK;
    sigaction(SIGSEGV, &action, nullptr);
    sigaction(SIGBUS, &action, nullptr);
    sigaction(SIGFPE, &action, nullptr);
    sigaction(SIGABRT, &action, nullptr);
    action.sa_handler = on_alarm;
    sigaction(SIGVTALRM, &action, nullptr);
    const itimerval period = {{BLOCKED_SECONDS, 0}, {BLOCKED_SECONDS, 0}};
    setitimer(ITIMER_VIRTUAL, &period, nullptr);
}

void feed_watchdog() { fed = 1; }

void leave(int status) {
    fflush(trace);
    _Exit(status);
}
}  // namespace tw
