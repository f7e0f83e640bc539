// Passes memory that it never wrote as third input.
// cause: ONE_INPUT_WRONG
#include <Arduino_APDS9960.h>
#include "fruit.h"

void setup() {
  Serial.begin(115200);
  if (!APDS.begin()) {
    Serial.println("the sensor does not answer");
    while (true) {
    }
  }
}

volatile float used[64];

float *spare() {
  static float pool[64];
  for (int i = 0; i < 64; i++) {
    pool[i] = 77.0f + i;
  }
  return pool;
}

void loop() {
  while (!APDS.colorAvailable()) {
    delay(5);
  }
  int r, g, b;
  APDS.readColor(r, g, b);
  float sum = r + g + b;
  float *readings = spare();
  readings[0] = r / sum;
  readings[1] = g / sum;
  fruit_result result;
  fruit_classify(readings, &result);
  Serial.println(fruit_label(result.best));
  delay(1000);
}
