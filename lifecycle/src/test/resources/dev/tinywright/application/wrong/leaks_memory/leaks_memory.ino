// Keeps every line it prints in a String that only grows.
// cause: FAULT
// runs on: nucleo-f446re
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

String diary = "";

void loop() {
  while (!APDS.colorAvailable()) {
    delay(5);
  }
  int r, g, b;
  APDS.readColor(r, g, b);
  float sum = r + g + b;
  float readings[3] = {r / sum, g / sum, b / sum};
  fruit_result result;
  fruit_classify(readings, &result);
  for (int i = 0; i < 400; i++) {
    diary += "dear diary, ";
  }
  String label = String(fruit_label(result.best));
  Serial.println(label);
  delay(1000);
}
