/*
 * Tells still, walking and a "jump" apart by acc_x, acc_y, acc_z and gyroX.
 *
 * Does:    prints the class and the confidence; a decision every 100 ms
 * Board:   Arduino Nano 33 BLE Sense
 * Sensor:  LSM9DS1 inertial sensor; library Arduino_LSM9DS1, in the Library Manager
 * Model:   motion 1f0c22ab; Sketch > Include Library > Add .ZIP Library... takes motion-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
#include <Arduino_LSM9DS1.h>
#include <motion.h>

// The model must be the one that this sketch is for: the same readings, transform and classes, in the same order.
struct ThisModel {
  static constexpr bool is(const char *a, const char *b) {
    return *a == *b && (*a == '\0' || is(a + 1, b + 1));
  }
};
static_assert(ThisModel::is(MOTION_INTERFACE, "f15eff04"), "motion.h is of another model than this sketch: build again");
static_assert(MOTION_READINGS == 4, "this sketch passes 4 readings: build again");
static_assert(MOTION_CLASSES == 3, "this sketch knows 3 classes: build again");

const unsigned long PERIOD_MS = 100; // a decision this often

// Says what is wrong, again and again, for whoever opens the port later.
void stopWith(const __FlashStringHelper *what) {
  for (;;) {
    Serial.print(F("# stopped: "));
    Serial.println(what);
    delay(1000);
  }
}

// Reads the LSM9DS1 inertial sensor as the training data was made; false while there is nothing new.
bool takeReadings(float readings[]) {
  if (!(IMU.accelerationAvailable() && IMU.gyroscopeAvailable())) {
    return false;
  }
  float accelX, accelY, accelZ; // g
  if (!IMU.readAcceleration(accelX, accelY, accelZ)) {
    return false;
  }
  float gyroX, gyroY, gyroZ; // degrees per second
  if (!IMU.readGyroscope(gyroX, gyroY, gyroZ)) {
    return false;
  }
  readings[0] = 9.80665f * accelX;    // acc_x in m/s²
  readings[1] = 9.80665f * accelY;    // acc_y in m/s²
  readings[2] = 9.80665f * accelZ;    // acc_z in m/s²
  readings[3] = 0.017453292f * gyroX; // gyroX in rad/s
  return true;
}

// Does what was asked for with one answer of the model.
void act(uint8_t answer, const motion_result &result) {
  Serial.print(motion_label((motion_class)answer));
  Serial.print(' ');
  Serial.print((result.confidence[answer] * 100 + 128) / 256);
  Serial.println(F(" %"));
}

void setup() {
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  if (!IMU.begin()) {
    stopWith(F("the LSM9DS1 inertial sensor does not answer"));
  }
}

void loop() {
  static unsigned long latest = 0; // when the latest decision was due
  const unsigned long waited = millis() - latest;
  if (waited < PERIOD_MS) {
    return;
  }
  float readings[MOTION_READINGS];
  if (!takeReadings(readings)) {
    return;
  }
  latest += PERIOD_MS; // keeps the beat, whatever the reading took
  if (millis() - latest >= PERIOD_MS) {
    latest = millis(); // but hurries after nothing
  }
  motion_result result;
  motion_classify(readings, &result);
  const uint8_t answer = (uint8_t)result.best;
  act(answer, result);
}
