// Reads its sensor every second, and takes the reading over only every twentieth time.
// cause: STALE_INPUT
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
int turn = 0;

void loop() {
  while (!APDS.colorAvailable()) {
    delay(5);
  }
  int r, g, b;
  APDS.readColor(r, g, b);
  if (turn++ % 20 == 0) {
    float sum = r + g + b;
    readings[0] = r / sum;
    readings[1] = g / sum;
    readings[2] = b / sum;
  }
  fruit_result result;
  fruit_classify(readings, &result);
  Serial.println(fruit_label(result.best));
  delay(1000);
}
