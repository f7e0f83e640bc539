package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        model = Cli.write(folder.resolve("net.tflite"), "not yet");
        out = folder.resolve("out");
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
