// Prints the labels without ends of lines.
// cause: NO_LINE_END
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
  fruit_result result;
  fruit_classify(readings, &result);
  Serial.print(fruit_label(result.best));
  delay(1000);
}
