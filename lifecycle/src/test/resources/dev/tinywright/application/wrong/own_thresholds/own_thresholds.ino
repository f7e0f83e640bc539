// Decides by thresholds of its own: right answers, but not the model's.
// cause: MODEL_NOT_CALLED
#include <Arduino_APDS9960.h>

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
  float share = r / (float)(r + g + b);
  Serial.println(share > 0.51f ? "apple" : share > 0.37f ? "banana" : "kiwi");
  delay(1000);
}
