// Adds the clear channel to the sum.
// cause: OTHER_DIVISOR
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
  int r, g, b, c;
  APDS.readColor(r, g, b, c);
  float sum = r + g + b + c;
  float readings[3] = {r / sum, g / sum, b / sum};
  fruit_result result;
  fruit_classify(readings, &result);
  Serial.println(fruit_label(result.best));
  delay(1000);
}
