package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Generated C compiled by avr-gcc and run in simavr, which simulates the whole chip; lines come through its serial port. */
final class AvrProgram {
    /** simavr shows a line of the serial port in green, its end as a full stop. */
    private static final Pattern LINE = Pattern.compile("\u001b\\[32m(.*?)\\.\\R\u001b\\[0m", Pattern.DOTALL);

    private static final Pattern SIZES =
            Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+\\d+\\s+\\S+\\s+program\\.elf");

    static final String PUT = """
            #include <avr/interrupt.h>
            #include <avr/io.h>
            #include <avr/pgmspace.h>
            #include <avr/sleep.h>
            #include "NAME.h"
            static void put(char c) {
                while (!(UCSR0A & (1 << UDRE0))) {
                }
                UDR0 = (uint8_t)c;
            }
            static inline void put_hex(uint8_t byte) {
                static const char digits[17] PROGMEM = "0123456789abcdef";
                put((char)pgm_read_byte(&digits[byte >> 4]));
                put((char)pgm_read_byte(&digits[byte & 15]));
            }
            static inline void start_serial(void) {
                UCSR0A = 1 << U2X0;
                UBRR0 = 0;
                UCSR0B = 1 << TXEN0;
            }
            /* simavr ends where the core sleeps and nothing can wake it */
            static void end(void) {
                while (!(UCSR0A & (1 << TXC0))) {
                }
                cli();
                sleep_enable();
                for (;;) {
                    sleep_cpu();
                }
            }
            """;

    private static final String ROWS = """
            static const uint32_t rows[ROWS * UPPER_READINGS] PROGMEM = {
            VALUES
            };
            int main(void) {
                start_serial();
                for (uint16_t row = 0; row < ROWS; row++) {
                    union {
                        uint32_t bits;
                        float value;
                    } word;
                    float readings[UPPER_READINGS];
                    NAME_result result;
                    for (uint16_t i = 0; i < UPPER_READINGS; i++) {
                        word.bits = pgm_read_dword(&rows[row * UPPER_READINGS + i]);
                        readings[i] = word.value;
                    }
                    NAME_classify(readings, &result);
                    for (uint16_t k = 0; k < UPPER_CLASSES; k++) {
                        put_hex(result.confidence[k]);
                    }
                    put_hex((uint8_t)result.best);
                    put('\\n');
                }
                end();
            }
            """;

    private final Path folder;
    private final String mcu;

    private AvrProgram(Path folder, String mcu) {
        this.folder = folder;
        this.mcu = mcu;
    }

    /** Compiles a program that puts out the answer for each row, as hexadecimal bytes. */
    static AvrProgram ofRows(CSource source, float[][] rows, Path folder, String mcu, String... flags)
            throws IOException {
        StringBuilder values = new StringBuilder();
        for (float[] row : rows) {
            for (float value : row) {
                values.append("0x")
                        .append(HexFormat.of().toHexDigits(Float.floatToRawIntBits(value)))
                        .append("u,");
            }
            values.append('\n');
        }
        String main = ROWS.replace("VALUES", values).replace("ROWS", Integer.toString(rows.length));
        return build(source, main, folder, mcu, flags);
    }

    /** @param main uses what {@link #PUT} has; NAME and UPPER stand for the model's name */
    static AvrProgram build(CSource source, String main, Path folder, String mcu, String... flags) throws IOException {
        HostProgram.write(source, folder);
        String upper = source.name().toUpperCase(Locale.ROOT);
        Files.writeString(
                folder.resolve("main_test.c"),
                (PUT + main).replace("NAME", source.name()).replace("UPPER", upper));
        List<String> command = new ArrayList<>(List.of("avr-gcc", "-mmcu=" + mcu, "-Wall", "-Wextra", "-Werror"));
        command.addAll(List.of("-Wconversion", "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections"));
        command.addAll(List.of(flags));
        command.add("main_test.c");
        source.files().keySet().stream().filter(file -> file.endsWith(".c")).forEach(command::add);
        command.addAll(List.of("-lm", "-o", "program.elf"));
        HostProgram.run(folder, command);
        return new AvrProgram(folder, mcu);
    }

    /** Returns what it writes to its serial port until it sleeps for good. */
    List<String> lines() throws IOException {
        String output = HostProgram.output(folder, List.of("simavr", "-m", mcu, "-f", "16000000", "program.elf"));
        return LINE.matcher(output).results().map(line -> line.group(1)).toList();
    }

    /** Returns the answers, as {@link #ofRows} makes them; the confidence is that of the class, less 128 the score. */
    List<byte[]> answers() throws IOException {
        return lines().stream().map(HexFormat.of()::parseHex).toList();
    }

    /** Returns bytes of text, data and bss. */
    int[] sizes() throws IOException {
        String output = HostProgram.output(folder, List.of("avr-size", "program.elf"));
        var sizes = SIZES.matcher(output);
        assertThat(sizes.find()).as(output).isTrue();
        return new int[] {
            Integer.parseInt(sizes.group(1)), Integer.parseInt(sizes.group(2)), Integer.parseInt(sizes.group(3))
        };
    }
}
