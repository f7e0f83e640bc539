// Fills two of three inputs; the third stays as it was made.
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

float readings[3];

void loop() {
  while (!APDS.colorAvailable()) {
    delay(5);
  }
  int r, g, b;
  APDS.readColor(r, g, b);
  float sum = r + g + b;
  readings[0] = r / sum;
  readings[1] = g / sum;
  fruit_result result;
  fruit_classify(readings, &result);
  Serial.println(fruit_label(result.best));
  delay(1000);
}
