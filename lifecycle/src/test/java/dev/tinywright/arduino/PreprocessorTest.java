package dev.tinywright.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Sketches that call functions before they are defined, and whose text is awkward in some way, compile as C++. */
class PreprocessorTest {
    private static final String ARDUINO_H = """
            #pragma once
            #include <stddef.h>
            #include <stdint.h>
            struct String { String() {} String(const char *) {} };
            struct Port {
              void begin(long) {}
              template <typename T> void println(T) {}
            };
            static Port Serial __attribute__((unused));
            void setup();
            void loop();
            """;

    @TempDir
    static Path folder = Path.of("");

    /** Each case of awkward.txt: {@code === name}, the main tab, then {@code --- file} for each further file. */
    static List<Sketch> cases() {
        List<Sketch> cases = new ArrayList<>();
        for (String part : resource("awkward.txt").split("(?m)^=== ")) {
            if (!part.isBlank()) {
                String name = part.substring(0, part.indexOf('\n'));
                String main = "awkward.ino";
                Map<String, String> files = new TreeMap<>();
                String[] texts = part.substring(part.indexOf('\n') + 1).split("(?m)^--- ");
                files.put(main, name.contains("windows") ? texts[0].replace("\n", "\r\n") : texts[0]);
                for (int i = 1; i < texts.length; i++) {
                    int end = texts[i].indexOf('\n');
                    files.put(texts[i].substring(0, end), texts[i].substring(end + 1));
                }
                cases.add(new Sketch("awkward", new TreeMap<>(files)));
                NAMES.add(name);
            }
        }
        return cases;
    }

    private static final List<String> NAMES = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> awkwardSketchesCompile() {
        List<Sketch> cases = cases();
        assertThat(cases).hasSizeGreaterThan(30);
        return java.util.stream.IntStream.range(0, cases.size())
                .mapToObj(i -> dynamicTest(NAMES.get(i), () -> assertCompiles(cases.get(i), "case" + i)));
    }

    private static void assertCompiles(Sketch sketch, String name) throws IOException {
        String cpp = Preprocessor.toCpp(sketch);
        CommandResult result = compile(sketch, cpp, name);
        assertThat(result.exitCode()).as(result.stderr() + "\n" + cpp).isZero();
    }

    private static CommandResult compile(Sketch sketch, String cpp, String name) throws IOException {
        Path here = Files.createDirectories(folder.resolve(name));
        SketchFolder.write(sketch, here);
        Files.writeString(here.resolve("Arduino.h"), ARDUINO_H);
        Files.writeString(here.resolve("all.cpp"), cpp);
        return Command.run(
                List.of("g++", "-std=gnu++17", "-w", "-fsyntax-only", "-I.", "all.cpp"), here, Duration.ofSeconds(30));
    }

    @Test
    void errorsNameTabAndLine() throws IOException {
        Sketch sketch = new Sketch(
                "main",
                new TreeMap<>(Map.of(
                        "main.ino", "void setup() { later(); }\n\nvoid loop() { int x = y; }\n",
                        "other.ino", "// a\nvoid later() {\n  z = 3;\n}\nvoid odd(Missing m) {}\n")));
        String errors = compile(sketch, Preprocessor.toCpp(sketch), "errors").stderr();
        assertThat(errors).contains("main.ino:3:23: error: 'y' was not declared");
        assertThat(errors).contains("other.ino:3:3: error: 'z' was not declared");
        assertThat(errors).contains("other.ino:5:").doesNotContain("all.cpp:");
    }

    @Test
    void joinsTheMainTabFirstThenTheOthersByName() {
        Sketch sketch = new Sketch(
                "main", new TreeMap<>(Map.of("zz.ino", "int z;", "aa.ino", "int a;", "main.ino", "int m;", "x.h", "")));
        assertThat(Preprocessor.toCpp(sketch)).isEqualTo("""
                #include <Arduino.h>
                #line 1 "main.ino"
                int m;
                #line 1 "aa.ino"
                int a;
                #line 1 "zz.ino"
                int z;
                """);
    }

    @Test
    void declaresEachFunctionOnceBeforeTheFirst() {
        Sketch sketch = new Sketch(
                "s",
                new TreeMap<>(Map.of(
                        "s.ino", "int n;\nvoid setup() {\n}\nstatic int sum(int a, int b = 2) {\n  return a;\n}\n")));
        assertThat(Preprocessor.toCpp(sketch)).isEqualTo("""
                #include <Arduino.h>
                #line 1 "s.ino"
                int n;

                #line 4 "s.ino"
                static int sum (int a , int b );
                #line 2 "s.ino"
                void setup() {
                }
                static int sum(int a, int b = 2) {
                  return a;
                }

                """);
    }

    /** Whatever is cut out of a source or put into it, its own text comes out whole and in order. */
    @Test
    void brokenSourcesComeOutWhole() {
        Random random = new Random(5);
        List<Sketch> cases = cases();
        for (int n = 0; n < 3000; n++) {
            String text = cases.get(random.nextInt(cases.size())).files().get("awkward.ino");
            String broken = broken(Objects.requireNonNull(text), random);
            Sketch sketch = new Sketch("b", new TreeMap<>(Map.of("b.ino", broken)));
            String cpp = Preprocessor.toCpp(sketch);
            assertThat(isWithin(withoutSpace(broken), withoutSpace(cpp)))
                    .as(broken)
                    .isTrue();
        }
    }

    private static String broken(String text, Random random) {
        StringBuilder broken = new StringBuilder(text);
        for (int i = random.nextInt(6); i >= 0 && broken.length() > 2; i--) {
            int at = random.nextInt(broken.length() - 1);
            switch (random.nextInt(3)) {
                case 0 -> broken.delete(at, Math.min(broken.length(), at + 1 + random.nextInt(20)));
                case 1 ->
                    broken.insert(
                            at,
                            List.of(
                                            "{",
                                            "}",
                                            "(",
                                            ")",
                                            "\"",
                                            "'",
                                            "/*",
                                            "#if 0\n",
                                            "\n#else\n",
                                            "R\"(",
                                            "\\",
                                            "<",
                                            ">",
                                            "=",
                                            ";")
                                    .get(random.nextInt(15)));
                default -> broken.setCharAt(at, broken.charAt(random.nextInt(broken.length())));
            }
        }
        return broken.toString();
    }

    /** True where all of {@code part} is in {@code whole}, in order, perhaps with other text between. */
    private static boolean isWithin(String part, String whole) {
        int at = 0;
        for (int i = 0; i < whole.length() && at < part.length(); i++) {
            if (whole.charAt(i) == part.charAt(at)) {
                at++;
            }
        }
        return at == part.length();
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(PreprocessorTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
