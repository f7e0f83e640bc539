/*
 * Tells low, middle and high apart by A0 and a1.
 *
 * Does:    prints the class; pin 9 on for all but low; a decision every 100 ms
 * Board:   Arduino Uno R3
 * Sensor:  analog pins
 * Model:   knobs 1f0c22ab; Sketch > Include Library > Add .ZIP Library... takes knobs-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
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

const unsigned long PERIOD_MS = 100; // a decision this often
const uint8_t PIN_9_OUT = 9; // pin 9

#ifdef ARDUINO_ARCH_ESP32
const float ANALOG_STEPS = 4096; // the converter has 12 bits
#else
const float ANALOG_STEPS = 1024; // the converter has 10 bits, as a sketch sees it
#endif

// Reads the analog pins as the training data was made; false while there is nothing new.
bool takeReadings(float readings[]) {
  const float analog0 = analogRead(A0) / ANALOG_STEPS; // share of the reference voltage
  const float analog1 = analogRead(A1) / ANALOG_STEPS; // share of the reference voltage
  readings[0] = 5.0f * analog0;    // A0 in V
  readings[1] = 1024.0f * analog1; // a1
  return true;
}

// Does what was asked for with one answer of the model.
void act(uint8_t answer) {
  Serial.println(knobs_label((knobs_class)answer));
  digitalWrite(PIN_9_OUT, (!(answer == KNOBS_LOW)) ? HIGH : LOW);
}

void setup() {
  pinMode(PIN_9_OUT, OUTPUT);
  digitalWrite(PIN_9_OUT, LOW);
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
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
