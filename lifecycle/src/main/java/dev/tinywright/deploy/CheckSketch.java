package dev.tinywright.deploy;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.contract.Contract;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sketch that lets a computer question the model on a board. {@code ?} is answered with "tinywright check CONTRACT", and
 * {@code =N h0,h1,..} with {@code =N s0,s1,.. MICROS}: readings are the eight hexadecimal digits of their float32 bits, so that
 * none is lost in text, scores are int8, and the time is that of the inference alone, by the board's own micros(). Anything
 * else is answered with "!". It keeps no line, so a board with 2 KiB of RAM takes any number of readings.
 */
public final class CheckSketch {
    private CheckSketch() {}

    public static Sketch write(Contract contract) {
        return write(contract.model(), contract.id());
    }

    /** @param contract its id */
    static Sketch write(String model, String contract) {
        String name = model + "_check";
        String code = TEXT.replace("@MODEL@", model)
                .replace("@NAME@", model.toUpperCase(Locale.ROOT))
                .replace("@ID@", contract);
        return new Sketch(name, new TreeMap<>(Map.of(name + ".ino", code)));
    }

    private static final String TEXT = """
            // Checks the model on this board: tinywright deploy sends rows and compares every score.
            #include <@MODEL@.h>

            static float readings[@NAME@_READINGS];
            static int8_t scores[@NAME@_CLASSES];
            static char command;
            static unsigned long row;
            static uint32_t bits;
            static unsigned int digits;
            static unsigned int count;
            static bool inRow;
            static bool good;

            static void endReading() {
              if (digits != 8 || count >= @NAME@_READINGS) {
                good = false;
                return;
              }
              memcpy(&readings[count], &bits, sizeof bits);
              count++;
              bits = 0;
              digits = 0;
            }

            static void begin() {
              command = 0;
              row = 0;
              bits = 0;
              digits = 0;
              count = 0;
              inRow = false;
              good = true;
            }

            static int hexDigit(char c) {
              if (c >= '0' && c <= '9') {
                return c - '0';
              }
              return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            }

            static void take(char c) {
              if (command == 0) {
                command = c;
              } else if (!inRow && c >= '0' && c <= '9') {
                row = row * 10 + (unsigned long)(c - '0');
              } else if (!inRow && c == ' ') {
                inRow = true;
              } else if (inRow && c == ',') {
                endReading();
              } else if (inRow && hexDigit(c) >= 0 && digits < 8) {
                bits = (bits << 4) | (uint32_t)hexDigit(c);
                digits++;
              } else {
                good = false;
              }
            }

            static void answer() {
              endReading();
              if (!good || count != @NAME@_READINGS) {
                Serial.println("!");
                return;
              }
              unsigned long start = micros();
              @MODEL@_run(readings, scores);
              unsigned long took = micros() - start;
              Serial.print("=");
              Serial.print(row);
              for (unsigned int k = 0; k < @NAME@_CLASSES; k++) {
                Serial.print(k == 0 ? " " : ",");
                Serial.print((int)scores[k]);
              }
              Serial.print(" ");
              Serial.println(took);
            }

            void setup() {
              Serial.begin(115200);
              begin();
            }

            void loop() {
              while (Serial.available() > 0) {
                char c = (char)Serial.read();
                if (c != '\\n') {
                  take(c);
                  continue;
                }
                if (command == '?') {
                  Serial.println("tinywright check @ID@");
                } else if (command == '=') {
                  answer();
                } else {
                  Serial.println("!");
                }
                begin();
              }
            }
            """;
}
