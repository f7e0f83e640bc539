/* Registers of a device at 0x44 in both byte orders; nothing answers at 0x45. */
#include <Arduino.h>
#include <Wire.h>

void setup() {
    Serial.begin(115200);
    Wire.begin();
    Wire.setClock(400000);
    Wire.beginTransmission(0x45);
    Wire.write(0);
    Serial.println(Wire.endTransmission());
    Serial.println(Wire.requestFrom(0x45, 2));
}

void loop() {
    Wire.beginTransmission(0x44);
    Wire.write(0x10);
    Serial.print(Wire.endTransmission(false));
    Serial.print(Wire.requestFrom(static_cast<uint8_t>(0x44), static_cast<uint8_t>(5)));
    Serial.print(Wire.available());
    int little = Wire.read();
    little |= Wire.read() << 8;
    int big = Wire.read() << 8;
    big = static_cast<int16_t>(big | Wire.read());
    Serial.print(' ');
    Serial.print(little);
    Serial.print(' ');
    Serial.print(big);
    Serial.print(' ');
    Serial.print(Wire.read());
    Serial.print(' ');
    Serial.print(Wire.read());
    Wire.requestFrom(0x44, 1);
    Serial.print(' ');
    Serial.println(Wire.read());
    delay(100);
}
