const unsigned long PAUSE_MILLIS = 1000;

void pause() {
  delay(PAUSE_MILLIS);
}
