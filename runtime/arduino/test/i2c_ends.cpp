/* Registers at either end of their range, with noise: they stay at the end. */
#include <Arduino.h>
#include <Wire.h>

int read_u16le() {
    const int low = Wire.read();
    return low | Wire.read() << 8;
}

void setup() {
    Serial.begin(115200);
    Wire.begin();
    int least[4] = {99999, 99999, 99999, 99999};
    int most[4] = {-99999, -99999, -99999, -99999};
    for (int i = 0; i < 40; i++) {
        Wire.beginTransmission(0x39);
        Wire.write(0x10);
        Wire.endTransmission(false);
        Wire.requestFrom(0x39, 6);
        const int values[4] = {Wire.read(), Wire.read(), read_u16le(), static_cast<int16_t>(read_u16le())};
        for (int k = 0; k < 4; k++) {
            least[k] = min(least[k], values[k]);
            most[k] = max(most[k], values[k]);
        }
    }
    for (int k = 0; k < 4; k++) {
        Serial.print(least[k]);
        Serial.print(" to ");
        Serial.println(most[k]);
    }
}

void loop() { delay(100); }
