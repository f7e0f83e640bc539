package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Generated C compiled with this machine's compiler, with a main that runs rows of a file through it. */
final class HostProgram {
    private static final String MAIN = """
            #include "NAME.c"
            #include <stdio.h>
            int main(int argc, char **argv) {
                float row[UPPER_READINGS];
                int8_t input[INPUTS];
                int8_t scores[UPPER_CLASSES];
                FILE *in = fopen(argv[argc - 2], "rb");
                FILE *out = fopen(argv[argc - 1], "wb");
                while (fread(row, sizeof row, 1, in) == 1) {
                    const float *const readings = row;
                    PREPARE
                    for (size_t i = 0; i < sizeof input; i++) input[i] = (PREPARED)[i];
                    NAME_run(row, scores);
                    NAME_result result;
                    NAME_classify(row, &result);
                    uint8_t best = (uint8_t)result.best;
                    fwrite(input, sizeof input, 1, out);
                    fwrite(scores, sizeof scores, 1, out);
                    fwrite(result.confidence, sizeof result.confidence, 1, out);
                    fwrite(&best, 1, 1, out);
                }
                fclose(in);
                return fclose(out);
            }
            """;
    private static final List<String> WARNINGS =
            List.of("-std=c99", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror");
    /** The call of the input stage, and where it leaves the network's input. */
    private static final Pattern PREPARE = Pattern.compile("prepare\\(readings, .*, (&arena.*)\\);");

    private final Path folder;
    private final int inputs;
    private final int classes;

    private HostProgram(Path folder, int inputs, int classes) {
        this.folder = folder;
        this.inputs = inputs;
        this.classes = classes;
    }

    /** What the C made of one row. */
    @SuppressWarnings("ArrayRecordComponent") // compared array by array
    record Answer(byte[] input, byte[] scores, byte[] confidence, int best) {}

    /** Writes the files of a source into a folder. */
    static void write(CSource source, Path folder) throws IOException {
        for (var file : source.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** Compiles each file on its own with all warnings as errors, by any compiler. */
    static void compileOnly(CSource source, Path folder, String... compiler) throws IOException {
        write(source, folder);
        for (String file : source.files().keySet()) {
            if (file.endsWith(".c")) {
                List<String> command = new ArrayList<>(List.of(compiler));
                command.addAll(WARNINGS);
                command.addAll(List.of("-c", file, "-o", file + ".o"));
                run(folder, command);
            }
        }
    }

    static HostProgram build(CSource source, Path folder, int inputs, int classes, String... flags) throws IOException {
        write(source, folder);
        String upper = source.name().toUpperCase(Locale.ROOT);
        Matcher prepare = PREPARE.matcher(source.files().get(source.name() + ".c"));
        assertThat(prepare.find()).as("calls its input stage").isTrue();
        Files.writeString(
                folder.resolve("main_test.c"),
                MAIN.replace("NAME", source.name())
                        .replace("UPPER", upper)
                        .replace("INPUTS", Integer.toString(inputs))
                        .replace("PREPARED", prepare.group(1))
                        .replace("PREPARE", prepare.group()));
        List<String> command = new ArrayList<>(List.of("cc"));
        command.addAll(WARNINGS);
        command.addAll(List.of(flags));
        command.add("main_test.c");
        source.files().keySet().stream()
                .filter(file -> file.endsWith(".c") && !file.equals(source.name() + ".c"))
                .forEach(command::add);
        command.addAll(List.of("-o", "program"));
        run(folder, command);
        return new HostProgram(folder, inputs, classes);
    }

    List<Answer> answers(float[][] rows) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(rows.length * rows[0].length * 4).order(ByteOrder.nativeOrder());
        Arrays.stream(rows).forEach(row -> {
            for (float value : row) {
                bytes.putFloat(value);
            }
        });
        Files.write(folder.resolve("rows.bin"), bytes.array());
        run(folder, List.of("./program", "rows.bin", "answers.bin"));
        ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("answers.bin")));
        List<Answer> answers = new ArrayList<>();
        while (written.hasRemaining()) {
            answers.add(new Answer(
                    next(written, inputs), next(written, classes), next(written, classes), written.get() & 0xff));
        }
        return answers;
    }

    private static byte[] next(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /** Runs a command that must succeed and say nothing. */
    static void run(Path folder, List<String> command) {
        assertThat(output(folder, command)).as("says nothing: %s", command).isEmpty();
    }

    /** Runs a command that must succeed, and returns what it says. */
    static String output(Path folder, List<String> command) {
        try {
            Path messages = folder.resolve("messages.txt");
            Process process = start(folder, command, messages);
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("ends in time: %s", command).isTrue();
            String said = Files.readString(messages);
            assertThat(process.exitValue()).as("%s\n%s", command, said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(Path folder, List<String> command, Path messages) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(messages.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "this test needs " + command.getFirst() + ", which is not installed: see the README's install step",
                    e);
        }
    }
}
