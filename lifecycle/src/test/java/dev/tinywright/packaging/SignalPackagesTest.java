package dev.tinywright.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.tflite.GraphWriter;
import dev.tinywright.verify.FrontEndTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages of models that take windows or pictures build, their golden examples pass, and their examples take what they say. */
class SignalPackagesTest {
    @TempDir
    Path folder;

    static Stream<InputFormat> formats() {
        List<Reading> axes = List.of(new Reading("x", "g"), new Reading("y", "g"));
        return Stream.of(
                new InputFormat.Window(axes, 6, 50, Element.FLOAT32),
                new InputFormat.Window(List.of(new Reading("sound", "")), 12, 8000, Element.INT16),
                new InputFormat.Picture(4, 6, 3));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void buildAndPass(InputFormat format) {
        Packages.write(product(format), folder);
        Path make = folder.resolve("packages/makefile");
        SampleProduct.run(make, "make", "BUILD=" + folder.resolve("b"), "CFLAGS=-O1 -Werror -pedantic -Wconversion");
        assertThat(SampleProduct.run(make, "make", "BUILD=" + folder.resolve("b"), "test"))
                .contains("5 rows, 0 scores differ");
        SampleProduct.write(folder.resolve("in.txt"), "1 2\n3 4\n".repeat(60));
        assertThat(SampleProduct.run(folder, "sh", "-c", "b/example < in.txt 2>&1"))
                .containsPattern("(?m)^[abc] \\d+ %( event)?$");
        if (format instanceof InputFormat.Window) {
            assertThat(SampleProduct.run(folder, "sh", "-c", "grep -rl 'halves\\[2\\]' packages | sort"))
                    .contains("makefile", "cmake", "single-header");
        }
        Path single = folder.resolve("packages/single-header");
        SampleProduct.run(single, "cc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-o", "example", "example.c");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theArduinoSketchCompiles(InputFormat format) throws IOException {
        Packages.write(product(format), folder);
        ZipFiles.unzip(folder.resolve("front-arduino.zip"), folder.resolve("libraries"));
        Path library = folder.resolve("libraries/Tinywright_Front");
        FakeArduino.compile(
                folder,
                library.resolve("examples/Front_Serial/Front_Serial.ino"),
                List.of(library.resolve("src").toString()));
    }

    private static Product product(InputFormat format) {
        Deployable model = FrontEndTest.model(format, List.of(new InputStep.Standardize()));
        CSource source = SampleCode.source(model);
        Examples examples = FrontEndTest.examples(format, 9, 5);
        float[][] rows = IntStream.range(0, 5).mapToObj(examples::get).toArray(float[][]::new);
        return new Product(
                source,
                "Tell a, b and c apart",
                Optional.empty(),
                new Samples(rows, SampleCode.expected(model, rows)),
                GraphWriter.write(model.network().graph(), source.name(), model.labels()));
    }
}
