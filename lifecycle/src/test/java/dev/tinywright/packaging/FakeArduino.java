package dev.tinywright.packaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As much of Arduino.h as the example needs, to see that it compiles for a Cortex-M. */
final class FakeArduino {
    private static final String HEADER = """
            #pragma once
            #include <math.h>
            #include <stdint.h>
            #include <stdlib.h>
            #define F(text) text
            struct FakeSerial {
                void begin(long);
                int available();
                int read();
                size_t readBytes(char *, size_t);
                void print(const char *);
                void print(char);
                void print(int);
                void print(long);
                void println(const char *);
                void println(int);
            };
            extern FakeSerial Serial;
            """;

    private FakeArduino() {}

    /** Compiles a sketch without tabs, or a C++ program. */
    static void compile(Path work, Path sketch, List<String> includes) {
        SampleProduct.write(work.resolve("fake/Arduino.h"), HEADER);
        List<String> words = new ArrayList<>(List.of(
                "arm-none-eabi-g++",
                "-std=c++11",
                "-mcpu=cortex-m4",
                "-mthumb",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-fsyntax-only",
                "-I" + work.resolve("fake"),
                "-include",
                "Arduino.h",
                "-x",
                "c++",
                sketch.toString()));
        includes.forEach(include -> words.add("-I" + include));
        SampleProduct.run(work, words);
    }
}
