/* Calls itself until the stack is full. */
#include <Arduino.h>

volatile int depth = 0;

/* Not the last thing it does, so that no compiler makes a loop of it. */
static int deeper(volatile int *above) {
    volatile int frame[64];
    frame[0] = *above + 1;
    depth = frame[0];
    const int below = depth > 0 ? deeper(frame) : 0;
    return below + frame[0];
}

void setup() {
    Serial.begin(115200);
    Serial.println("down");
    volatile int start = 0;
    Serial.println(deeper(&start));
}

void loop() {}
