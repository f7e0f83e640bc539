/*
 * Tells still, walking and a "jump" apart by acc_x, acc_y, acc_z and gyroX.
 *
 * Does:    prints class and confidence as a line of JSON; LED (13) on for all but walking; a decision every 1
 *          s, where 2 of 3 agree; unsure below 70 %
 * Board:   Arduino Uno R3
 * Input:   lines of 4 numbers on the serial port, 115200 baud: acc_x,acc_y,acc_z,gyroX
 * Model:   motion 1f0c22ab; Sketch > Include Library > Add .ZIP Library... takes motion-arduino.zip
 *
 * Written by Tinywright, yours to change.
 */
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

const unsigned long PERIOD_MS = 1000; // a decision this often
const uint8_t SURE_FROM = 180; // 256ths: 70 % of confidence; below it an answer is unsure
const uint8_t UNSURE = MOTION_CLASSES; // stands behind the classes
const uint8_t NO_ANSWER = 255; // not enough decisions agree yet
const uint8_t AGREE = 2; // so many of the latest OF decisions must agree
const uint8_t OF = 3;
const uint8_t LED_PIN = 13; // LED

// The line that is arriving, "0.51,0.27,0.22": its numbers, and the one that has begun.
float numbers[MOTION_READINGS];
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
  if (numbersSoFar < MOTION_READINGS) {
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
  const bool isGood = numbersSoFar == MOTION_READINGS && !lineIsStrange;
  if (!isGood && !isEmpty) {
    Serial.print(F("# not a line of 4 numbers (acc_x,acc_y,acc_z,gyroX): got "));
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
  digitalWrite(LED_PIN, (!(answer == MOTION_WALKING) && answer != UNSURE && answer != NO_ANSWER) ? HIGH : LOW);
}

void setup() {
  pinMode(LED_PIN, OUTPUT);
  digitalWrite(LED_PIN, LOW);
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  Serial.println(F("# send lines of acc_x,acc_y,acc_z,gyroX"));
}

void loop() {
  static unsigned long latest = 0; // when the latest decision was due
  static float readings[MOTION_READINGS];
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
  motion_result result;
  motion_classify(readings, &result);
  const uint8_t answer = agreed(result.confidence[result.best] < SURE_FROM ? UNSURE : (uint8_t)result.best);
  if (answer != NO_ANSWER) {
    act(answer, result);
  }
}
