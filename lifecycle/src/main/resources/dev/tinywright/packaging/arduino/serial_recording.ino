// Reads a recording from the serial port at 115200 baud, a line of {{readingCount}} numbers for each frame, "1.5,2,nan", and prints
// what the model makes of each window.
#include <{{name}}.h>

#include <stdlib.h>

static {{element}} frame[{{NAME}}_READINGS];
static int count = 0;
static char digits[24];
static uint8_t length = 0;

static void endNumber() {
  digits[length] = 0;
  bool missing = length == 0 || digits[0] == 'n' || digits[0] == 'N';
  if (count < {{NAME}}_READINGS) {
{{#isFloat}}
    frame[count] = missing ? NAN : (float)atof(digits);
{{/isFloat}}
{{^isFloat}}
    frame[count] = missing ? 0 : ({{element}})atoi(digits);
{{/isFloat}}
  }
  count++;
  length = 0;
}

static void answer() {
{{#tells}}
  static {{name}}_result result;
  {{name}}_classify_window(&result);
  const bool event = {{name}}_smooth(&result) != 0;
  Serial.print({{name}}_label(result.best));
  Serial.print(' ');
  Serial.print((result.confidence[result.best] * 100L + 128) / 256);
  Serial.println(event ? F(" % event") : F(" %"));
{{/tells}}
{{#predicts}}
  Serial.print({{name}}_predict_window(), 3);
  Serial.println(F(" " {{NAME}}_UNIT));
{{/predicts}}
}

static void endLine() {
  if (count == {{NAME}}_READINGS) {
    {{name}}_push_samples(frame, 1);
    if ({{name}}_ready()) {
      answer();
    }
  } else {
    Serial.print(count);
    Serial.print(F(" numbers, a frame has "));
    Serial.println({{NAME}}_READINGS);
  }
  count = 0;
}

static void take(char c) {
  if (c == '\n') {
    if (count > 0 || length > 0) {
      endNumber();
      endLine();
    }
  } else if (c == ',' || c == ';') {
    endNumber();
  } else if (c > ' ' && length < sizeof(digits) - 1) {
    digits[length++] = c;
  }
}

void setup() {
  Serial.begin(115200);
}

void loop() {
  while (Serial.available() > 0) {
    take((char)Serial.read());
  }
}
