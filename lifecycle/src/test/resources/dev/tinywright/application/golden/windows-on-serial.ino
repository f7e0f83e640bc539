/*
 * Tells flat, upright and sideways apart by acc_x, acc_y and acc_z.
 *
 * Does:    prints the class for upright and sideways; a window of 400 ms every 100 ms; the mean of 2 decides;
 *          a line every 5 windows; silent below 62.5 %
 * Board:   Arduino Nano 33 BLE Sense
 * Input:   lines of 3 numbers on the serial port, 50 lines a second, 115200 baud: acc_x,acc_y,acc_z
 * Model:   tilt 1; Sketch > Include Library > Add .ZIP Library... takes tilt-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
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

const uint16_t EVERY = 5; // of so many windows one has a line
const uint8_t SURE_FROM = TILT_THRESHOLD; // 256ths: 62.5 % of confidence; below it an answer is unsure
const uint8_t UNSURE = TILT_CLASSES; // stands behind the classes

// The line that is arriving, "0.51,0.27,0.22": its numbers, and the one that has begun.
float numbers[TILT_READINGS];
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
  if (numbersSoFar < TILT_READINGS) {
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
  const bool isGood = numbersSoFar == TILT_READINGS && !lineIsStrange;
  if (!isGood && !isEmpty) {
    Serial.print(F("# not a line of 3 numbers (acc_x,acc_y,acc_z): got "));
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
void act(uint8_t answer, bool isDue) {
  if (isDue) {
    if (answer == TILT_UPRIGHT || answer == TILT_SIDEWAYS) {
      Serial.println(tilt_label((tilt_class)answer));
    }
  }
}

void setup() {
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  Serial.println(F("# send lines of acc_x,acc_y,acc_z"));
}

void loop() {
  float frame[TILT_READINGS];
  if (!takeReadings(frame)) {
    return;
  }
  tilt_push_samples(frame, 1);
  if (!tilt_ready()) {
    return;
  }
  // The model takes about 25 ms for a window, a frame comes every 20 ms: lines wait in the port's buffer
  // meanwhile.
  tilt_result result;
  tilt_classify_window(&result);
  tilt_smooth(&result); // makes of the shares their mean over the last windows
  static uint16_t windows = 0; // since the latest line
  windows++;
  const bool isDue = windows >= EVERY;
  if (isDue) {
    windows = 0;
  }
  const uint8_t answer = result.confidence[result.best] < SURE_FROM ? UNSURE : (uint8_t)result.best;
  act(answer, isDue);
}
