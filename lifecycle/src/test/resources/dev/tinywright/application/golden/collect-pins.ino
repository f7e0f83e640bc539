/*
 * Collects data: a line of names, then lines of numbers, 50 a second, 115200 baud.
 *
 * Columns: A1 [V/Vref],A3 [V/Vref],D1,D3
 * Board:   Arduino Uno R3
 * Sensor:  analog pins
 * Sensor:  digital pins
 *
 * Written by Tinywright, yours to change.
 */

const unsigned long PERIOD_US = 20000;

#ifdef ARDUINO_ARCH_ESP32
const float ANALOG_STEPS = 4096; // the converter has 12 bits
#else
const float ANALOG_STEPS = 1024; // the converter has 10 bits, as a sketch sees it
#endif

void printHeader() {
  Serial.println(F("A1 [V/Vref],A3 [V/Vref],D1,D3"));
}

// Reads the sensors and prints one line; false while there is nothing new.
bool printLine() {
  const float analog1 = analogRead(A1) / ANALOG_STEPS; // share of the reference voltage
  const float analog3 = analogRead(A3) / ANALOG_STEPS; // share of the reference voltage
  const int digital1 = digitalRead(1) == HIGH ? 1 : 0;
  const int digital3 = digitalRead(3) == HIGH ? 1 : 0;
  Serial.print(analog1, 4);
  Serial.print(',');
  Serial.print(analog3, 4);
  Serial.print(',');
  Serial.print(digital1);
  Serial.print(',');
  Serial.println(digital3);
  return true;
}

void setup() {
  Serial.begin(115200);
  while (!Serial && millis() < 3000) {
    // boards with USB of their own: wait for a listener, but run without one too
  }
  printHeader();
}

void loop() {
  static unsigned long latest = micros(); // when the latest line was due
  if (Serial.available() > 0 && Serial.read() == '?') {
    printHeader(); // whoever opens the port later asks for the names
  }
  if (micros() - latest < PERIOD_US || !printLine()) {
    return;
  }
  latest += PERIOD_US; // keeps the beat, whatever the reading took
  if (micros() - latest >= PERIOD_US) {
    latest = micros(); // but hurries after nothing
  }
}
