/*
 * Tells still, walking and a "jump" apart by acc_x, acc_y, acc_z and gyroX.
 *
 * Does:    prints class and confidence as a line of JSON; a decision every 200 ms, where 3 of 5 agree; unsure
 *          below 60 %
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

const unsigned long PERIOD_MS = 200; // a decision this often
const uint8_t SURE_FROM = 154; // 256ths: 60 % of confidence; below it an answer is unsure
const uint8_t UNSURE = MOTION_CLASSES; // stands behind the classes
const uint8_t NO_ANSWER = 255; // not enough decisions agree yet
const uint8_t AGREE = 3; // so many of the latest OF decisions must agree
const uint8_t OF = 5;

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

// Prints a text as JSON wants it inside quotes.
void printQuoted(const char *text) {
  for (; *text != '\0'; text++) {
    const unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\') {
      Serial.print('\\');
    }
    if (c < 0x20) {
      Serial.print(c < 0x10 ? F("\\u000") : F("\\u00"));
      Serial.print((int)c, HEX);
    } else {
      Serial.print((char)c);
    }
  }
}

// The answer that AGREE of the latest OF decisions give; while none has so many, the one before.
uint8_t agreed(uint8_t decision) {
  static uint8_t latest[OF];
  static uint8_t at = 0;
  static uint8_t taken = 0;
  static uint8_t answer = NO_ANSWER;
  latest[at] = decision;
  at = (uint8_t)((at + 1) % OF);
  if (taken < OF) {
    taken++;
  }
  uint8_t same = 0;
  for (uint8_t i = 0; i < taken; i++) {
    if (latest[i] == decision) {
      same++;
    }
  }
  if (same >= AGREE) {
    answer = decision;
  }
  return answer;
}

// Does what was asked for with one answer of the model.
void act(uint8_t answer, const motion_result &result) {
  Serial.print(F("{\"class\":\""));
  if (answer == UNSURE) {
    Serial.print(F("unsure"));
  } else {
    printQuoted(motion_label((motion_class)answer));
  }
  Serial.print(F("\",\"confidence\":"));
  Serial.print(result.confidence[answer == UNSURE ? (uint8_t)result.best : answer] / 256.0, 2);
  Serial.println('}');
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
  const uint8_t answer = agreed(result.confidence[result.best] < SURE_FROM ? UNSURE : (uint8_t)result.best);
  if (answer != NO_ANSWER) {
    act(answer, result);
  }
}
