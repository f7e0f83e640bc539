// Divides integers: every share becomes 0.
// cause: INTEGER_DIVISION
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

void loop() {
  while (!APDS.colorAvailable()) {
    delay(5);
  }
  int r, g, b;
  APDS.readColor(r, g, b);
  int sum = r + g + b;
  float readings[3];
  readings[0] = r / sum;
  readings[1] = g / sum;
  readings[2] = b / sum;
  fruit_result result;
  fruit_classify(readings, &result);
  Serial.println(fruit_label(result.best));
  delay(1000);
}
