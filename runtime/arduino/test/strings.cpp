/* docs.arduino.cc, "String()" and its functions; avr-libc's number texts. */
#include <Arduino.h>

void setup() {
    Serial.begin(9600);
    String text = "Hello String";
    Serial.println(String('a') + String(45, HEX) + String(255, BIN) + String(5.698, 3) + String(-7));
    Serial.println(String(F("flash")) + F("!"));
    Serial.println(String(5.0, 0));
    Serial.println(text.length());
    Serial.println(text.indexOf('l'));
    Serial.println(text.indexOf("String"));
    Serial.println(text.indexOf('z'));
    Serial.println(text.lastIndexOf('l'));
    Serial.println(text.substring(6));
    Serial.println(text.substring(6, 9));
    Serial.println(text.charAt(4));
    Serial.println(text[0]);
    text.replace("String", "Strings, more");
    Serial.println(text);
    text.remove(5);
    Serial.println(text);
    text.setCharAt(0, 'J');
    text += " and ";
    text += 3;
    text += ',';
    text.concat(2.5);
    Serial.println(text);
    text.toUpperCase();
    Serial.println(text);
    String padded = "  trimmed \r\n";
    padded.trim();
    Serial.println("[" + padded + "]");
    Serial.println(String("123abc").toInt());
    Serial.println(String("abc").toInt());
    Serial.println(String("-2.75 V").toFloat());
    Serial.println(String("a").compareTo("b") < 0);
    Serial.println(String("Same").equalsIgnoreCase("sAME"));
    Serial.println(text.startsWith("JELLO"));
    Serial.println(text.endsWith("2.5"));
    Serial.println(text == "JELLO AND 3,2.50");
    char small[6];
    text.toCharArray(small, sizeof small);
    Serial.println(small);
    char number[40];
    Serial.println(dtostrf(3.14159, 8, 2, number));
    Serial.println(dtostrf(-1.5, -7, 1, number) + String("|"));
    Serial.println(itoa(-42, number, 10));
    Serial.println(itoa(255, number, 16));
    Serial.println(utoa(5u, number, 2));
    Serial.println(ltoa(-100000L, number, 10));
    Serial.println(ultoa(3735928559UL, number, 16));
    Serial.println(strtod("1e3", nullptr));
    Serial.println(max(2, 2.5));
    Serial.println(min(-1, 3L));
    Serial.println(constrain(300, 0, 255));
    Serial.println(map(512, 0, 1023, 0, 255));
    Serial.println(word(0x12, 0x34), HEX);
    word w = 7;
    Serial.println(bitRead(w, 1) + highByte(0x1234) + sq(3));
}

void loop() { delay(100); }
