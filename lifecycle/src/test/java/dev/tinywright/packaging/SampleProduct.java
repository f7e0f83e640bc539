package dev.tinywright.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.features.InputStep;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import dev.tinywright.tflite.GraphWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A small model with all that packages are made of, and what the tests of packages run. */
final class SampleProduct {
    static final List<String> LABELS = List.of("apple", "grüne \"Banane\"", "orange */ <b> & | `x` \\ ??/");
    static final List<String> WARNINGS = List.of("-Wall", "-Wextra", "-Werror", "-pedantic");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private SampleProduct() {}

    static Product of(String name) {
        return of(name, LABELS, "Tell apples, bananas & oranges <apart>.\nSecond line", 3);
    }

    /** A model whose weights depend on the seed. */
    static Product of(String name, List<String> labels, String ask, long seed) {
        Deployable made =
                SampleCode.deployable(seed, 3, List.of(new InputStep.Standardize()), List.of(6, labels.size()));
        Deployable named =
                new Deployable(name, made.inputs(), made.network(), labels, "3fa2b1c9", ask, Acquisition.unknown(3));
        CSource source = SampleCode.source(named);
        float[][] rows = SampleCode.rows(seed + 5, 20, 3);
        rows[0][1] = Float.NaN;
        rows[1][0] = Float.NEGATIVE_INFINITY;
        rows[2][2] = Float.POSITIVE_INFINITY;
        return new Product(
                source,
                ask,
                Optional.of(sketch(source)),
                new Samples(rows, SampleCode.expected(named, rows)),
                GraphWriter.write(named.network().graph(), source.name(), labels));
    }

    private static Sketch sketch(CSource source) {
        String text = """
                #include <NAME.h>
                void setup() { Serial.begin(9600); }
                void loop() {
                  float readings[3] = {analogRead(A0) / 1023.0f, 0, 0};
                  NAME_result result;
                  NAME_classify(readings, &result);
                  Serial.println(NAME_label(result.best));
                  delay(1000);
                }
                """.replace("NAME", source.name());
        return new Sketch("my_app", new TreeMap<>(java.util.Map.of("my_app.ino", text)));
    }

    /** Runs a program that must succeed; what it says is in the failure. */
    static String run(Path folder, List<String> words) {
        CommandResult result = Command.run(words, folder, LIMIT);
        assertThat(result.succeeded())
                .as("%s\n%s\n%s", String.join(" ", words), result.stdout(), result.stderr())
                .isTrue();
        return result.stdout();
    }

    /** Runs a program that was built in a folder. */
    static String runBuilt(Path folder, String program) {
        return run(folder, folder.resolve(program).toString());
    }

    static String run(Path folder, String... words) {
        return run(folder, List.of(words));
    }

    /** Compiles one file, an object beside the working folder's others. */
    static void compile(Path folder, List<String> compiler, List<String> includes, Path source) {
        List<String> words = new java.util.ArrayList<>(compiler);
        includes.forEach(include -> words.add("-I" + include));
        words.addAll(List.of(
                "-c",
                source.toString(),
                "-o",
                folder.resolve(source.getFileName() + ".o").toString()));
        run(folder, words);
    }

    static List<Path> filesBelow(Path folder, String ending) {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
