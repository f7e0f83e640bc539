/* Lines of numbers from the world, each twice, taken in four ways. docs.arduino.cc, "Serial.parseInt()" and others. */
#include <Arduino.h>

int line = 0;

void setup() {
    Serial.begin(115200);
    Serial.setTimeout(100);
}

void loop() {
    if (Serial.available() == 0) {
        return;
    }
    if (line == 0) {
        const long a = Serial.parseInt();
        const float b = Serial.parseFloat();
        const float c = Serial.parseFloat();
        Serial.println(String(a) + " " + String(b, 3) + " " + String(c, 1));
        Serial.println(Serial.read());
    } else if (line == 1) {
        const String text = Serial.readStringUntil('\n');
        Serial.println(text);
    } else if (line == 2) {
        char bytes[40];
        const size_t count = Serial.readBytesUntil('\n', bytes, sizeof bytes - 1);
        bytes[count] = '\0';
        Serial.println(bytes);
    } else if (line == 3) {
        Serial.println(Serial.find("3,"));
        Serial.println(Serial.peek());
        Serial.println(Serial.parseInt(SKIP_NONE));
        Serial.println(Serial.readString());
    } else {
        while (Serial.available() > 0) {
            Serial.print(static_cast<char>(Serial.read()));
        }
    }
    line++;
}
