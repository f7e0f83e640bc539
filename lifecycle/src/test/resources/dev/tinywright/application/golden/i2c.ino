/*
 * Tells low, middle and high apart by A0 and a1.
 *
 * Does:    prints the class; a decision every 1 s
 * Board:   Arduino Uno R3
 * Sensor:  I2C device 0x29
 * Model:   knobs 1f0c22ab; Sketch > Include Library > Add .ZIP Library... takes knobs-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
#include <Wire.h>
#include <knobs.h>

// The model must be the one that this sketch is for: the same readings, transform and classes, in the same order.
struct ThisModel {
  static constexpr bool is(const char *a, const char *b) {
    return *a == *b && (*a == '\0' || is(a + 1, b + 1));
  }
};
static_assert(ThisModel::is(KNOBS_INTERFACE, "2a858471"), "knobs.h is of another model than this sketch: build again");
static_assert(KNOBS_READINGS == 2, "this sketch passes 2 readings: build again");
static_assert(KNOBS_CLASSES == 3, "this sketch knows 3 classes: build again");

const unsigned long PERIOD_MS = 1000; // a decision this often

// Says what is wrong, again and again, for whoever opens the port later.
void stopWith(const __FlashStringHelper *what) {
  for (;;) {
    Serial.print(F("# stopped: "));
    Serial.println(what);
    delay(1000);
  }
}

const uint8_t DEVICE = 0x29; // address on the I2C bus

// Reads one or two registers of the device, the lower address first; false where it does not answer.
bool readRegisters(uint8_t first, uint8_t bytes[], uint8_t count) {
  Wire.beginTransmission(DEVICE);
  Wire.write(first);
  if (Wire.endTransmission(false) != 0 || (int)Wire.requestFrom((int)DEVICE, (int)count) != (int)count) {
    return false;
  }
  for (uint8_t i = 0; i < count; i++) {
    bytes[i] = (uint8_t)Wire.read();
  }
  return true;
}

bool writeRegister(uint8_t which, uint8_t value) {
  Wire.beginTransmission(DEVICE);
  Wire.write(which);
  Wire.write(value);
  return Wire.endTransmission() == 0;
}

// Reads the I2C device 0x29 as the training data was made; false while there is nothing new.
bool takeReadings(float readings[]) {
  uint8_t register96Bytes[2];
  if (!readRegisters(0x96, register96Bytes, 2)) {
    return false;
  }
  const uint16_t register96 = (uint16_t)(register96Bytes[0] | (uint16_t)register96Bytes[1] << 8);
  uint8_t register05Bytes[2];
  if (!readRegisters(0x05, register05Bytes, 2)) {
    return false;
  }
  const int16_t register05 = (int16_t)(register05Bytes[1] | (uint16_t)register05Bytes[0] << 8);
  readings[0] = 0.001f * register96;  // A0 in V
  readings[1] = 0.0625f * register05; // a1
  return true;
}

// Does what was asked for with one answer of the model.
void act(uint8_t answer) {
  Serial.println(knobs_label((knobs_class)answer));
}

void setup() {
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  Wire.begin();
  if (!writeRegister(0x80, 0x03)) {
    stopWith(F("the I2C device 0x29 does not answer"));
  }
}

void loop() {
  static unsigned long latest = 0; // when the latest decision was due
  const unsigned long waited = millis() - latest;
  if (waited < PERIOD_MS) {
    return;
  }
  float readings[KNOBS_READINGS];
  if (!takeReadings(readings)) {
    return;
  }
  latest += PERIOD_MS; // keeps the beat, whatever the reading took
  if (millis() - latest >= PERIOD_MS) {
    latest = millis(); // but hurries after nothing
  }
  knobs_result result;
  knobs_classify(readings, &result);
  const uint8_t answer = (uint8_t)result.best;
  act(answer);
}
