package dev.tinywright.mind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a program of its own, as scripts start it. */
class MainTest {
    @Test
    void servesUntilItsInputEnds(@TempDir Path folder) throws Exception {
        Path port = folder.resolve("port");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MindServer.class.getName(),
                        "--only",
                        "empty, prose-only",
                        "--faults",
                        "1",
                        "--port-file",
                        port.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            String url = out.readLine();
            assertThat(url).startsWith("http://127.0.0.1:");
            String answer =
                    Client.said(Client.post(url + "/v1/chat/completions", Client.openAi(Samples.PLAN.text(), 0)));
            assertThat(answer).doesNotContain("drop-duplicates");
            assertThat(port).hasContent(url + "\n");
            process.outputWriter().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void takesItsOptions(@TempDir Path folder) {
        Arguments arguments = Arguments.parse(
                "--faults",
                "0.3",
                "--seed",
                "7",
                "--only",
                "wrong-header,http-429",
                "--window",
                "2048",
                "--log",
                folder.resolve("log").toString());

        assertThat(arguments.options().faults()).isEqualTo(Faults.at(0.3, 7).only(Fault.WRONG_HEADER, Fault.HTTP_429));
        assertThat(arguments.options().ollamaWindow()).isEqualTo(2048);
        assertThat(arguments.options().log()).contains(folder.resolve("log"));
        assertThat(arguments.portFile()).isEmpty();
        assertThat(Arguments.parse().options().faults()).isEqualTo(Faults.none());
        assertThat(Files.exists(folder.resolve("log"))).isFalse();
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Arguments.parse("--fault", "1")).hasMessageContaining("usage: MindServer");
        assertThatThrownBy(() -> Arguments.parse("--faults")).hasMessageContaining("usage: MindServer");
        assertThatThrownBy(() -> Arguments.parse("--only", "typo")).hasMessageContaining("wrong-array-name");
    }
}
