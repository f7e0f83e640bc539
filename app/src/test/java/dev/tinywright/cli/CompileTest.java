package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tflite.GraphWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tinywright compile}, and whatever is wrong with what it is given. */
class CompileTest {
    Path folder;
    Path model;
    Path out;

    @BeforeEach
    void folders(@TempDir Path scratch) {
        folder = scratch;
        model = write(folder.resolve("net.tflite"), GraphWriter.write(network()));
        out = folder.resolve("out");
    }

    /** A fully connected layer of 6 inputs and 3 outputs. */
    private static Graph network() {
        byte[] weights = new byte[18];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (13 * i % 127 - 60);
        }
        return new Graph(
                "net",
                List.of(
                        Tensor.int8("in", Shape.of(1, 6), 0.05f, 3),
                        Tensor.constant("weights", Shape.of(3, 6), Scaling.of(0.01f, 0), weights),
                        Tensor.constant("bias", Shape.of(3), Optional.of(Scaling.of(0.05f * 0.01f, 0)), new int[] {
                            100, -50, 3000
                        }),
                        Tensor.int8("out", Shape.of(1, 3), 0.08f, -7)),
                List.of(new Node(new Op.FullyConnected(Clamp.NONE), List.of(0, 1, 2), List.of(3))),
                List.of(0),
                List.of(3),
                List.of());
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two inputs, and what the reference makes of them. */
    private Path[] golden() {
        byte[] first = {1, 2, 3, 4, 5, 6};
        byte[] second = {-128, 127, 0, -1, 100, -100};
        Reference reference = new Reference(network());
        ByteArrayOutputStream inputs = new ByteArrayOutputStream();
        ByteArrayOutputStream outputs = new ByteArrayOutputStream();
        for (byte[] input : List.of(first, second)) {
            inputs.writeBytes(input);
            reference.run(List.of(input)).forEach(outputs::writeBytes);
        }
        return new Path[] {
            write(folder.resolve("x.bin"), inputs.toByteArray()), write(folder.resolve("y.bin"), outputs.toByteArray())
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "nucleo-l476rg"})
    void aNetworkIsCompiledProvenAndWritten(String board) {

        Cli.Outcome outcome = Cli.run("compile", model, "--board", board, "--out", out)
                .succeeded()
                .outContains("net for", "flash", "8 vectors (expected: the integer reference)", "0 mismatches")
                .errContains("net: buffers take");
        assertThat(outcome.out()).doesNotContain("MISSED");
        assertThat(out.resolve("net.c")).exists();
        assertThat(Cli.read(out.resolve("README.md"))).contains("net_invoke();", "net_input(0), in0");
        assertThat(Cli.read(out.resolve("Makefile"))).contains("net.c");
        assertThat(outcome.out()).contains("page    ", "report.html").doesNotContain("tw_");
        // again into the same folder
        Cli.run("compile", model, "--board", board, "--out", out, "--optimize", "size")
                .succeeded();
    }

    @Test
    void theReportStandsBesideTheC() {
        Cli.run("compile", model, "--board", "nucleo-l476rg", "--out", out, "--layers")
                .succeeded()
                .outContains("net for ST Nucleo-L476RG", "kernel", "total");
        JsonNode json = Cli.json(Cli.read(out.resolve("report.json")));
        assertThat(json.at("/mismatches").asInt()).isZero();
        assertThat(json.at("/layers")).hasSize(1);
        assertThat(json.at("/layers/0/macs").asInt()).isEqualTo(18);
        assertThat(json.at("/layers/0/instructions").asLong()).isPositive();
        assertThat(json.at("/layers/0/cyclesEstimated").asLong())
                .isGreaterThan(json.at("/layers/0/instructions").asLong());
        assertThat(json.at("/latency/basis").asText()).contains("estimate, ", " %: ");
        assertThat(json.at("/memory/peakLayer").asInt()).isZero();
        assertThat(json.at("/memory/inUse/0/buffers")).isNotEmpty();
        assertThat(json.at("/advice")).isNotEmpty();
        assertThat(json.has("energy")).isFalse();
        assertThat(Cli.read(out.resolve("report.txt")))
                .contains(
                        "0 mismatches", "fully connected", "total", "18", "  0>|", "Buffers, offset+bytes", "time    ");
        assertThat(Cli.read(out.resolve("report.html"))).contains("<h1>net on ST Nucleo-L476RG</h1>");
    }

    @Test
    void aNetworkThatComputesNothingHasAReportToo() {
        Graph through = new Graph(
                "through",
                List.of(Tensor.int8("in", Shape.of(1, 6), 0.05f, 3), Tensor.int8("out", Shape.of(1, 6), 0.05f, 3)),
                List.of(new Node(new Op.Reshape(), List.of(0), List.of(1))),
                List.of(0),
                List.of(1),
                List.of());
        model = write(folder.resolve("through.tflite"), GraphWriter.write(through));
        compile().succeeded();
        assertThat(out.resolve("report.html")).exists();
    }

    @Test
    void goldenVectorsAreCompared() {
        Path[] golden = golden();
        compile("--inputs", golden[0], "--expect", golden[1])
                .succeeded()
                .outContains("2 vectors (expected: given)", "0 mismatches");
        JsonNode json = compile("--inputs", golden[0], "--expect", golden[1], "--json")
                .succeeded()
                .json();
        assertThat(json.at("/vectors").asInt()).isEqualTo(2);
        assertThat(json.at("/arenaBytes").asInt()).isPositive();
    }

    @Test
    void aMismatchFailsAndIsNamed() throws IOException {
        Path[] golden = golden();
        byte[] wrong = Files.readAllBytes(golden[1]);
        wrong[4]++;
        Files.write(golden[1], wrong);
        compile("--inputs", golden[0], "--expect", golden[1])
                .exited(1)
                .outContains("1 mismatches", "MISMATCH: vector 1, output 0 \"out\", element 1: expected " + wrong[4]);
        JsonNode json = compile("--inputs", golden[0], "--expect", golden[1], "--json")
                .exited(1)
                .json();
        assertThat(json.at("/firstMismatch/vector").asInt()).isEqualTo(1);
    }

    /** Four numbers, each a quarter of its input: halves below zero tell the roundings apart. */
    private static Graph quarters() {
        byte[] one = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
        return new Graph(
                "quarters",
                List.of(
                        Tensor.int8("in", Shape.of(1, 4), 1, 0),
                        Tensor.constant("weights", Shape.of(4, 4), Scaling.of(0.25f, 0), one),
                        Tensor.int8("out", Shape.of(1, 4), 1, 0)),
                List.of(new Node(new Op.FullyConnected(Clamp.NONE), List.of(0, 1, Node.ABSENT), List.of(2))),
                List.of(0),
                List.of(2),
                List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "nucleo-l476rg", "corstone-300"})
    void sumsAreRoundedAsIsAsked(String board) {
        model = write(folder.resolve("quarters.tflite"), GraphWriter.write(quarters()));
        Path inputs = write(folder.resolve("x.bin"), new byte[] {-2, 2, -6, -5});
        Path twice = write(folder.resolve("twice.bin"), new byte[] {-1, 1, -2, -1});
        Path once = write(folder.resolve("once.bin"), new byte[] {0, 1, -1, -1});
        Object[] words = {"compile", model, "--out", out, "--board", board, "--inputs", inputs};
        Cli.run(with(words, "--expect", twice)).succeeded().outContains("sums    rounded twice");
        Cli.run(with(words, "--expect", once, "--rounding", "single")).succeeded();
        Cli.run(with(words, "--expect", once, "--rounding", "double"))
                .exited(1)
                .outContains("MISMATCH: vector 0, output 0 \"out\", element 0: expected 0, got -1");
        Cli.run(with(words, "--expect", twice, "--rounding", "single"))
                .exited(1)
                .outContains("element 0: expected -1, got 0");
    }

    private static Object[] with(Object[] words, Object... more) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray();
    }

    @Test
    void whatRoundsOnceSaysSo() {
        compile("--rounding", "single")
                .succeeded()
                .outContains("(expected: the integer reference, rounding once)", "sums    rounded once");
        assertThat(Cli.read(out.resolve("README.md"))).contains("rounded once");
        assertThat(Cli.read(out.resolve("net.h"))).contains("Sums of products are rounded once");
        assertThat(Cli.read(out.resolve("net_tw_fixed_point.h"))).contains("#define NET_TW_ROUNDING_SINGLE 1");
        assertThat(Cli.json(Cli.read(out.resolve("report.json")))
                        .at("/rounding")
                        .asText())
                .isEqualTo("single");
        compile("--rounding", "thrice").exited(2).errContains("--rounding", "DOUBLE", "SINGLE");
    }

    @Test
    void vectorsOfOtherSizesAreWrongUsage() {
        Path[] golden = golden();
        Path odd = write(folder.resolve("odd.bin"), new byte[7]);
        compile("--inputs", odd).failedWith(2, "the file has 7 bytes, and the inputs of one inference are 6");
        compile("--inputs", golden[0], "--expect", odd).failedWith(2, "the outputs of one inference are 3");
        compile("--inputs", golden[0], "--expect", write(odd, new byte[3]))
                .failedWith(2, "inputs for 2 inferences and outputs of 1");
        compile("--inputs", write(odd, new byte[0])).failedWith(2, "the file has 0 bytes");
        assertThat(out).doesNotExist();
    }

    @Test
    void whatIsNoModelIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        write(model, Arrays.copyOf(whole, whole.length / 2));
        compile().failedWith(1, "net.tflite");
        write(model, new byte[0]);
        compile().failedWith(1, "net.tflite");
        Cli.write(model, "<html>not found</html>");
        compile().failedWith(1, "net.tflite");
        assertThat(out).doesNotExist();
    }

    @Test
    void whatDoesNotFitTheBoardSaysSo() {
        byte[] weights = new byte[400 * 400];
        Graph large = new Graph(
                "large",
                List.of(
                        Tensor.int8("in", Shape.of(1, 400), 0.05f, 3),
                        Tensor.constant("weights", Shape.of(400, 400), Scaling.of(0.01f, 0), weights),
                        Tensor.int8("out", Shape.of(1, 400), 0.08f, -7)),
                List.of(new Node(new Op.FullyConnected(Clamp.NONE), List.of(0, 1, Node.ABSENT), List.of(2))),
                List.of(0),
                List.of(2),
                List.of());
        Path file = write(folder.resolve("large.tflite"), GraphWriter.write(large));
        Cli.run("compile", file, "--board", "nucleo-g071rb", "--out", out)
                .exited(1)
                .outContains("0 mismatches", "MISSED", "131,072 bytes of flash");
    }

    private Cli.Outcome compile(Object... further) {
        Object[] words = new Object[further.length + 6];
        System.arraycopy(new Object[] {"compile", model, "--out", out, "--board", "host"}, 0, words, 0, 6);
        System.arraycopy(further, 0, words, 6, further.length);
        return Cli.run(words);
    }

    @Test
    void withoutAModelOrABoardItIsWrongUsage() {
        Cli.run("compile").exited(2).errContains("MODEL");
        Cli.run("compile", model).exited(2).errContains("--board");
        Cli.run("compile", model, "--board", "pica").failedWith(2, "no board 'pica', did you mean 'pico'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "", "SPEEED", "speed,size"})
    void whatCannotBeOptimizedForIsNamed(String wish) {
        compile("--optimize", wish).exited(2).errContains("--optimize", "SPEED", "SIZE", "MEMORY");
    }

    @ParameterizedTest
    @CsvSource({
        "int, model_int",
        "9lives, model_9lives",
        "My Net, my_net",
        "../up, up",
        "a__b, a_b",
        "stdio, model_stdio",
        "'', model",
        "'x;system(1)', x_system_1",
        "tw_conv, model_tw_conv"
    })
    void aNameThatIsNoneInCIsRefusedWithOneThatIs(String name, String instead) {
        compile("--name", name).failedWith(2, "cannot be the prefix of names in C", "--name " + instead);
        assertThat(out).doesNotExist();
    }

    @Test
    void outputsNeedTheirInputs() {
        compile("--expect", model).failedWith(2, "outputs without inputs", "--inputs");
        assertThat(out).doesNotExist();
    }

    @Test
    void aModelThatIsNotThereIsNamed() throws Exception {
        model = folder.resolve("nothing.tflite");
        compile().failedWith(2, "there is no file", "nothing.tflite", "MODEL");
        model = Files.createDirectory(folder.resolve("folder.tflite"));
        compile().failedWith(2, "is not a file");
        try (var file =
                new java.io.RandomAccessFile(folder.resolve("huge.tflite").toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        model = folder.resolve("huge.tflite");
        compile().failedWith(2, "1099511627776 bytes");
        assertThat(out).doesNotExist();
    }

    @Test
    void filesOfOthersAreNotWrittenOver() {
        Cli.write(out.resolve("mine.c"), "int mine;");
        compile().failedWith(2, "holds other files", "--out");
        assertThat(out.resolve("mine.c")).hasContent("int mine;");
        out = Cli.write(folder.resolve("file"), "in the way");
        compile().failedWith(2, "not a folder", "--out");
        assertThat(out).hasContent("in the way");
    }

    @Test
    void errorsAreJsonToo() {
        model = folder.resolve("nothing.tflite");
        Cli.Outcome outcome = compile("--json");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.json().at("/error/where").asText()).isEqualTo("MODEL");
    }
}
