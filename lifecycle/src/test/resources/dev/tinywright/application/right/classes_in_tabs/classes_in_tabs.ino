// Classes over several tabs, with headers of their own.
#include "Eye.h"
#include "Brain.h"

Eye eye;
Brain brain;

void setup() {
  Serial.begin(115200);
  if (!eye.open()) {
    stopWith("no sensor");
  }
}

void loop() {
  float shares[3];
  if (eye.see(shares)) {
    tell(brain.think(shares));
    pause();
  }
}
