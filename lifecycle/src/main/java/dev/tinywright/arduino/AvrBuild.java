package dev.tinywright.arduino;

import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.ArduinoCore;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compiles a sketch, the model's library, the Arduino core and the core's own libraries that the sketch includes, with the flags
 * of the core's platform.txt, save link-time optimization. The core and its libraries are compiled without a look at the sketch, in
 * the folder; the sketch is compiled and linked in the workshop.
 */
record AvrBuild(ArduinoCore core, AvrBoard chip, Workshop workshop, Path folder) {
    private static final int MOST_ERRORS = 5;
    private static final List<String> FOR_C = List.of("-std=gnu11");
    private static final List<String> FOR_CPP = List.of(
            "-std=gnu++11", "-fpermissive", "-fno-exceptions", "-fno-threadsafe-statics", "-Wno-error=narrowing");

    AvrCore.Size build(Sketch sketch, CSource model, Duration limit) {
        try {
            Path sources = emptied(folder.resolve("sketch"));
            TreeMap<String, String> files = new TreeMap<>(model.files());
            sketch.files().forEach((name, text) -> {
                if (!name.endsWith(".ino")) {
                    files.put(name, text);
                }
            });
            files.put(sketch.name() + ".ino.cpp", Preprocessor.toCpp(sketch));
            for (var file : files.entrySet()) {
                Files.writeString(sources.resolve(file.getKey()), file.getValue());
            }
            List<Path> libraries = libraries(files);
            List<String> words = new ArrayList<>(List.of("avr-gcc", "-mmcu=" + chip.mcu(), "-Os", "-Wl,--gc-sections"));
            // wide regions: the linker does not say by how many bytes too much there is, the caller does
            words.addAll(List.of(
                    "-Wl,--defsym=__TEXT_REGION_LENGTH__=0x700000", "-Wl,--defsym=__DATA_REGION_LENGTH__=0xF000"));
            words.addAll(List.of("-o", "sketch.elf"));
            List<List<String>> commands = new ArrayList<>();
            for (Path file : sourcesIn(sources)) {
                String object = name("sketch", file);
                commands.add(compiler(file, object, libraries, true));
                words.add(object);
            }
            for (Path library : libraries) {
                words.addAll(objects(library, "library", libraries, limit));
            }
            words.addAll(objects(core.folder().resolve("cores/arduino"), "core", libraries, limit));
            words.add("-lm");
            commands.add(words);
            CommandResult result =
                    workshop.run(commands, job(List.of("sketch", "objects"), Optional.of("sketch.elf"), limit));
            require(result, result.stderr().contains("error: ld returned") ? "link" : "compile");
            return size(limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptied(Path sources) throws IOException {
        Files.createDirectories(sources);
        try (Stream<Path> old = Files.list(sources)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        return sources;
    }

    /** The folders of the core's libraries whose header one of the files includes. */
    private List<Path> libraries(TreeMap<String, String> files) throws IOException {
        String all = String.join("\n", files.values());
        try (Stream<Path> folders = Files.list(core.folder().resolve("libraries"))) {
            List<Path> used = folders.filter(library ->
                            all.matches("(?s).*#\\s*include\\s*[<\"]" + library.getFileName() + "\\.h[>\"].*"))
                    .sorted()
                    .map(library -> library.resolve("src"))
                    .toList();
            List<Path> withInner = new ArrayList<>(used);
            for (Path library : used) {
                if (Files.isDirectory(library.resolve("utility"))) {
                    withInner.add(library.resolve("utility"));
                }
            }
            return withInner;
        }
    }

    /** Compiles the sources of a folder, and returns their objects; what is there already is not compiled again. */
    private List<String> objects(Path sources, String prefix, List<Path> libraries, Duration limit) throws IOException {
        Files.createDirectories(folder.resolve("objects"));
        List<String> objects = new ArrayList<>();
        for (Path file : sourcesIn(sources)) {
            String object = "objects/" + name(prefix, file);
            objects.add(object);
            if (!Files.exists(folder.resolve(object))) {
                require(Command.run(compiler(file, object, libraries, false), folder, limit), "compile");
            }
        }
        return objects;
    }

    private static List<Path> sourcesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().matches("(?s).*\\.(c|cpp|cc|cxx|S)"))
                    .sorted()
                    .toList();
        }
    }

    private String name(String prefix, Path file) {
        return prefix + "-" + file.toString().replaceAll("[^A-Za-z0-9.]+", "_") + ".o";
    }

    private List<String> compiler(Path file, String object, List<Path> libraries, boolean ofSketch) {
        boolean c = file.toString().endsWith(".c");
        boolean assembler = file.toString().endsWith(".S");
        List<String> words = new ArrayList<>(List.of(c || assembler ? "avr-gcc" : "avr-g++", "-mmcu=" + chip.mcu()));
        words.addAll(List.of("-c", "-Os", "-w", "-ffunction-sections", "-fdata-sections"));
        words.addAll(assembler ? List.of("-x", "assembler-with-cpp") : c ? FOR_C : FOR_CPP);
        words.addAll(List.of("-DF_CPU=16000000L", "-DARDUINO=10819", "-D" + chip.macro(), "-DARDUINO_ARCH_AVR"));
        // float.h of GCC 5 hides it from C++11, and the core's String needs it
        words.add("-DDECIMAL_DIG=__DECIMAL_DIG__");
        words.addAll(List.of("-I" + core.folder().resolve("cores/arduino")));
        words.add("-I" + core.folder().resolve("variants").resolve(chip.variant()));
        if (ofSketch) {
            words.add("-Isketch");
        }
        libraries.forEach(library -> words.add("-I" + library));
        words.addAll(
                List.of(file.startsWith(folder) ? folder.relativize(file).toString() : file.toString(), "-o", object));
        return words;
    }

    private Workshop.Job job(List<String> shown, Optional<String> product, Duration limit) {
        return new Workshop.Job(folder, shown, List.of(core.folder()), product, limit);
    }

    private void require(CommandResult result, String what) {
        if (result.timedOut()) {
            throw TinywrightException.failed(
                    "the compiler did not end in time", "sketch, " + folder, "the machine is very busy: try again");
        }
        if (!result.succeeded()) {
            throw TinywrightException.failed(
                    "the sketch does not " + what + ": " + firstErrors(result.stderr()),
                    "sketch, " + folder,
                    "the lines are those of the sketch's tabs");
        }
    }

    private static String firstErrors(String text) {
        List<String> errors = text.lines()
                .filter(line -> line.matches(
                        ".*(error:|undefined reference|multiple definition|not within region|will not fit).*"))
                .filter(line -> !line.startsWith("collect2"))
                .map(line -> line.replaceFirst("^sketch/", ""))
                .limit(MOST_ERRORS)
                .toList();
        return errors.isEmpty() ? text.lines().findFirst().orElse("no message") : String.join("\n  ", errors);
    }

    private AvrCore.Size size(Duration limit) {
        String[] figures = workshop.run(
                        List.of(List.of("avr-size", "sketch.elf")), job(List.of("sketch.elf"), Optional.empty(), limit))
                .stdout()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .strip()
                .split("\\s+");
        long text = Long.parseLong(figures[0]);
        long data = Long.parseLong(figures[1]);
        return new AvrCore.Size(text + data, data + Long.parseLong(figures[2]));
    }
}
