// Needs three equal decisions in a row, four of which it makes a second.
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

fruit_class shown = FRUIT_APPLE;
fruit_class candidate = FRUIT_APPLE;
int seen = 0;
unsigned long printed = 0;

fruit_class decide();

void loop() {
  fruit_class decision = decide();
  seen = decision == candidate ? seen + 1 : 1;
  candidate = decision;
  if (seen >= 3) {
    shown = candidate;
  }
  if (millis() - printed >= 1000) {
    printed = millis();
    Serial.println(fruit_label(shown));
  }
  delay(250);
}

fruit_class decide() {
  while (!APDS.colorAvailable()) {
    delay(5);
  }
  int r, g, b;
  APDS.readColor(r, g, b);
  float sum = r + g + b;
  float readings[3] = {r / sum, g / sum, b / sum};
  fruit_result result;
  fruit_classify(readings, &result);
  return result.best;
}
