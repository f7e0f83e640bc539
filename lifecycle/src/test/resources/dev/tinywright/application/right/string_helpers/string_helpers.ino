// Everything in String objects and helpers that are defined after their use.
#include <Arduino_APDS9960.h>
#include "fruit.h"

struct Colour {
  int r, g, b;
};

void setup() {
  startSerial(115200);
  startSensor();
}

void loop() {
  Colour colour = measured();
  String line = nameOf(colour);
  line.trim();
  Serial.println(line);
  Serial.println(described(colour));
  delay(1000);
}

String nameOf(const Colour &colour) {
  float readings[3];
  shares(colour, readings);
  fruit_result result;
  fruit_classify(readings, &result);
  String name = String(" ") + fruit_label(result.best) + " ";
  return name;
}

String described(const Colour &colour) {
  String text = "counts: ";
  text += colour.r;
  text.concat(", ");
  text += String(colour.g) + ", " + String(colour.b);
  return text;
}

void shares(const Colour &colour, float *into) {
  float sum = colour.r + colour.g + colour.b;
  into[0] = colour.r / sum;
  into[1] = colour.g / sum;
  into[2] = colour.b / sum;
}

Colour measured() {
  Colour colour;
  while (!APDS.colorAvailable()) {
    delay(5);
  }
  APDS.readColor(colour.r, colour.g, colour.b);
  return colour;
}

void startSerial(unsigned long baud = 115200) {
  Serial.begin(baud);
}

void startSensor() {
  if (!APDS.begin()) {
    Serial.println(F("no sensor"));
    while (true) {
      delay(1000);
    }
  }
}
