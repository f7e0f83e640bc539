// The model's raw scores, an argmax of its own, and the mean of several readings.
// runs on: arduino-nano-33-ble
#include <Arduino_APDS9960.h>
#include "fruit.h"

#define READINGS 4

static int8_t scores[FRUIT_CLASSES];
static const char *const labels[FRUIT_CLASSES] = {"apple", "banana", "kiwi"};
unsigned long last;

void setup() {
  Serial.begin(115200);
  while (!Serial) {
  }
  if (!APDS.begin()) {
    for (;;) {
    }
  }
  last = micros();
}

static void mean(long sums[3]) {
  sums[0] = sums[1] = sums[2] = 0;
  for (byte i = 0; i < READINGS; ++i) {
    while (!APDS.colorAvailable()) {
      yield();
    }
    int r, g, b;
    APDS.readColor(r, g, b);
    sums[0] += r;
    sums[1] += g;
    sums[2] += b;
    delay(20);
  }
}

template <typename T> static byte highest(const T *values, byte n) {
  byte best = 0;
  for (byte k = 1; k < n; ++k) {
    if (values[k] > values[best]) best = k;
  }
  return best;
}

void loop() {
  if (micros() - last < 1000000UL) return;
  last += 1000000UL;
  long sums[3];
  mean(sums);
  const double total = double(sums[0] + sums[1] + sums[2]);
  float x[FRUIT_READINGS] = {float(sums[0] / total), float(sums[1] / total), float(sums[2] / total)};
  fruit_run(x, scores);
  Serial.print(labels[highest(scores, FRUIT_CLASSES)]);
  Serial.print("\r\n");
}
