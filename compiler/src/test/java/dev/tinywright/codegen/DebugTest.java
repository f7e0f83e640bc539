package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.contract.Contract;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The switches for debugging and monitoring: what they count and say is true, and off they leave nothing behind. */
class DebugTest {
    private static final List<String> ON = List.of("-DFRUIT_DEBUG=1", "-DFRUIT_MONITOR=1");
    private static final List<String> STRICT =
            List.of("-std=c99", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror");
    private static final List<String> SANITIZE =
            List.of("-g", "-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all");

    /** A clock that moves by 10 at each look, and on the way takes down what a fault handler would say. */
    private static final String CLOCK = """
            #include <stdio.h>
            #include "fruit.h"
            static char text[64];
            static uint16_t room = sizeof text;
            unsigned long ticks(void) {
                static unsigned long now = 0xfffffff0UL;
                fruit_fault_text(text, room);
                if (fruit_current_layer == 1) {
                    printf("%s\\n", text);
                }
                return now += 10;
            }
            static void put(char c) {
                (void)putchar(c);
            }
            """;

    @Test
    void timesLayersAndNamesTheOneAtWork(@TempDir Path folder) throws IOException {
        String main = CLOCK + """
                int main(void) {
                    float readings[FRUIT_READINGS] = {0.5f, 1000.0f, 1.0f};
                    int8_t scores[FRUIT_CLASSES];
                    fruit_report_fault(put);
                    fruit_run(readings, scores);
                    room = 10;
                    fruit_run(readings, scores);
                    room = 1;
                    fruit_run(readings, scores);
                    room = 0;
                    for (uint8_t i = 0; i <= FRUIT_LAYERS; i++) {
                        printf("%d [%s] %lu\\n", i, fruit_layer_name(i),
                               i < FRUIT_LAYERS ? (unsigned long)fruit_layer_cycles[i] : 0UL);
                    }
                    printf("self-test %d\\n", fruit_self_test());
                    fruit_current_layer = 3;
                    fruit_report_fault(put);
                    return 0;
                }
                """;
        List<String> lines = run(fruit(List.of()), main, folder, List.of("-DFRUIT_DEBUG=1", "-DFRUIT_MICROS=ticks"));
        assertThat(lines.subList(0, 5))
                .containsExactly(
                        "fault outside of fruit",
                        "fault in fruit layer 1 (dense 3->7)", // on entering
                        "fault in fruit layer 1 (dense 3->7)", // on leaving
                        "fault in ",
                        "fault in ");
        assertThat(lines.subList(5, lines.size()).stream().filter(line -> !line.isBlank()))
                .startsWith("0 [input] 10", "1 [dense 3->7] 10", "2 [dense 7->3] 10", "3 [softmax 3] 10", "4 [] 0")
                .endsWith("self-test 0", "fault in fruit layer 3 (softmax 3)");
    }

    @Test
    void selfTestFindsTheFirstRowThatDiffers(@TempDir Path folder) throws IOException {
        String main = """
                #include <stdio.h>
                #include "fruit.h"
                int main(void) {
                    printf("%d %lu\\n", fruit_self_test(), (unsigned long)fruit_monitor.inferences);
                    return 0;
                }
                """;
        List<List<Float>> samples = List.of(
                List.of(0.5f, 1000f, -5e6f),
                List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY),
                List.of(Float.MAX_VALUE, -0f, Float.MIN_VALUE),
                List.of(-1f, 998f, -1e7f));
        Deployable model = fruit(samples);
        assertThat(run(model, main, folder, ON)).containsExactly("0 0");
        String right = Files.readString(folder.resolve("fruit.c"));
        for (int row = 1; row <= samples.size(); row++) {
            Files.writeString(folder.resolve("fruit.c"), withAnotherScore(right, row));
            assertThat(compileAndRun(folder, ON)).containsExactly(row + " 0");
        }
    }

    /** Changes the last golden score of one row. */
    private static String withAnotherScore(String code, int row) {
        List<String> lines = new ArrayList<>(code.lines().toList());
        int first = lines.indexOf("static const int8_t golden_scores[4 * FRUIT_CLASSES] FRUIT_TW_FLASH = {") + 1;
        assertThat(first).isPositive();
        lines.set(first + row - 1, lines.get(first + row - 1).replaceFirst("-?\\d+,$", "1,"));
        String changed = String.join("\n", lines) + "\n";
        assertThat(changed).isNotEqualTo(code);
        return changed;
    }

    @Test
    void monitorCountsWhatTheModelMeets(@TempDir Path folder) throws IOException {
        Deployable model = fruit(List.of());
        float[][] rows = SampleModels.awkwardRows(7, 500, 3);
        String values = Arrays.stream(rows)
                .map(row -> bits(row).collect(Collectors.joining(",")))
                .collect(Collectors.joining(",\n"));
        String main = """
                #include <stdio.h>
                #include <string.h>
                #include "fruit.h"
                static const uint32_t rows[] = {
                VALUES
                };
                static void show(const uint16_t *counts, int n) {
                    for (int i = 0; i < n; i++) {
                        printf("%d ", counts[i]);
                    }
                    printf("\\n");
                }
                int main(void) {
                    float row[3];
                    int8_t scores[3];
                    fruit_result result;
                    for (unsigned i = 0; i < sizeof rows / sizeof row; i++) {
                        memcpy(row, &rows[3 * i], sizeof row);
                        fruit_run(row, scores);
                    }
                    printf("%lu\\n", (unsigned long)fruit_monitor.inferences);
                    show(fruit_monitor.below, 3);
                    show(fruit_monitor.above, 3);
                    show(fruit_monitor.missing, 3);
                    show(fruit_monitor.confidence, FRUIT_MONITOR_BINS);
                    memset(&fruit_monitor, 0xff, sizeof fruit_monitor);
                    fruit_classify(row, &result);
                    printf("%d\\n", fruit_monitor.inferences == UINT32_MAX && fruit_monitor.above[2] == UINT16_MAX);
                    show(fruit_monitor.confidence, FRUIT_MONITOR_BINS);
                    fruit_monitor_reset();
                    fruit_classify(row, &result);
                    printf("%lu\\n", (unsigned long)fruit_monitor.inferences);
                    return 0;
                }
                """.replace("VALUES", values);
        assertThat(run(model, main, folder, List.of("-DFRUIT_MONITOR=1")))
                .startsWith(expectedCounts(model, rows).toArray(String[]::new))
                .endsWith("1", "65535 65535 65535 65535 65535 65535 65535 65535 ", "1");
    }

    private static List<String> expectedCounts(Deployable model, float[][] rows) {
        int[] below = new int[3];
        int[] above = new int[3];
        int[] missing = new int[3];
        int[] confidence = new int[8];
        for (float[] row : rows) {
            for (int i = 0; i < 3; i++) {
                Contract.Input input = model.contract().inputs().get(i);
                below[i] += row[i] < input.low() ? 1 : 0;
                above[i] += row[i] > input.high() ? 1 : 0;
                missing[i] += Float.isNaN(row[i]) ? 1 : 0;
            }
            byte[] scores = model.network()
                    .run(model.inputs().networkInput(row, model.network().input()));
            confidence[(Math.max(scores[0], Math.max(scores[1], scores[2])) + 128) / 32]++;
        }
        assertThat(below[0]).isPositive();
        assertThat(above[1]).isPositive();
        assertThat(missing[2]).isPositive();
        return List.of(rows.length + "", shown(below), shown(above), shown(missing), shown(confidence));
    }

    private static String shown(int[] counts) {
        return Arrays.stream(counts).mapToObj(n -> n + " ").collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 45, 46, 200})
    void monitorTakesUnderThreeHundredBytes(int readings, @TempDir Path folder) throws IOException {
        CSource source = SampleModels.source(SampleModels.wide("fruit", readings, 3));
        HostProgram.write(source, folder);
        for (List<String> compiler : List.of(
                List.of("arm-none-eabi-gcc", "-mcpu=cortex-m0plus", "-mthumb"),
                List.of("avr-gcc", "-mmcu=atmega328p"))) {
            long off = ram(folder, compiler, "-DFRUIT_MONITOR=0");
            long on = ram(folder, compiler, "-DFRUIT_MONITOR=1");
            assertThat(on - off).isBetween(20L + 6, 299L);
        }
        String counted = readings < 46 ? "MONITORED " + readings + " " : "MONITORED 1 ";
        assertThat(source.files().get("fruit.h")).contains(counted);
    }

    private static long ram(Path folder, List<String> compiler, String flag) {
        List<String> command = new ArrayList<>(compiler);
        command.addAll(STRICT);
        command.addAll(List.of("-Os", "-fno-common", flag, "-c", "fruit.c", "-o", "fruit.o"));
        HostProgram.run(folder, command);
        String sizes = HostProgram.output(folder, List.of(compiler.getFirst().replace("gcc", "size"), "fruit.o"));
        var row = Pattern.compile("(?m)^\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)").matcher(sizes);
        assertThat(row.find()).isTrue();
        return Long.parseLong(row.group(2)) + Long.parseLong(row.group(3));
    }

    @Test
    void offIsAsIfItWereNotThere(@TempDir Path folder) throws IOException {
        CSource source = SampleModels.source(fruit(List.of()));
        String code = Objects.requireNonNull(source.files().get("fruit.c"));
        for (String core : List.of("cortex-m0plus", "cortex-m4", "cortex-m33")) {
            for (String optimize : List.of("-O2", "-Os")) {
                assertThat(object(source, code, folder, core, optimize))
                        .isEqualTo(object(source, without(code), folder, core, optimize));
            }
        }
    }

    private static byte[] object(CSource source, String code, Path folder, String core, String optimize)
            throws IOException {
        HostProgram.write(source, folder);
        Files.writeString(folder.resolve("fruit.c"), code);
        HostProgram.run(
                folder,
                List.of("arm-none-eabi-gcc", "-mcpu=" + core, "-mthumb", optimize, "-c", "fruit.c", "-o", "fruit.o"));
        return Files.readAllBytes(folder.resolve("fruit.o"));
    }

    /** Returns the code with all that the switches govern cut out. */
    private static String without(String code) {
        StringBuilder rest = new StringBuilder();
        int depth = 0;
        int cuts = 0;
        for (String line : code.lines().toList()) {
            boolean opens = line.startsWith("#if ") && (depth > 0 || line.matches("#if FRUIT_(DEBUG|MONITOR)"));
            depth += opens ? 1 : 0;
            boolean use = line.matches(" +FRUIT_(ENTER|COUNT)\\(.*");
            if (depth == 0 && !use) {
                rest.append(line).append('\n');
            }
            cuts += opens || use ? 1 : 0;
            depth -= line.equals("#endif") && depth > 0 ? 1 : 0;
        }
        assertThat(cuts).isGreaterThan(8);
        assertThat(rest.toString()).doesNotContain("DEBUG", "MONITOR", "golden");
        return rest.toString();
    }

    @Test
    void compilesForEveryCore(@TempDir Path folder) throws IOException {
        CSource source = SampleModels.source(fruit(List.of()));
        HostProgram.write(source, folder);
        for (String core : List.of("cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33")) {
            List<String> command = new ArrayList<>(List.of("arm-none-eabi-gcc", "-mcpu=" + core, "-mthumb", "-O2"));
            command.addAll(STRICT);
            command.addAll(ON);
            command.addAll(List.of("-c", "fruit.c", "-o", "fruit.o"));
            HostProgram.run(folder, command);
        }
    }

    @Test
    void worksOnAnAvr(@TempDir Path folder) throws IOException {
        String main = """
                unsigned long cycles(void);
                unsigned long cycles(void) {
                    return TCNT1;
                }
                int main(void) {
                    float readings[FRUIT_READINGS] = {0.0f, 1e9f, -1e6f};
                    int8_t scores[FRUIT_CLASSES];
                    start_serial();
                    TCCR1B = 1 << CS10;
                    put_hex((uint8_t)fruit_self_test());
                    fruit_run(readings, scores);
                    readings[2] = 0.0f / readings[0];
                    fruit_run(readings, scores);
                    put_hex((uint8_t)fruit_monitor.inferences);
                    put_hex((uint8_t)fruit_monitor.above[1]);
                    put_hex((uint8_t)fruit_monitor.below[0]);
                    put_hex((uint8_t)fruit_monitor.missing[2]);
                    put('\\n');
                    for (uint8_t i = 0; i < FRUIT_LAYERS; i++) {
                        put_hex((uint8_t)((uint16_t)fruit_layer_cycles[i] >> 8));
                        put_hex((uint8_t)fruit_layer_cycles[i]);
                        put('\\n');
                    }
                    fruit_current_layer = 2;
                    fruit_report_fault(put);
                    end();
                }
                """;
        Deployable model = fruit(List.of());
        for (String standard : List.of("-std=c99", "-std=gnu11")) {
            List<String> lines = AvrProgram.build(
                            SampleModels.source(model),
                            main,
                            folder,
                            "atmega328p",
                            standard,
                            "-Os",
                            ON.get(0),
                            ON.get(1),
                            "-DFRUIT_MICROS=cycles")
                    .lines();
            assertThat(lines).hasSize(6);
            assertThat(lines.getFirst()).isEqualTo("0002020001");
            assertThat(lines.subList(1, 5)).allSatisfy(cycles -> assertThat(Integer.parseInt(cycles, 16))
                    .isBetween(300, 30_000));
            assertThat(lines.getLast()).isEqualTo("fault in fruit layer 2 (dense 7->3)");
        }
    }

    private static Deployable fruit(List<List<Float>> samples) {
        InputProgram program = SampleModels.program(3, List.of(new InputStep.Standardize()));
        Deployable model = SampleModels.deployable("fruit", program, List.of("apple", "lime", "plum"), "");
        return new Deployable(
                model.name(),
                program,
                model.network(),
                model.labels(),
                model.version(),
                "",
                model.acquisition(),
                samples);
    }

    private static java.util.stream.Stream<String> bits(float[] row) {
        List<String> words = new ArrayList<>();
        for (float value : row) {
            words.add("0x" + Integer.toHexString(Float.floatToRawIntBits(value)) + "u");
        }
        return words.stream();
    }

    private static List<String> run(Deployable model, String main, Path folder, List<String> flags) throws IOException {
        HostProgram.write(SampleModels.source(model), folder);
        Files.writeString(folder.resolve("main_test.c"), main);
        return compileAndRun(folder, flags);
    }

    private static List<String> compileAndRun(Path folder, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of("cc"));
        command.addAll(STRICT);
        command.addAll(SANITIZE);
        command.addAll(flags);
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".c"))
                    .forEach(command::add);
        }
        command.addAll(List.of("-o", "program"));
        HostProgram.run(folder, command);
        return HostProgram.output(folder, List.of("./program")).lines().toList();
    }
}
