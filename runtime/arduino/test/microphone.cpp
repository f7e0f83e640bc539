/* The microphone calls back for each full buffer: 256 samples of 16 kHz are 16 ms. */
#include <Arduino.h>
#include <PDM.h>

short samples[256];
volatile int available = 0;
int buffers = 0;

void received() {
    const int bytes = PDM.available();
    PDM.read(samples, static_cast<size_t>(bytes));
    available = bytes / 2;
}

void setup() {
    Serial.begin(115200);
    PDM.onReceive(received);
    PDM.setGain(30);
    if (!PDM.begin(1, 16000)) {
        Serial.println("no microphone");
    }
}

void loop() {
    if (available == 0) {
        return;
    }
    int loudest = 0;
    for (int i = 0; i < available; i++) {
        loudest = max(loudest, abs(samples[i]));
    }
    available = 0;
    Serial.print(++buffers);
    Serial.print(' ');
    Serial.println(loudest);
}
