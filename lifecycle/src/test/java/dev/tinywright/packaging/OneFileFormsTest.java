package dev.tinywright.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The single header and the array: C99 and C++11, all warnings as errors. */
class OneFileFormsTest {
    private static final List<String> C = List.of("cc", "-std=c99");
    private static final List<String> CPP = List.of("g++", "-std=c++11", "-x", "c++");

    @TempDir
    Path work = Path.of("");

    /** Checks the golden rows of several models in one program: their main functions become functions. */
    @Test
    void twoModelsInOneFileGiveTheirScoresAsCAndAsCpp() throws IOException {
        StringBuilder program = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        List<Product> models =
                List.of(SampleProduct.of("fruit"), SampleProduct.of("fruit_2", List.of("a", "b", "labels"), "", 9));
        for (Product product : models) {
            String name = product.source().name();
            Files.writeString(
                    work.resolve(name + ".h"),
                    PackageForm.SINGLE_HEADER.files(product).textOf(name + ".h"));
            Names names = Names.of(product);
            String rows = new Parts(product, names)
                    .goldenRows()
                    .replace("golden_", "known_" + name + "_")
                    .replace("GOLDEN_ROWS", names.upper() + "_ROWS");
            Files.writeString(work.resolve(name + "_rows.h"), rows);
            program.append("#define ")
                    .append(names.upper())
                    .append("_IMPLEMENTATION\n#include \"")
                    .append(name)
                    .append(".h\"\n#include \"")
                    .append(name)
                    .append("_rows.h\"\n");
            calls.append(
                    "    for (row = 0; row < U_ROWS; row++) { int8_t s[U_CLASSES]; N_run(known_N_readings[row], s); wrong += memcmp(s, known_N_scores[row], sizeof s) != 0; }\n"
                            .replace("U_", names.upper() + "_")
                            .replace("N_", name + "_"));
        }
        Files.writeString(
                work.resolve("both.c"),
                "#include <string.h>\n" + program + "int main(void) {\n    int wrong = 0, row;\n" + calls
                        + "    return wrong;\n}\n");
        for (List<String> compiler : List.of(C, CPP)) {
            for (String on : List.of("0", "1")) {
                build(
                        compiler,
                        "both.c",
                        "-DFRUIT_DEBUG=" + on,
                        "-DFRUIT_MONITOR=" + on,
                        "-DFRUIT_2_DEBUG=" + on,
                        "-DFRUIT_2_MONITOR=" + on);
                SampleProduct.runBuilt(work, "program");
            }
        }
    }

    @Test
    void headerCompilesForMicrocontrollersAsCpp() throws IOException {
        PackageFiles files = PackageForm.SINGLE_HEADER.files(SampleProduct.of("fruit"));
        Files.writeString(work.resolve("fruit.h"), files.textOf("fruit.h"));
        Files.writeString(work.resolve("example.c"), files.textOf("example.c"));
        for (List<String> compiler : List.of(
                List.of("avr-g++", "-std=gnu++11", "-mmcu=atmega328p", "-Wall", "-Wextra", "-Werror", "-x", "c++"),
                List.of(
                        "arm-none-eabi-g++",
                        "-std=c++11",
                        "-mcpu=cortex-m4",
                        "-mthumb",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-x",
                        "c++"))) {
            SampleProduct.compile(work, compiler, List.of(), work.resolve("example.c"));
        }
    }

    @Test
    void headerIsIncludedWithoutItsImplementationInOtherFiles() throws IOException {
        PackageFiles files = PackageForm.SINGLE_HEADER.files(SampleProduct.of("fruit"));
        Files.writeString(work.resolve("fruit.h"), files.textOf("fruit.h"));
        Files.writeString(work.resolve("example.c"), files.textOf("example.c"));
        Files.writeString(
                work.resolve("other.c"),
                "#include \"fruit.h\"\n#include \"fruit.h\"\nint other(void);\nint other(void) { return FRUIT_CLASSES; }\n");
        build(C, "example.c", "other.c");
        assertThat(SampleProduct.runBuilt(work, "program").strip()).isIn(SampleProduct.LABELS);
    }

    @Test
    void arrayHoldsEveryByteAligned() throws IOException {
        Product product = SampleProduct.of("fruit");
        PackageFiles files = PackageForm.TFLITE_ARRAY.files(product);
        Files.writeString(work.resolve("fruit_tflite.h"), files.textOf("fruit_tflite.h"));
        Files.writeString(work.resolve("fruit_tflite.c"), files.textOf("fruit_tflite.c"));
        Files.writeString(work.resolve("main.c"), """
                #include "fruit_tflite.h"
                #include <stdint.h>
                #include <stdio.h>
                int main(void) {
                    fwrite(fruit_tflite, 1, fruit_tflite_len, fopen("bytes", "wb"));
                    return (int)((uintptr_t)fruit_tflite % 16) + (fruit_tflite_len != FRUIT_TFLITE_BYTES);
                }
                """);
        for (List<String> compiler : List.of(C, CPP)) {
            build(compiler, "main.c", "fruit_tflite.c");
            Files.deleteIfExists(work.resolve("bytes"));
            SampleProduct.runBuilt(work, "program");
            assertThat(work.resolve("bytes")).hasBinaryContent(product.tflite());
        }
    }

    private void build(List<String> compiler, String... sources) {
        List<String> words = new ArrayList<>(compiler);
        words.addAll(SampleProduct.WARNINGS);
        words.addAll(List.of(sources));
        words.addAll(List.of("-o", "program"));
        SampleProduct.run(work, words);
    }
}
