package dev.tinywright.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The C of some blocks, compiled into one program that reads numbered windows and writes what the blocks make of them. */
final class SignalProgram {
    private static final Path RUNTIME = Path.of("..", "runtime").toAbsolutePath();
    private static final String MAIN = """
        #include <string.h>
        #include "test_files.h"
        INCLUDES
        CONSTANTS
        static const int32_t sizes[][4] = {SIZES}; /* numbers in and out, scratch bytes, is a filter */

        static void run(int32_t block, const int16_t *in, void *scratch, void *result) {
            int16_t *const samples = result;
            int32_t *const columns = result;
            (void)scratch, (void)samples, (void)columns;
            switch (block) {
        CASES
            default:
                break;
            }
        }

        int main(void) {
            int32_t block;
            open_files();
            while (read_all(&block, sizeof block)) {
                const int32_t *const size = sizes[block];
                int16_t *const in = memory(0, (size_t)size[0] * 2);
                int32_t *const out = memory(1, (size_t)size[1] * 4);
                void *const scratch = memory(2, (size_t)size[2]);
                read_all(in, (size_t)size[0] * 2);
                start_clock();
                run(block, in, scratch, out);
                const uint32_t ticks = stop_clock();
                if (size[3]) { /* once more, in place */
                    run(block, in, scratch, in);
                    if (memcmp(in, out, (size_t)size[1] * 2) != 0) {
                        return 9;
                    }
                    for (int32_t i = 0; i < size[1]; i++) {
                        out[i] = in[i];
                    }
                }
                write_all(out, (size_t)size[1] * 4);
                write_all(&ticks, 4);
                release(in, out, scratch);
            }
            return 0;
        }
        """;
    private static final String HOST = """
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        static FILE *cases, *answers;
        static void open_files(void) {
            cases = fopen("cases.bin", "rb");
            answers = fopen("answers.bin", "wb");
        }
        static int read_all(void *to, size_t bytes) { return fread(to, 1, bytes, cases) == bytes; }
        static void write_all(const void *from, size_t bytes) { fwrite(from, 1, bytes, answers); fflush(answers); }
        static void *memory(int slot, size_t bytes) { (void)slot; return malloc(bytes); }
        static void release(void *a, void *b, void *c) { free(a); free(b); free(c); }
        static void start_clock(void) {}
        static uint32_t stop_clock(void) { return 0; }
        """;
    private static final String BOARD = """
        #include <stddef.h>
        #include <stdint.h>
        #include "clock.h"
        #include "semihosting.h"
        static int32_t cases, answers;
        static uint32_t start;
        static int64_t memories[3][9000];
        static void open_files(void) {
            cases = tw_open("cases.bin", TW_READ);
            answers = tw_open("answers.bin", TW_WRITE);
            tw_start_clock();
        }
        static int read_all(void *to, size_t bytes) { return tw_read_file(cases, to, (uint32_t)bytes) == 0; }
        static void write_all(const void *from, size_t bytes) { tw_write_file(answers, from, (uint32_t)bytes); }
        static void *memory(int slot, size_t bytes) { (void)bytes; return memories[slot]; }
        static void release(void *a, void *b, void *c) { (void)a, (void)b, (void)c; }
        static void start_clock(void) { start = tw_ticks(); }
        static uint32_t stop_clock(void) { return tw_ticks_between(start, tw_ticks()); }
        """;

    private final Path folder;
    private final List<SignalBlock> blocks;
    private final List<String> run;

    private SignalProgram(Path folder, List<SignalBlock> blocks, List<String> run) {
        this.folder = folder;
        this.blocks = blocks;
        this.run = run;
    }

    /** A window for one of the blocks. */
    @SuppressWarnings("ArrayRecordComponent") // compared number by number
    record Case(int block, int[] samples) {}

    /** What the C made of a window, and the ticks of the clock it took on a board. */
    @SuppressWarnings("ArrayRecordComponent") // compared number by number
    record Answer(int[] columns, int ticks) {}

    /** Builds for this machine, with the compiler's checks for undefined behaviour and wrong addresses. */
    static SignalProgram onHost(List<SignalBlock> blocks, Path folder) throws IOException {
        write(blocks, folder, HOST);
        List<String> command =
                new ArrayList<>(List.of("cc", "-std=c99", "-O1", "-g", "-Wall", "-Wextra", "-Wconversion"));
        command.addAll(List.of("-Werror", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"));
        command.addAll(List.of("-I" + RUNTIME.resolve("include"), "-o", "program", "main.c"));
        command.addAll(kernels(blocks));
        execute(folder, command);
        return new SignalProgram(folder, blocks, List.of("./program"));
    }

    /** Builds for a Cortex-M on a board of QEMU. */
    static SignalProgram onBoard(List<SignalBlock> blocks, Path folder, Core core) throws IOException {
        write(blocks, folder, BOARD);
        Path firmware = RUNTIME.resolve("firmware");
        Files.writeString(folder.resolve("link.ld"), core.link(Files.readString(firmware.resolve("link.ld"))));
        List<String> command =
                new ArrayList<>(List.of("arm-none-eabi-gcc", "-mcpu=" + core.cpu, "-mthumb", "-std=c99"));
        command.addAll(List.of("-O2", "-fno-tree-loop-distribute-patterns", "-Wall", "-Wextra", "-Werror"));
        command.addAll(List.of("-nostartfiles", "-Tlink.ld", "-I" + RUNTIME.resolve("include"), "-I" + firmware));
        command.addAll(List.of(
                "-o", "program.elf", "main.c", firmware.resolve("startup.c").toString()));
        command.add(firmware.resolve("semihosting.c").toString());
        command.addAll(kernels(blocks));
        execute(folder, command);
        return new SignalProgram(folder, blocks, core.run());
    }

    private static void write(List<SignalBlock> blocks, Path folder, String files) throws IOException {
        StringBuilder includes = new StringBuilder();
        StringBuilder constants = new StringBuilder();
        StringBuilder cases = new StringBuilder();
        StringBuilder sizes = new StringBuilder();
        for (int b = 0; b < blocks.size(); b++) {
            SignalBlock block = blocks.get(b);
            BlockCode code = block.code();
            boolean filter =
                    code.kernel().equals("tw_filter") && !code.statement().startsWith("{tw}raw");
            includes.append("#include \"").append(code.kernel()).append(".h\"\n");
            code.constants().forEach(constant -> constants.append(constant(constant)));
            cases.append("    case ")
                    .append(b)
                    .append(":\n        ")
                    .append(code.statement())
                    .append("\n        break;\n");
            replace(constants, cases, b, filter);
            sizes.append("{%s, %s, %s, %s}, "
                    .formatted(block.input().size(), block.output().size(), code.scratchBytes(), filter ? 1 : 0));
        }
        Files.writeString(folder.resolve("test_files.h"), files);
        Files.writeString(
                folder.resolve("main.c"),
                MAIN.replace("INCLUDES", "#include \"tw_memory.h\"\n" + includes)
                        .replace("CONSTANTS", constants)
                        .replace("SIZES", sizes)
                        .replace("CASES", cases));
    }

    private static void replace(StringBuilder constants, StringBuilder cases, int block, boolean filter) {
        for (StringBuilder text : List.of(constants, cases)) {
            String filled = text.toString()
                    .replace("{in}", "in")
                    .replace("{out}", filter ? "samples" : "columns")
                    .replace("{scratch}", "scratch")
                    .replace("{id}", "block" + block)
                    .replace("{tw}", "tw_");
            text.setLength(0);
            text.append(filled);
        }
    }

    private static String constant(BlockCode.Constant constant) {
        StringBuilder text = new StringBuilder("/* %s */\nstatic const %s {id}_%s[%s] TW_FLASH = {"
                .formatted(
                        constant.comment(),
                        constant.type(),
                        constant.name(),
                        constant.rows().size()));
        for (List<String> row : constant.rows()) {
            String fields = String.join(", ", row);
            text.append(row.size() == 1 ? fields : "{" + fields + "}").append(", ");
        }
        return text.append("};\n").toString();
    }

    /** Returns the kernels' files and those of what they include. */
    private static List<String> kernels(List<SignalBlock> blocks) throws IOException {
        List<String> found = new ArrayList<>(
                blocks.stream().map(block -> block.code().kernel()).distinct().toList());
        for (int i = 0; i < found.size(); i++) {
            Path source = RUNTIME.resolve("src/" + found.get(i) + ".c");
            String text = Files.readString(RUNTIME.resolve("include/" + found.get(i) + ".h"))
                    + (Files.exists(source) ? Files.readString(source) : "");
            java.util.regex.Pattern.compile("#include \"(tw_\\w+)\\.h\"")
                    .matcher(text)
                    .results()
                    .map(include -> include.group(1))
                    .filter(include -> !found.contains(include))
                    .distinct()
                    .forEach(found::add);
        }
        return found.stream()
                .map(kernel -> RUNTIME.resolve("src/" + kernel + ".c"))
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
    }

    List<Answer> answers(List<Case> cases) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(cases.stream()
                        .mapToInt(it -> 4 + it.samples().length * 2)
                        .sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (Case one : cases) {
            bytes.putInt(one.block());
            for (int sample : one.samples()) {
                bytes.putShort((short) sample);
            }
        }
        Files.write(folder.resolve("cases.bin"), bytes.array());
        execute(folder, run);
        ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("answers.bin")))
                .order(ByteOrder.LITTLE_ENDIAN);
        List<Answer> answers = new ArrayList<>();
        for (Case one : cases) {
            int[] columns = new int[blocks.get(one.block()).output().size()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = written.getInt();
            }
            answers.add(new Answer(columns, written.getInt()));
        }
        assertThat(written.hasRemaining()).isFalse();
        return answers;
    }

    /** Runs each case in C and in Java, where the numbers must be the same; returns the answers. */
    List<Answer> agreesWithJava(List<Case> cases) throws IOException {
        List<Answer> answers = answers(cases);
        for (int i = 0; i < cases.size(); i++) {
            SignalBlock block = blocks.get(cases.get(i).block());
            int[] expected = new int[block.output().size()];
            block.apply(cases.get(i).samples(), expected);
            assertThat(answers.get(i).columns())
                    .as(
                            "case %s, block %s of %s: %s",
                            i, cases.get(i).block(), block.input().shape(), block.describe())
                    .isEqualTo(expected);
        }
        return answers;
    }

    private static void execute(Path folder, List<String> command) throws IOException {
        Path messages = folder.resolve("messages.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        try {
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("ends in time: %s", command).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String said = Files.readString(messages);
        assertThat(process.exitValue()).as("%s\n%s", command, said).isZero();
        assertThat(said).isEmpty();
    }

    /** Cores and a machine of QEMU for each. */
    enum Core {
        M0_PLUS("cortex-m0plus", "microbit", "0x00000000", 0x20000000, 62.5),
        M4("cortex-m4", "mps2-an386", "0x00000000", 0x20000000, 40),
        M33("cortex-m33", "mps2-an505", "0x10000000", 0x38000000, 50);

        private static final int BYTES = 1 << 20;

        private final String cpu;
        private final String machine;
        private final String flash;
        private final int ram;
        private final double instructionsOfTick;

        Core(String cpu, String machine, String flash, int ram, double instructionsOfTick) {
            this.cpu = cpu;
            this.machine = machine;
            this.flash = flash;
            this.ram = ram;
            this.instructionsOfTick = instructionsOfTick;
        }

        /** Returns how many instructions were executed in so many ticks. */
        long instructions(int ticks) {
            return Math.round(ticks * instructionsOfTick);
        }

        private String link(String script) {
            return script.replace("${board}", name())
                    .replace("${machine}", machine)
                    .replace("${flashOrigin}", flash)
                    .replace("${flashBytes}", "0x40000")
                    .replace("${ramOrigin}", "0x" + Integer.toHexString(ram))
                    .replace("${ramBytes}", Integer.toString(BYTES))
                    .replace("${leastStackBytes}", "4096")
                    .replace("${stackTop}", "0x" + Integer.toHexString(ram + BYTES));
        }

        private List<String> run() {
            List<String> words = new ArrayList<>(List.of("qemu-system-arm", "-M", machine));
            if (this == M0_PLUS) {
                words.addAll(List.of("-global", "nrf51-soc.sram-size=" + BYTES));
            }
            words.addAll(List.of("-icount", "shift=0", "-nographic", "-monitor", "none", "-serial", "none"));
            words.addAll(List.of("-semihosting-config", "enable=on,target=native", "-kernel", "program.elf"));
            return words;
        }
    }
}
