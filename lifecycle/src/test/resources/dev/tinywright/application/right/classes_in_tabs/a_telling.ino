void tell(const char *text) {
  Serial.println(text);
}

void stopWith(const char *why) {
  tell(why);
  while (true) {
    delay(1000);
  }
}
