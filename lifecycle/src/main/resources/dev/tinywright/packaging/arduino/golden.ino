// Runs rows with known scores through the model on this board and prints at 115200 baud whether all came out as expected.
#include "golden_rows.h"

#include <string.h>

void setup() {
  Serial.begin(115200);
}

void loop() {
  int wrong = 0;
  for (int row = 0; row < GOLDEN_ROWS; row++) {
    static int8_t scores[{{outputs}}];
    {{name}}_run(golden_readings[row], scores);
    wrong += memcmp(scores, golden_scores[row], sizeof(scores)) != 0;
  }
  Serial.print(GOLDEN_ROWS - wrong);
  Serial.print(F(" of "));
  Serial.print(GOLDEN_ROWS);
  Serial.println(wrong == 0 ? F(" rows as expected: passed") : F(" rows as expected: FAILED"));
  delay(1000);
}
