// Looks for the highest score among int8 scores that it takes for uint8.
// cause: LABELS_MIXED_UP
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
  float sum = r + g + b;
  float readings[3] = {r / sum, g / sum, b / sum};
  uint8_t scores[3];
  fruit_run(readings, (int8_t *)scores);
  int best = 0;
  for (int k = 1; k < 3; k++) {
    if (scores[k] > scores[best]) {
      best = k;
    }
  }
  Serial.println(fruit_label((fruit_class)best));
  delay(1000);
}
