package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tflite.GraphWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tinywright bench compiler}. */
class BenchCompilerTest {
    @TempDir
    Path folder;

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
                        Tensor.int8("out", Shape.of(1, 3), 0.08f, -7)),
                List.of(new Node(new Op.FullyConnected(Clamp.NONE), List.of(0, 1, Node.ABSENT), List.of(2))),
                List.of(0),
                List.of(2),
                List.of());
    }

    /** A network of a name that LiteRT's figures are known for. */
    private Path models() throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.write(models.resolve("ad01_int8.tflite"), GraphWriter.write(network()));
        return models;
    }

    @Test
    void aFolderOfNetworksBecomesTables() throws IOException {
        Path page = Cli.write(folder.resolve("page.md"), "# Page\n\nbefore\n");
        Cli.Outcome outcome = bench("host,nucleo-l4r5zi", "--write", page)
                .succeeded()
                .outContains(
                        "| ad01_int8 | 18 | 18 |", "| network | Cortex-M4 |", "### Beside LiteRT", "26,804", "3,024")
                .outContains(
                        "### Time and energy, estimated",
                        "| network | nucleo-l4r5zi, 120 MHz |",
                        "at worst, none of 10")
                .errContains("ad01_int8 on host: right", "ad01_int8 on nucleo-l4r5zi: right");
        // eight on the host, and sixteen on the M4: for speed and for memory
        assertThat(outcome.out()).containsPattern("\\| ad01_int8 \\| 18 \\| 18 \\| [0-9.]+ \\| 2 \\| 24 \\| 0 \\|");
        assertThat(Cli.read(page))
                .startsWith("# Page\n\nbefore\n\n<!-- compiler -->\n## ")
                .contains(outcome.out())
                .endsWith("<!-- /compiler -->\n");
    }

    @Test
    void theSectionTakesThePlaceOfTheOldOne() throws IOException {
        models();
        Path page =
                Cli.write(folder.resolve("page.md"), "before\n<!-- compiler -->\nold\n<!-- /compiler -->\n\nafter\n");
        bench("host", "--write", page).succeeded().outLacks("Beside LiteRT");
        assertThat(Cli.read(page))
                .startsWith("before\n<!-- compiler -->\n## ")
                .endsWith("\n<!-- /compiler -->\n\nafter\n")
                .doesNotContain("old\n");
    }

    @Test
    void aWrongAnswerIsCountedAndFails() throws IOException {
        byte[] input = {1, 2, 3, 4, 5, 6};
        byte[] output = new Reference(network()).run(List.of(input)).getFirst();
        Files.write(models().resolve("ad01_int8.in.bin"), input);
        Files.write(models().resolve("ad01_int8.out.bin"), output);
        bench("host").succeeded().outContains("| 1 | 1 | 0 |");
        output[1]++;
        Files.write(models().resolve("ad01_int8.out.bin"), output);
        bench("host")
                .exited(1)
                .outContains("| 1 | 1 | 1 |", "FAILED: ad01_int8 on host: vector 0, output 0")
                .errContains("ad01_int8 on host: WRONG");
    }

    @Test
    void aNetworkThatFailsDoesNotStopTheOthers() throws IOException {
        Cli.write(models().resolve("a|b.tflite"), "<html>not found</html>");
        bench("host")
                .exited(1)
                .outContains("FAILED: a\\|b on host: ", "| ad01_int8 | 18 | 18 |")
                .errContains("ad01_int8 on host: right");
    }

    @Test
    void aFolderWithoutNetworksIsWrongUsage() {
        Cli.run("bench", "compiler").exited(2).errContains("--models");
        Cli.run("bench", "compiler", "--models", folder).failedWith(2, "no .tflite file in", "--models");
        Cli.run("bench", "compiler", "--models", folder.resolve("none")).failedWith(2, "no .tflite file in");
    }

    @Test
    void whatIsWrongIsSaidBeforeTheWork() throws IOException {
        bench("hots").failedWith(2, "no board 'hots', did you mean 'host'?");
        bench("host", "--write", folder.resolve("none.md")).failedWith(2, "none.md", "--write");
    }

    private Cli.Outcome bench(String boards, Object... further) throws IOException {
        Object[] words = new Object[further.length + 6];
        System.arraycopy(new Object[] {"bench", "compiler", "--models", models(), "--board", boards}, 0, words, 0, 6);
        System.arraycopy(further, 0, words, 6, further.length);
        return Cli.run(words);
    }
}
