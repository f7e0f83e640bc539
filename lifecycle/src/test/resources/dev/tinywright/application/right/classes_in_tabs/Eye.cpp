#include "Eye.h"

#include <Arduino.h>
#include <Arduino_APDS9960.h>

bool Eye::open() {
  return APDS.begin();
}

bool Eye::see(float shares[3]) {
  if (!APDS.colorAvailable()) {
    delay(2);
    return false;
  }
  int counts[3];
  if (!APDS.readColor(counts[0], counts[1], counts[2])) {
    return false;
  }
  float sum = 0;
  for (int count : counts) {
    sum += count;
  }
  for (int i = 0; i < 3; i++) {
    shares[i] = counts[i] / sum;
  }
  turns++;
  return true;
}
