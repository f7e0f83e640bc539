package dev.tinywright.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages for build systems, built the way their users build them, or through stand-ins for what an SDK brings. */
class BuildSystemsTest {
    private static final List<String> M4 = List.of(
            "arm-none-eabi-gcc", "-std=c99", "-mcpu=cortex-m4", "-mthumb", "-Os", "-Wall", "-Wextra", "-Werror");

    @TempDir
    static Path out = Path.of("");

    @TempDir
    Path work = Path.of("");

    @BeforeAll
    static void writePackages() {
        Packages.write(SampleProduct.of("fruit"), out);
    }

    private static Path form(PackageForm form) {
        return out.resolve("packages").resolve(form.id());
    }

    @Test
    void cmakeProjectBuildsPassesItsTestInstallsAndIsFound() {
        Path source = form(PackageForm.CMAKE);
        Path build = work.resolve("build");
        SampleProduct.run(
                work, "cmake", "-S", source.toString(), "-B", "build", "-DCMAKE_INSTALL_PREFIX=" + work.resolve("usr"));
        SampleProduct.run(work, "cmake", "--build", "build");
        assertThat(SampleProduct.run(build, "ctest")).contains("100% tests passed, 0 tests failed out of 1");
        SampleProduct.run(work, "cmake", "--install", "build");
        Path user = work.resolve("user");
        SampleProduct.write(user.resolve("main.c"), """
                #include <fruit.h>
                int main(void) { return fruit_label(FRUIT_APPLE)[0] == 'a' ? 0 : 1; }
                """);
        SampleProduct.write(user.resolve("CMakeLists.txt"), """
                cmake_minimum_required(VERSION 3.13)
                project(user C)
                find_package(tinywright_fruit 1.0 REQUIRED)
                add_executable(user main.c)
                target_link_libraries(user PRIVATE tinywright::fruit)
                """);
        SampleProduct.run(user, "cmake", "-B", "build", "-DCMAKE_PREFIX_PATH=" + work.resolve("usr"));
        SampleProduct.run(user, "cmake", "--build", "build");
        SampleProduct.run(user, user.resolve("build/user").toString());
    }

    @Test
    void twoModelsGoIntoOneCMakeProgram() {
        Packages.write(SampleProduct.of("test"), work.resolve("other"));
        SampleProduct.write(work.resolve("main.c"), """
                #include <fruit.h>
                #include <test.h>
                int main(void) {
                    const float readings[3] = {0};
                    fruit_result fruit;
                    test_result test;
                    fruit_classify(readings, &fruit);
                    test_classify(readings, &test);
                    return (int)fruit.best - (int)test.best;
                }
                """);
        SampleProduct.write(work.resolve("CMakeLists.txt"), """
                cmake_minimum_required(VERSION 3.13)
                project(both C)
                enable_testing()
                add_subdirectory(%s fruit)
                add_subdirectory(other/packages/cmake test)
                add_executable(both main.c)
                target_link_libraries(both PRIVATE tinywright::fruit tinywright::test)
                """.formatted(form(PackageForm.CMAKE)));
        SampleProduct.run(work, "cmake", "-B", "build");
        SampleProduct.run(work, "cmake", "--build", "build");
        SampleProduct.runBuilt(work, "build/both");
    }

    @Test
    void makefileBuildsAnExampleAndATestThatCanFail() throws IOException {
        Path folder = form(PackageForm.MAKEFILE);
        SampleProduct.run(folder, "make", "BUILD=" + work, "CFLAGS=-O1 -Werror -pedantic -Wconversion");
        assertThat(SampleProduct.run(folder, "make", "BUILD=" + work, "test")).contains("20 rows, 0 scores differ");
        SampleProduct.write(work.resolve("in.txt"), "1,2\n100.5, nan; 200\n");
        String answer = SampleProduct.run(work, "sh", "-c", "./example < in.txt 2>&1");
        assertThat(answer.lines().toList().getFirst()).isEqualTo("2 numbers, the model takes 3");
        assertThat(answer.lines().toList().get(1)).matches("(apple|grüne|orange).* \\d+ %");
        SampleProduct.run(
                folder,
                "make",
                "lib",
                "BUILD=" + work.resolve("arm"),
                "CC=arm-none-eabi-gcc",
                "AR=arm-none-eabi-ar",
                "CFLAGS=-mcpu=cortex-m0 -mthumb -Os");
        Path rows = folder.resolve("test/golden_rows.h");
        String golden = Files.readString(rows);
        Files.writeString(rows, golden.replaceFirst("golden_scores(.*\n) {4}\\{", "golden_scores$1    {1 + "));
        var broken = Command.run(List.of("make", "BUILD=" + work, "test"), folder, Duration.ofMinutes(1));
        Files.writeString(rows, golden);
        assertThat(broken.succeeded()).isFalse();
        assertThat(broken.stdout()).contains("row 0, class 0:").contains("20 rows, 1 scores differ");
    }

    @Test
    void espIdfComponentBuildsThroughAStandInAndItsExampleRuns() {
        Path component = form(PackageForm.ESP_IDF).resolve("tinywright_fruit");
        SampleProduct.write(work.resolve("CMakeLists.txt"), """
                cmake_minimum_required(VERSION 3.16)
                project(idf C)
                set(CMAKE_C_STANDARD 99)
                add_compile_options(-Wall -Wextra -Werror)
                function(idf_component_register)
                  cmake_parse_arguments(A "" "" "SRCS;INCLUDE_DIRS;PRIV_INCLUDE_DIRS;REQUIRES;PRIV_REQUIRES" ${ARGN})
                  if(A_UNPARSED_ARGUMENTS)
                    message(FATAL_ERROR "not known: ${A_UNPARSED_ARGUMENTS}")
                  endif()
                  get_filename_component(name ${CMAKE_CURRENT_SOURCE_DIR} NAME)
                  add_library(${name} OBJECT ${A_SRCS})
                  target_include_directories(${name} PUBLIC ${A_INCLUDE_DIRS} PRIVATE ${A_PRIV_INCLUDE_DIRS})
                  if(A_PRIV_REQUIRES)
                    target_link_libraries(${name} PRIVATE ${A_PRIV_REQUIRES})
                  endif()
                endfunction()
                add_subdirectory(%1$s component)
                add_subdirectory(%1$s/examples/golden/main main)
                if(NOT CMAKE_CROSSCOMPILING)
                  add_executable(run start.c $<TARGET_OBJECTS:tinywright_fruit> $<TARGET_OBJECTS:main>)
                endif()
                """.formatted(component));
        SampleProduct.write(
                work.resolve("start.c"), "void app_main(void);\nint main(void) { app_main(); return 0; }\n");
        SampleProduct.run(work, "cmake", "-B", "host");
        SampleProduct.run(work, "cmake", "--build", "host");
        assertThat(SampleProduct.runBuilt(work, "host/run")).contains("20 of 20 rows as expected: passed");
        SampleProduct.run(work, cross());
        SampleProduct.run(work, "cmake", "--build", "arm");
    }

    private static List<String> cross() {
        return List.of(
                "cmake",
                "-B",
                "arm",
                "-DCMAKE_SYSTEM_NAME=Generic",
                "-DCMAKE_C_COMPILER=arm-none-eabi-gcc",
                "-DCMAKE_C_FLAGS=-mcpu=cortex-m4 -mthumb",
                "-DCMAKE_TRY_COMPILE_TARGET_TYPE=STATIC_LIBRARY");
    }

    @Test
    void zephyrModuleBuildsThroughAStandInWhereItsOptionIsSetAndItsSampleRuns() {
        Path module = form(PackageForm.ZEPHYR).resolve("tinywright_fruit");
        SampleProduct.write(work.resolve("zephyr/sys/printk.h"), "#include <stdio.h>\n#define printk printf\n");
        SampleProduct.write(work.resolve("CMakeLists.txt"), """
                cmake_minimum_required(VERSION 3.20)
                project(zephyr C)
                set(CMAKE_C_STANDARD 99)
                add_compile_options(-Wall -Wextra -Werror)
                set_property(GLOBAL PROPERTY MODULES "")
                macro(zephyr_include_directories)
                  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY SHARED ${CMAKE_CURRENT_SOURCE_DIR}/${ARGN})
                  include_directories(${ARGN})
                endmacro()
                macro(zephyr_library)
                  get_filename_component(name ${CMAKE_CURRENT_SOURCE_DIR} NAME)
                  add_library(${name} OBJECT "")
                  set_property(GLOBAL APPEND PROPERTY MODULES ${name})
                endmacro()
                macro(zephyr_library_sources)
                  target_sources(${name} PRIVATE ${ARGN})
                endmacro()
                add_subdirectory(%1$s off)
                get_property(modules GLOBAL PROPERTY MODULES)
                if(modules)
                  message(FATAL_ERROR "compiled without its option")
                endif()
                file(STRINGS %1$s/samples/golden/prj.conf options)
                foreach(option ${options})
                  string(REPLACE "=y" "" option ${option})
                  set(${option} TRUE)
                endforeach()
                add_subdirectory(%1$s on)
                get_property(modules GLOBAL PROPERTY MODULES)
                get_property(shared DIRECTORY PROPERTY SHARED)
                if(NOT CMAKE_CROSSCOMPILING)
                  add_executable(app %1$s/samples/golden/src/main.c $<TARGET_OBJECTS:${modules}>)
                  target_include_directories(app PRIVATE ${shared} ${CMAKE_SOURCE_DIR})
                endif()
                """.formatted(module));
        SampleProduct.run(work, "cmake", "-B", "host");
        SampleProduct.run(work, "cmake", "--build", "host");
        assertThat(SampleProduct.runBuilt(work, "host/app")).contains("20 of 20 rows as expected: passed");
        SampleProduct.run(work, cross());
        SampleProduct.run(work, "cmake", "--build", "arm");
    }

    @Test
    void cmsisPackCompilesFromTheFilesItListsForThreeCores() throws IOException {
        Path content = work.resolve("pack");
        ZipFiles.unzip(form(PackageForm.CMSIS_PACK).resolve("Tinywright.Fruit.1.0.0.pack"), content);
        String description = Files.readString(content.resolve("Tinywright.Fruit.pdsc"));
        List<String> includes = listed(description, "include").stream()
                .map(name -> content.resolve(name).toString())
                .toList();
        assertThat(includes).hasSize(1);
        for (String core : List.of("cortex-m0", "cortex-m4", "cortex-m33")) {
            List<String> compiler = new ArrayList<>(M4);
            compiler.set(M4.indexOf("-mcpu=cortex-m4"), "-mcpu=" + core);
            List<String> sources = listed(description, "source");
            assertThat(sources).hasSameSizeAs(SampleProduct.filesBelow(content, ".c"));
            sources.forEach(source -> SampleProduct.compile(work, compiler, includes, content.resolve(source)));
        }
    }

    private static List<String> listed(String description, String category) {
        return java.util.regex.Pattern.compile("<file category=\"" + category + "\" name=\"([^\"]+)\"/>")
                .matcher(description)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void platformIoLibraryCompilesForCortexM() {
        Path library = form(PackageForm.PLATFORMIO).resolve("tinywright_fruit");
        List<String> includes = List.of(
                library.resolve("include").toString(), library.resolve("src").toString());
        SampleProduct.filesBelow(library.resolve("src"), ".c")
                .forEach(source -> SampleProduct.compile(work, M4, includes, source));
        FakeArduino.compile(work, library.resolve("examples/serial/main.cpp"), includes);
    }
}
