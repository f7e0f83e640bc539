#include <Arduino.h>

// Reads lines of {{readingCount}} numbers from the serial port at 115200 baud, "1.5,2,nan", and prints {{#tells}}the class of each{{/tells}}{{#predicts}}the number predicted from each{{/predicts}}.
// "nan" or nothing between two commas stands for a reading that is missing.
#include <{{name}}.h>

#include <stdlib.h>

static float readings[{{NAME}}_READINGS];
static int count = 0;
static char digits[24];
static uint8_t length = 0;

static void endNumber() {
  digits[length] = 0;
  bool missing = length == 0 || digits[0] == 'n' || digits[0] == 'N';
  if (count < {{NAME}}_READINGS) {
    readings[count] = missing ? NAN : (float)atof(digits);
  }
  count++;
  length = 0;
}

static void endLine() {
  if (count == {{NAME}}_READINGS) {
{{#tells}}
    static {{name}}_result result;
    {{name}}_classify(readings, &result);
{{/tells}}
{{#predicts}}
    float number = {{name}}_predict(readings);
{{/predicts}}
{{#tells}}
    Serial.print({{name}}_label(result.best));
    Serial.print(' ');
    Serial.print((result.confidence[result.best] * 100L + 128) / 256);
    Serial.println(F(" %"));
{{/tells}}
{{#predicts}}
    Serial.print(number, 3);
    Serial.println(F(" " {{NAME}}_UNIT));
{{/predicts}}
  } else {
    Serial.print(count);
    Serial.print(F(" numbers, the model takes "));
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
