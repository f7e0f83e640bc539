/*
 * Collects data: a line of names, then lines of numbers, 12.5 a second, 115200 baud.
 *
 * Columns: acceleration x [g],acceleration z [g],red
 * Board:   Arduino Nano 33 BLE Sense
 * Sensor:  LSM9DS1 inertial sensor; library Arduino_LSM9DS1, in the Library Manager
 * Sensor:  APDS9960 colour sensor; library Arduino_APDS9960, in the Library Manager
 *
 * Written by Tinywright, yours to change.
 */
#include <Arduino_LSM9DS1.h>
#include <Arduino_APDS9960.h>

const unsigned long PERIOD_US = 80000;

// Says what is wrong, again and again, for whoever opens the port later.
void stopWith(const __FlashStringHelper *what) {
  for (;;) {
    Serial.print(F("# stopped: "));
    Serial.println(what);
    delay(1000);
  }
}

void printHeader() {
  Serial.println(F("acceleration x [g],acceleration z [g],red"));
}

// Reads the sensors and prints one line; false while there is nothing new.
bool printLine() {
  if (!(IMU.accelerationAvailable() && APDS.colorAvailable())) {
    return false;
  }
  float accelX, accelY, accelZ; // g
  if (!IMU.readAcceleration(accelX, accelY, accelZ)) {
    return false;
  }
  int red, green, blue, clear;
  if (!APDS.readColor(red, green, blue, clear)) {
    return false;
  }
  Serial.print(accelX, 4);
  Serial.print(',');
  Serial.print(accelZ, 4);
  Serial.print(',');
  Serial.println(red);
  return true;
}

void setup() {
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  if (!IMU.begin()) {
    stopWith(F("the LSM9DS1 inertial sensor does not answer"));
  }
  if (!APDS.begin()) {
    stopWith(F("the APDS9960 sensor does not answer"));
  }
  printHeader();
}

void loop() {
  static unsigned long latest = micros(); // when the latest line was due
  if (Serial.available() > 0 && Serial.read() == '?') {
    printHeader(); // whoever opens the port later asks for the names
  }
  if (micros() - latest < PERIOD_US || !printLine()) {
    return;
  }
  latest += PERIOD_US; // keeps the beat, whatever the reading took
  if (micros() - latest >= PERIOD_US) {
    latest = micros(); // but hurries after nothing
  }
}
