package dev.tinywright.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip, unpacked and compiled with an Arduino core that others wrote: Debian's, for the Uno. */
class ArduinoLibraryTest {
    private static final Path CORE = Path.of("/usr/share/arduino/hardware/arduino/avr");
    private static final List<String> UNO = List.of(
            "-mmcu=atmega328p",
            "-DF_CPU=16000000L",
            "-DARDUINO=10819",
            "-DARDUINO_AVR_UNO",
            "-DARDUINO_ARCH_AVR",
            "-DDECIMAL_DIG=__DECIMAL_DIG__", // avr-gcc 5 keeps the name from C++11, and the core's strings need it
            "-Os",
            "-ffunction-sections",
            "-fdata-sections",
            "-I" + CORE.resolve("cores/arduino"),
            "-I" + CORE.resolve("variants/standard"));

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void unzip() throws IOException {
        Packages.write(SampleProduct.of("fruit"), folder.resolve("out"));
        ZipFiles.unzip(folder.resolve("out/fruit-arduino.zip"), folder.resolve("libraries"));
    }

    private static Path library() {
        return folder.resolve("libraries/Tinywright_Fruit");
    }

    @Test
    void hasTheFilesOfALibrary() throws IOException {
        assertThat(library().resolve("src/fruit.h")).exists();
        assertThat(Files.readString(library().resolve("library.properties")))
                .contains(
                        "name=Tinywright_Fruit\n",
                        "version=1.0.0+3fa2b1c9\n",
                        "includes=fruit.h\n",
                        "architectures=*\n")
                .contains("sentence=Tell apples, bananas & oranges <apart>. Second line\n");
        assertThat(Files.readString(library().resolve("keywords.txt")))
                .contains("fruit_classify\tKEYWORD2\n", "fruit_result\tKEYWORD1\n", "FRUIT_APPLE\tLITERAL1\n");
        assertThat(library().resolve("examples/my_app/my_app.ino")).exists();
    }

    @Test
    void examplesLinkForAnUnoAndGiveTheGoldenScoresThere() throws IOException {
        List<String> common =
                compiled(List.of("avr-gcc", "-std=gnu11", "-w"), CORE.resolve("cores/arduino"), ".c", "core");
        common.addAll(compiled(
                List.of("avr-g++", "-std=gnu++11", "-fno-exceptions", "-w"),
                CORE.resolve("cores/arduino"),
                ".cpp",
                "core"));
        common.addAll(compiled(
                List.of("avr-gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror"),
                library().resolve("src"),
                ".c",
                "library"));
        for (String example : List.of("Fruit_Serial", "my_app", "Fruit_Golden")) {
            link(example, common, List.of());
            String size = SampleProduct.run(folder, "avr-size", "-A", example + ".elf");
            assertThat(bytes(size, ".text") + bytes(size, ".data")).isBetween(2000, 32256);
            assertThat(bytes(size, ".data") + bytes(size, ".bss")).isLessThan(2048 - 512);
        }
        SampleProduct.write(folder.resolve("stop.cpp"), """
                #include <Arduino.h>
                #include <avr/sleep.h>
                extern "C" void __wrap_delay(unsigned long) {
                  Serial.flush();
                  cli();
                  sleep_enable();
                  sleep_cpu();
                }
                """);
        common.addAll(compiled(List.of("avr-g++", "-std=gnu++11"), folder, ".cpp", "stop"));
        link("Fruit_Golden", common, List.of("-Wl,--wrap=delay"));
        runsInSimulator("Fruit_Golden.elf");
    }

    private static void link(String example, List<String> objects, List<String> flags) {
        Path sketch = library().resolve("examples/" + example + "/" + example + ".ino");
        List<String> words = new ArrayList<>(List.of(
                "avr-g++", "-std=gnu++11", "-fno-exceptions", "-Wall", "-Wextra", "-Werror", "-x", "c++", "-c"));
        words.addAll(UNO);
        words.addAll(List.of("-I" + library().resolve("src"), "-include", "Arduino.h"));
        words.addAll(List.of(sketch.toString(), "-o", example + ".o"));
        SampleProduct.run(folder, words);
        List<String> link = new ArrayList<>(
                List.of("avr-gcc", "-mmcu=atmega328p", "-Wl,--gc-sections", "-o", example + ".elf", example + ".o"));
        link.addAll(flags);
        link.addAll(objects);
        link.add("-lm");
        SampleProduct.run(folder, link);
    }

    /** Runs until the sketch waits: that ends the simulator, which stops where nothing could wake the processor. */
    private static void runsInSimulator(String image) {
        CommandResult result = Command.run(
                List.of("simavr", "-m", "atmega328p", "-f", "16000000", image), folder, Duration.ofMinutes(1));
        assertThat(result.stdout() + result.stderr()).contains("20 of 20 rows as expected: passed");
        assertThat(result.timedOut()).isFalse();
    }

    private static int bytes(String sizes, String section) {
        return sizes.lines()
                .filter(line -> line.startsWith(section + " "))
                .mapToInt(line -> Integer.parseInt(line.split("\\s+")[1]))
                .findFirst()
                .orElse(0);
    }

    /** Compiles the files of one folder, not of those below it, in one call of the compiler. */
    private static List<String> compiled(List<String> compiler, Path sources, String ending, String into)
            throws IOException {
        Path objects = Files.createDirectories(folder.resolve(into));
        List<Path> files = SampleProduct.filesBelow(sources, ending).stream()
                .filter(file -> sources.equals(file.getParent()))
                .toList();
        List<String> words = new ArrayList<>(compiler);
        words.addAll(UNO);
        words.add("-c");
        files.forEach(file -> words.add(file.toString()));
        SampleProduct.run(objects, words);
        List<String> made = new ArrayList<>();
        files.forEach(
                file -> made.add(objects.resolve(file.getFileName().toString().replaceAll("\\.c(pp)?$", ".o"))
                        .toString()));
        return made;
    }

    @Test
    void compilesForCortexM4() {
        Path src = library().resolve("src");
        List<String> compiler =
                List.of("arm-none-eabi-gcc", "-std=c99", "-mcpu=cortex-m4", "-mthumb", "-Wall", "-Wextra", "-Werror");
        SampleProduct.filesBelow(src, ".c").forEach(file -> SampleProduct.compile(folder, compiler, List.of(), file));
        FakeArduino.compile(
                folder, library().resolve("examples/Fruit_Serial/Fruit_Serial.ino"), List.of(src.toString()));
    }
}
