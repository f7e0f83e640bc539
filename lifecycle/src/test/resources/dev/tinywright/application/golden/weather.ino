/*
 * Tells dry and wet apart by temperature, humidity and pressure.
 *
 * Does:    prints the number of the class; a decision every 60 s
 * Board:   Arduino Nano 33 BLE Sense Rev2
 * Sensor:  HS3003 humidity and temperature sensor; library Arduino_HS300x, in the Library Manager
 * Sensor:  LPS22HB pressure sensor; library Arduino_LPS22HB, in the Library Manager
 * Model:   weather 1f0c22ab; Sketch > Include Library > Add .ZIP Library... takes weather-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
#include <Arduino_HS300x.h>
#include <Arduino_LPS22HB.h>
#include <weather.h>

// The model must be the one that this sketch is for: the same readings, transform and classes, in the same order.
struct ThisModel {
  static constexpr bool is(const char *a, const char *b) {
    return *a == *b && (*a == '\0' || is(a + 1, b + 1));
  }
};
static_assert(ThisModel::is(WEATHER_INTERFACE, "c250421f"), "weather.h is of another model than this sketch: build again");
static_assert(WEATHER_READINGS == 3, "this sketch passes 3 readings: build again");
static_assert(WEATHER_CLASSES == 2, "this sketch knows 2 classes: build again");

const unsigned long PERIOD_MS = 60000; // a decision this often

// Says what is wrong, again and again, for whoever opens the port later.
void stopWith(const __FlashStringHelper *what) {
  for (;;) {
    Serial.print(F("# stopped: "));
    Serial.println(what);
    delay(1000);
  }
}

// Reads the HS3003 humidity and temperature sensor and the LPS22HB pressure sensor as the training data was made; false while there is nothing new.
bool takeReadings(float readings[]) {
  const float temperature = HS300x.readTemperature(); // degrees Celsius
  const float humidity = HS300x.readHumidity(); // percent
  const float pressure = BARO.readPressure(); // kilopascal
  readings[0] = 1.8f * temperature + 32.0f; // temperature in °F
  readings[1] = humidity;                   // humidity in %
  readings[2] = 10.0f * pressure;           // pressure in hPa
  return true;
}

// Does what was asked for with one answer of the model.
void act(uint8_t answer) {
  Serial.println(answer);
}

void setup() {
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  if (!HS300x.begin()) {
    stopWith(F("the HS3003 humidity and temperature sensor does not answer"));
  }
  if (!BARO.begin()) {
    stopWith(F("the LPS22HB pressure sensor does not answer"));
  }
}

void loop() {
  static unsigned long latest = 0; // when the latest decision was due
  const unsigned long waited = millis() - latest;
  if (waited < PERIOD_MS) {
    return;
  }
  float readings[WEATHER_READINGS];
  if (!takeReadings(readings)) {
    return;
  }
  latest += PERIOD_MS; // keeps the beat, whatever the reading took
  if (millis() - latest >= PERIOD_MS) {
    latest = millis(); // but hurries after nothing
  }
  weather_result result;
  weather_classify(readings, &result);
  const uint8_t answer = (uint8_t)result.best;
  act(answer);
}
