/* docs.arduino.cc, "Serial.print()": bases, digits, characters, what has no number. */
#include <Arduino.h>

struct Settings {
    static const int RATE = 50;
};

class Point : public Printable {
public:
    size_t printTo(Print &to) const override { return to.print("(") + to.print(1.5, 1) + to.print(")"); }
};

void setup() {
    Serial.begin(115200);
    Serial.println(78, BIN);
    Serial.println(78, OCT);
    Serial.println(78, DEC);
    Serial.println(78, HEX);
    Serial.println(B01001110);
    Serial.println(Settings::RATE);
    enum State { IDLE, BUSY } state = BUSY;
    Serial.println(state);
    Serial.println(-5);
    Serial.println(-5, HEX);
    Serial.println(static_cast<uint8_t>(200));
    Serial.println(static_cast<int8_t>(-100));
    Serial.println(static_cast<uint16_t>(65535), BIN);
    Serial.println(4294967295UL);
    Serial.println(-2147483647L - 1);
    Serial.println(-9000000000LL);
    Serial.println(true);
    Serial.println('N');
    Serial.println("Hello world.");
    Serial.println(F("from flash"));
    char text[] = "array";
    Serial.println(text);
    Serial.print(text);
    Serial.print('\t');
    Serial.println();
    Serial.println(1.23456);
    Serial.println(1.23456, 0);
    Serial.println(1.23456, 2);
    Serial.println(1.23456, 4);
    Serial.println(0.125f, 2);
    Serial.println(2.5f, 0);
    Serial.println(-0.999f, 2);
    Serial.println(9.999f, 2);
    float third = 1.0f / 3.0f;
    Serial.println(third, 3);
    Serial.println(NAN);
    Serial.println(-INFINITY);
    Serial.println(5e9);
    Serial.println(4294967000.0, 0);
    Serial.println(Point());
    Serial.println(String("text ") + 7);
    Serial.println(Serial.print("count me "));
    Serial.write(65);
    Serial.write(0);
    Serial.write("bytes", 3);
    const uint8_t raw[] = {0xC3, 0xA9, '\\'};
    Serial.write(raw, sizeof raw);
    Serial.println();
    Serial.printf("%d of %s, %.1f\n", 3, "four", 2.25);
    SerialUSB.print("the rest has no line end");
}

void loop() { delay(100); }
