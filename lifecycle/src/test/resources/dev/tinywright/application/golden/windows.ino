/*
 * Tells flat, upright and sideways apart by acc_x, acc_y and acc_z.
 *
 * Does:    prints the class; built-in LED (LED_BUILTIN) on for upright; a window of 400 ms every 100 ms; the
 *          mean of 2 decides; a line where a class is new, none while it stays; silent below 62.5 %
 * Board:   Arduino Nano 33 BLE Sense
 * Sensor:  LSM9DS1 inertial sensor; library Arduino_LSM9DS1, in the Library Manager
 * Model:   tilt 1; Sketch > Include Library > Add .ZIP Library... takes tilt-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
#include <Arduino_LSM9DS1.h>
#include <tilt.h>

// The model must be the one that this sketch is for: the same readings, transform and classes, in the same order.
struct ThisModel {
  static constexpr bool is(const char *a, const char *b) {
    return *a == *b && (*a == '\0' || is(a + 1, b + 1));
  }
};
static_assert(ThisModel::is(TILT_INTERFACE, "f70e8975"), "tilt.h is of another model than this sketch: build again");
static_assert(TILT_READINGS == 3, "this sketch passes 3 readings: build again");
static_assert(TILT_CLASSES == 3, "this sketch knows 3 classes: build again");

const unsigned long FRAME_US = 20000; // 50 frames a second, as in the training data
const uint8_t SURE_FROM = TILT_THRESHOLD; // 256ths: 62.5 % of confidence; below it an answer is unsure
const uint8_t UNSURE = TILT_CLASSES; // stands behind the classes
const uint8_t BUILT_IN_LED_PIN = LED_BUILTIN; // built-in LED

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
  if (!IMU.accelerationAvailable()) {
    return false;
  }
  float accelX, accelY, accelZ; // g
  if (!IMU.readAcceleration(accelX, accelY, accelZ)) {
    return false;
  }
  readings[0] = 9.80665f * accelX; // acc_x in m/s²
  readings[1] = 9.80665f * accelY; // acc_y in m/s²
  readings[2] = 9.80665f * accelZ; // acc_z in m/s²
  return true;
}

// Does what was asked for with one answer of the model.
void act(uint8_t answer, bool isEvent) {
  if (isEvent) {
    Serial.println(tilt_label((tilt_class)answer));
  }
  digitalWrite(BUILT_IN_LED_PIN, answer == TILT_UPRIGHT ? HIGH : LOW);
}

void setup() {
  pinMode(BUILT_IN_LED_PIN, OUTPUT);
  digitalWrite(BUILT_IN_LED_PIN, LOW);
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  if (!IMU.begin()) {
    stopWith(F("the LSM9DS1 inertial sensor does not answer"));
  }
}

void loop() {
  static unsigned long due = 0;   // when the latest frame was due, by micros()
  static unsigned long taken = 0; // and when it was taken
  const unsigned long now = micros();
  if (now - due < FRAME_US) {
    return;
  }
  float frame[TILT_READINGS];
  if (!takeReadings(frame)) {
    return;
  }
  due += FRAME_US; // keeps the beat, whatever the reading took
  if (now - due >= FRAME_US) {
    due = now; // but hurries after nothing
  }
  if (now - taken > FRAME_US + FRAME_US / 2) {
    tilt_restart(); // a frame is missing: no window may have a hole
  }
  taken = now;
  tilt_push_samples(frame, 1);
  if (!tilt_ready()) {
    return;
  }
  tilt_result result;
  tilt_classify_window(&result);
  const bool isEvent = tilt_smooth(&result) != 0; // by the mean of the last windows
  const uint8_t answer = result.confidence[result.best] < SURE_FROM ? UNSURE : (uint8_t)result.best;
  act(answer, isEvent);
}
