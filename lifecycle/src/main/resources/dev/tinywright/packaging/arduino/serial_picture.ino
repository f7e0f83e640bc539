// Reads pictures from the serial port at 115200 baud, byte after byte as the header says, and prints what the model makes of each.
#include <{{name}}.h>

static uint8_t pixels[{{NAME}}_PIXELS];

void setup() {
  Serial.begin(115200);
}

void loop() {
  if (Serial.readBytes((char *)pixels, sizeof(pixels)) < sizeof(pixels)) {
    return;
  }
{{#tells}}
  static {{name}}_result result;
  {{name}}_classify(pixels, &result);
  Serial.print({{name}}_label(result.best));
  Serial.print(' ');
  Serial.print((result.confidence[result.best] * 100L + 128) / 256);
  Serial.println(F(" %"));
{{/tells}}
{{#predicts}}
  Serial.print({{name}}_predict(pixels), 3);
  Serial.println(F(" " {{NAME}}_UNIT));
{{/predicts}}
}
