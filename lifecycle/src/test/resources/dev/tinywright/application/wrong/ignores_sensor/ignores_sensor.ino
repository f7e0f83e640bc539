// Classifies the same made-up colour again and again.
// cause: SENSOR_NOT_READ
#include "fruit.h"

void setup() {
  Serial.begin(115200);
}

void loop() {
  float readings[3] = {0.58f, 0.24f, 0.18f};
  fruit_result result;
  fruit_classify(readings, &result);
  Serial.println(fruit_label(result.best));
  delay(1000);
}
