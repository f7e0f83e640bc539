// Prints the oldest of six remembered results.
// cause: TOO_LATE
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

int results[6] = {0, 0, 0, 0, 0, 0};
int turn = 0;

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
  results[turn % 6] = result.best;
  turn++;
  Serial.println(fruit_label((fruit_class)results[turn % 6]));
  delay(1000);
}
