/*
 * Tells apple, banana and orange apart by Red, Green and Blue.
 *
 * Does:    red LED (LEDR) on for apple; green LED (LEDG) on for banana; blue LED (LEDB) on for orange; a
 *          decision every 1 s
 * Board:   Arduino Nano 33 BLE Sense
 * Sensor:  APDS9960 colour sensor; library Arduino_APDS9960, in the Library Manager
 * Model:   fruit 1f0c22ab; Sketch > Include Library > Add .ZIP Library... takes fruit-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
#include <Arduino_APDS9960.h>
#include <fruit.h>

// The model must be the one that this sketch is for: the same readings, transform and classes, in the same order.
struct ThisModel {
  static constexpr bool is(const char *a, const char *b) {
    return *a == *b && (*a == '\0' || is(a + 1, b + 1));
  }
};
static_assert(ThisModel::is(FRUIT_INTERFACE, "3effd8db"), "fruit.h is of another model than this sketch: build again");
static_assert(FRUIT_READINGS == 3, "this sketch passes 3 readings: build again");
static_assert(FRUIT_CLASSES == 3, "this sketch knows 3 classes: build again");

const unsigned long PERIOD_MS = 1000; // a decision this often
const uint8_t RED_LED_PIN = LEDR; // red LED, lit by a low level
const uint8_t GREEN_LED_PIN = LEDG; // green LED, lit by a low level
const uint8_t BLUE_LED_PIN = LEDB; // blue LED, lit by a low level

// Says what is wrong, again and again, for whoever opens the port later.
void stopWith(const __FlashStringHelper *what) {
  for (;;) {
    Serial.print(F("# stopped: "));
    Serial.println(what);
    delay(1000);
  }
}

// Reads the APDS9960 colour sensor as the training data was made; false while there is nothing new.
bool takeReadings(float readings[]) {
  if (!APDS.colorAvailable()) {
    return false;
  }
  int red, green, blue, clear;
  if (!APDS.readColor(red, green, blue, clear)) {
    return false;
  }
  readings[0] = (float)red;   // Red
  readings[1] = (float)green; // Green
  readings[2] = (float)blue;  // Blue
  // The model was trained with shares of a total: Red, Green and Blue add up to 1, whatever the level.
  const float total = readings[0] + readings[1] + readings[2];
  if (!(total > 0)) {
    return false; // too dark or too weak to tell
  }
  readings[0] /= total;
  readings[1] /= total;
  readings[2] /= total;
  return true;
}

// Does what was asked for with one answer of the model.
void act(uint8_t answer) {
  digitalWrite(RED_LED_PIN, answer == FRUIT_APPLE ? LOW : HIGH);
  digitalWrite(GREEN_LED_PIN, answer == FRUIT_BANANA ? LOW : HIGH);
  digitalWrite(BLUE_LED_PIN, answer == FRUIT_ORANGE ? LOW : HIGH);
}

void setup() {
  pinMode(RED_LED_PIN, OUTPUT);
  digitalWrite(RED_LED_PIN, HIGH);
  pinMode(GREEN_LED_PIN, OUTPUT);
  digitalWrite(GREEN_LED_PIN, HIGH);
  pinMode(BLUE_LED_PIN, OUTPUT);
  digitalWrite(BLUE_LED_PIN, HIGH);
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  if (!APDS.begin()) {
    stopWith(F("the APDS9960 sensor does not answer"));
  }
}

void loop() {
  static unsigned long latest = 0; // when the latest decision was due
  const unsigned long waited = millis() - latest;
  if (waited < PERIOD_MS) {
    return;
  }
  float readings[FRUIT_READINGS];
  if (!takeReadings(readings)) {
    return;
  }
  latest += PERIOD_MS; // keeps the beat, whatever the reading took
  if (millis() - latest >= PERIOD_MS) {
    latest = millis(); // but hurries after nothing
  }
  fruit_result result;
  fruit_classify(readings, &result);
  const uint8_t answer = (uint8_t)result.best;
  act(answer);
}
