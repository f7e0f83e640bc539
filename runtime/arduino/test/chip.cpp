/* What sketches for AVR boards use: flash tables, EEPROM, sleeping until an interrupt, a second port. */
#include <Arduino.h>
#include <EEPROM.h>
#include <SoftwareSerial.h>
#include <avr/interrupt.h>
#include <avr/power.h>
#include <avr/sleep.h>

const uint16_t table[] PROGMEM = {1, 1000, 65535};
const char label[] PROGMEM = "in flash";
SoftwareSerial second(10, 11);
struct Saved {
    uint32_t version;
    float offset;
};

void wake() {}

void setup() {
    Serial.begin(115200);
    second.begin(9600);
    second.println("nobody hears this");
    Serial.println(pgm_read_word(&table[2]));
    char text[16];
    strcpy_P(text, label);
    Serial.println(text);
    Serial.println(EEPROM.read(0));
    EEPROM[0] = 7;
    EEPROM.put(4, Saved{2, 0.5f});
    Saved saved = {};
    EEPROM.get(4, saved);
    Serial.print(EEPROM[0]);
    Serial.print(saved.version);
    Serial.print(saved.offset);
    Serial.println(EEPROM.length());
    attachInterrupt(digitalPinToInterrupt(2), wake, RISING);
    power_adc_disable();
}

void loop() {
    set_sleep_mode(SLEEP_MODE_PWR_DOWN);
    sleep_mode();
    Serial.println("awake");
}
