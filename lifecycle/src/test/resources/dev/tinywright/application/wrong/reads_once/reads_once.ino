// Reads the sensor in setup() only.
// cause: SENSOR_READ_ONCE
#include <Arduino_APDS9960.h>
#include "fruit.h"

int r, g, b;

void setup() {
  Serial.begin(115200);
  if (!APDS.begin()) {
    Serial.println("the sensor does not answer");
    while (true) {
    }
  }
  while (!APDS.colorAvailable()) {
    delay(5);
  }
  APDS.readColor(r, g, b);
}

void loop() {
  float sum = r + g + b;
  float readings[3] = {r / sum, g / sum, b / sum};
  fruit_result result;
  fruit_classify(readings, &result);
  Serial.println(fruit_label(result.best));
  delay(1000);
}
