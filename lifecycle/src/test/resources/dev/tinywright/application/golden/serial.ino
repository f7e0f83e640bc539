/*
 * Tells Adelie, Chinstrap and Gentoo apart by Culmen Length, Culmen Depth, Flipper Length and Body Mass.
 *
 * Does:    prints the class; a decision every 1 s
 * Board:   Arduino Uno R3
 * Input:   lines of 4 numbers on the serial port, 115200 baud: Culmen Length,Culmen Depth,Flipper Length,Body
 *          Mass
 * Model:   penguins 1f0c22ab; Sketch > Include Library > Add .ZIP Library... takes penguins-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
#include <penguins.h>

// The model must be the one that this sketch is for: the same readings, transform and classes, in the same order.
struct ThisModel {
  static constexpr bool is(const char *a, const char *b) {
    return *a == *b && (*a == '\0' || is(a + 1, b + 1));
  }
};
static_assert(ThisModel::is(PENGUINS_INTERFACE, "0aa70f89"), "penguins.h is of another model than this sketch: build again");
static_assert(PENGUINS_READINGS == 4, "this sketch passes 4 readings: build again");
static_assert(PENGUINS_CLASSES == 3, "this sketch knows 3 classes: build again");

const unsigned long PERIOD_MS = 1000; // a decision this often

// The line that is arriving, "0.51,0.27,0.22": its numbers, and the one that has begun.
float numbers[PENGUINS_READINGS];
uint8_t numbersSoFar = 0;
char digits[24];
uint8_t digitsSoFar = 0;
bool lineIsStrange = false; // something in it is no number

// The number that has begun is complete.
void endNumber() {
  if (digitsSoFar == 0) {
    return;
  }
  digits[digitsSoFar] = '\0';
  digitsSoFar = 0;
  char *end;
  const float value = (float)strtod(digits, &end);
  if (*end != '\0') {
    lineIsStrange = true;
  }
  if (numbersSoFar < PENGUINS_READINGS) {
    numbers[numbersSoFar] = value;
  }
  if (numbersSoFar < 255) {
    numbersSoFar++;
  }
}

// The line is complete; true where it has exactly one number for each reading. Says so where it has not.
bool endLine() {
  endNumber();
  const bool isEmpty = numbersSoFar == 0 && !lineIsStrange;
  const bool isGood = numbersSoFar == PENGUINS_READINGS && !lineIsStrange;
  if (!isGood && !isEmpty) {
    Serial.print(F("# not a line of 4 numbers (Culmen Length,Culmen Depth,Flipper Length,Body Mass): got "));
    if (lineIsStrange) {
      Serial.println(F("something else"));
    } else {
      Serial.println(numbersSoFar);
    }
  }
  numbersSoFar = 0;
  lineIsStrange = false;
  return isGood;
}

// Takes what has arrived on the serial port, without waiting; true where a line of readings is complete.
bool takeReadings(float readings[]) {
  while (Serial.available() > 0) {
    const char c = (char)Serial.read();
    if (c == '\n' || c == '\r') {
      if (endLine()) {
        memcpy(readings, numbers, sizeof numbers);
        return true;
      }
    } else if (c == ',' || c == ';' || c == ' ' || c == '\t') {
      endNumber();
    } else if (digitsSoFar < sizeof digits - 1) {
      digits[digitsSoFar++] = c;
    } else {
      lineIsStrange = true;
    }
  }
  return false;
}

// Does what was asked for with one answer of the model.
void act(uint8_t answer) {
  Serial.println(penguins_label((penguins_class)answer));
}

void setup() {
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  Serial.println(F("# send lines of Culmen Length,Culmen Depth,Flipper Length,Body Mass"));
}

void loop() {
  static unsigned long latest = 0; // when the latest decision was due
  static float readings[PENGUINS_READINGS];
  static bool isNew = false; // a line has come that no decision was made of
  if (takeReadings(readings)) {
    isNew = true;
  }
  if (!isNew || millis() - latest < PERIOD_MS) {
    return;
  }
  isNew = false;
  latest += PERIOD_MS; // keeps the beat, whatever the reading took
  if (millis() - latest >= PERIOD_MS) {
    latest = millis(); // but hurries after nothing
  }
  penguins_result result;
  penguins_classify(readings, &result);
  const uint8_t answer = (uint8_t)result.best;
  act(answer);
}
