package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two models in one firmware: no file and no name of theirs meets, and both answer rightly. */
class TwoModelsTest {
    private static final List<String> STRICT = List.of("-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror");

    private static final String MAIN = """
            #include <stdio.h>
            #include "fruit.h"
            #include "door.h"
            static void show(const int8_t *scores, int n) {
                for (int k = 0; k < n; k++) {
                    printf("%d ", scores[k]);
                }
            }
            int main(void) {
                const float colours[3] = {0.25f, 1001.5f, -4e6f};
                const float forces[4] = {-0.5f, 998.5f, -6e6f, 2e-6f};
                int8_t fruits[FRUIT_CLASSES];
                int8_t doors[DOOR_CLASSES];
                for (int round = 0; round < 2; round++) {
                    fruit_run(colours, fruits);
                    door_run(forces, doors);
                    show(fruits, FRUIT_CLASSES);
                    show(doors, DOOR_CLASSES);
                }
                printf("%s %s\\n", fruit_label(FRUIT_LIME), door_label(DOOR_OPEN));
                return 0;
            }
            """;

    private static final Deployable FRUIT = SampleModels.deployable(
            "fruit",
            SampleModels.program(3, List.of(new InputStep.Standardize())),
            List.of("apple", "lime", "plum"),
            "");
    private static final Deployable DOOR = SampleModels.deployable(
            "door",
            SampleModels.program(4, List.of(new InputStep.Derive("more", "red * 2"), new InputStep.MinMax())),
            List.of("open", "shut"),
            "");

    @ParameterizedTest
    @ValueSource(strings = {"main.c", "main.cpp"})
    void bothAnswerInOneProgram(String main, @TempDir Path folder) throws IOException {
        Set<String> files = new HashSet<>();
        for (Deployable model : List.of(FRUIT, DOOR)) {
            CSource source = SampleModels.source(model);
            source.files()
                    .keySet()
                    .forEach(file -> assertThat(files.add(file)).as(file).isTrue());
            HostProgram.write(source, folder);
        }
        List<String> objects = new ArrayList<>();
        for (String file : files) {
            if (file.endsWith(".c")) {
                compile(folder, List.of("cc", "-std=c99"), file, objects);
            }
        }
        Files.writeString(folder.resolve(main), MAIN);
        boolean c = main.endsWith(".c");
        compile(folder, c ? List.of("cc", "-std=c99") : List.of("c++", "-std=c++11"), main, objects);
        List<String> link = new ArrayList<>(List.of(c ? "cc" : "c++"));
        link.addAll(objects);
        link.addAll(List.of("-o", "program"));
        HostProgram.run(folder, link);
        String scores = expected(FRUIT, 0.25f, 1001.5f, -4e6f) + expected(DOOR, -0.5f, 998.5f, -6e6f, 2e-6f);
        assertThat(HostProgram.output(folder, List.of("./program"))).isEqualTo(scores + scores + "lime open\n");
    }

    @Test
    void everyNameForTheLinkerBeginsWithTheModels(@TempDir Path folder) throws IOException {
        CSource source = SampleModels.source(FRUIT);
        HostProgram.write(source, folder);
        for (String file : source.files().keySet()) {
            if (file.endsWith(".c")) {
                HostProgram.run(
                        folder, List.of("cc", "-DFRUIT_DEBUG=1", "-DFRUIT_MONITOR=1", "-c", file, "-o", "one.o"));
                assertThat(HostProgram.output(folder, List.of("nm", "--defined-only", "--extern-only", "one.o"))
                                .lines()
                                .map(line -> line.replaceFirst(".* ", "")))
                        .isNotEmpty()
                        .allMatch(name -> name.startsWith("fruit_"));
            }
        }
    }

    @Test
    void noModelIsNamedLikeAKernelOfAnother() {
        for (String name : List.of("fruit_tw_input", "Fruit TW dense s8", "fruit_tw_tw_input")) {
            Deployable sly = SampleModels.deployable(name, (InputProgram) FRUIT.inputs(), FRUIT.labels(), "");
            Set<String> files = new HashSet<>(SampleModels.source(sly).files().keySet());
            assertThat(files)
                    .doesNotContainAnyElementsOf(
                            SampleModels.source(FRUIT).files().keySet());
        }
    }

    private static void compile(Path folder, List<String> compiler, String file, List<String> objects) {
        List<String> command = new ArrayList<>(compiler);
        command.addAll(STRICT);
        command.addAll(List.of("-c", file, "-o", file + ".o"));
        HostProgram.run(folder, command);
        objects.add(file + ".o");
    }

    private static String expected(Deployable model, float... readings) {
        FrontEnd inputs = model.inputs();
        StringBuilder text = new StringBuilder();
        for (byte score : model.network()
                .run(inputs.networkInput(readings, model.network().input()))) {
            text.append(score).append(' ');
        }
        return text.toString();
    }
}
