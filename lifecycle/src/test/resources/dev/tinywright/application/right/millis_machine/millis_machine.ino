// Never waits: a state machine by millis().
#include <Arduino_APDS9960.h>
#include "fruit.h"

enum State { STARTING, WAITING, READING, SHOWING };
State state = STARTING;
unsigned long since = 0;
float readings[FRUIT_READINGS];

void setup() {
  Serial.begin(9600);
}

void loop() {
  unsigned long now = millis();
  switch (state) {
    case STARTING:
      if (APDS.begin()) {
        state = WAITING;
        since = now;
      }
      break;
    case WAITING:
      if (now - since >= 1000) {
        since += 1000;
        state = READING;
      }
      break;
    case READING:
      if (APDS.colorAvailable()) {
        int r = 0, g = 0, b = 0;
        APDS.readColor(r, g, b);
        fill(r, g, b);
        state = SHOWING;
      }
      break;
    case SHOWING:
      show();
      state = WAITING;
      break;
  }
}

void fill(int r, int g, int b) {
  const float total = (float)r + (float)g + (float)b;
  readings[0] = r / total;
  readings[1] = g / total;
  readings[2] = b / total;
}

void show() {
  static fruit_result result;
  fruit_classify(readings, &result);
  Serial.println(fruit_label(result.best));
}
