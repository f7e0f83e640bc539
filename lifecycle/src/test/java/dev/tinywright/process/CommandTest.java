package dev.tinywright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60) // a test that hangs is a test that failed
class CommandTest {
    private static final Duration AMPLE = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    private CommandResult shell(String script, Duration limit) {
        return Command.run(List.of("sh", "-c", script), folder, limit);
    }

    @Test
    void tellsExitCodeAndBothOutputsApart() {
        CommandResult result = shell("echo out; echo err >&2; exit 7", AMPLE);
        assertThat(result).isEqualTo(new CommandResult(7, "out\n", "err\n", false));
        assertThat(result.succeeded()).isFalse();
        assertThat(shell("pwd -P", AMPLE)).satisfies(here -> {
            assertThat(here.succeeded()).isTrue();
            assertThat(Path.of(here.stdout().strip())).isEqualTo(folder.toRealPath());
        });
    }

    @Test
    void passesWordsAsTheyAre() {
        CommandResult result = Command.run(List.of("printf", "%s|", "a b", "$HOME", "'\"", "*"), folder, AMPLE);
        assertThat(result.stdout()).isEqualTo("a b|$HOME|'\"|*|");
    }

    @Test
    void endsTheWholeFamilyWhenTheTimeIsUp() throws IOException {
        CommandResult result =
                shell("echo started; sh -c 'echo $$ > child; exec sleep 600' & wait", Duration.ofSeconds(2));
        assertThat(result).isEqualTo(new CommandResult(-1, "started\n", "", true));
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        assertThat(waitForTheEndOf(child)).isTrue();
    }

    @Test
    void endsTheWholeFamilyWhenInterrupted() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                shell("sh -c 'echo $$ > half; mv half child; exec sleep 600' & wait", AMPLE);
                thrown.complete(new AssertionError("it came back"));
            } catch (TinywrightException e) {
                thrown.complete(
                        Thread.currentThread().isInterrupted() ? e : new AssertionError("no longer interrupted"));
            }
        });
        while (!Files.exists(folder.resolve("child"))) {
            Thread.sleep(10);
        }
        caller.interrupt();
        assertThat(thrown.get()).isInstanceOf(TinywrightException.class).hasMessageContaining("sh was interrupted");
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        assertThat(waitForTheEndOf(child)).isTrue();
    }

    @Test
    void keepsTheFirstPartOfHugeOutputAndNeverBlocksTheProgram() {
        CommandResult result = shell("yes out | head -c 20000000; yes err | head -c 20000000 >&2; exit 3", AMPLE);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.stdout()).hasSize(1 << 20).startsWith("out\nout\n");
        assertThat(result.stderr()).hasSize(1 << 20).startsWith("err\nerr\n");
    }

    @Test
    void doesNotWaitForAChildThatOutlivesItsProgram() throws IOException {
        CommandResult result = shell("echo done; sleep 30 & echo $! > child", AMPLE);
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive)).contains(true);
        assertThat(result).isEqualTo(new CommandResult(0, "done\n", "", false));
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void isDeafToControlCAndHasNoTerminal() {
        assertThat(shell("kill -INT $$; cat; echo alive", AMPLE).stdout()).isEqualTo("alive\n");
    }

    @Test
    void speaksEnglish() {
        assertThat(shell("echo $LC_ALL", AMPLE).stdout()).isEqualTo("C\n");
    }

    @Test
    void saysWhichProgramOrFolderIsMissing() {
        assertThatThrownBy(() -> Command.run(List.of("no-such-program-at-all", "x"), folder, AMPLE))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the program 'no-such-program-at-all' is not installed")
                .hasMessageContaining("tinywright doctor");
        assertThatThrownBy(() -> Command.run(List.of("sh"), folder.resolve("nowhere"), AMPLE))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("cannot start sh");
    }

    @Test
    void findsProgramsByNameAndByPath() throws IOException {
        Path sh = Command.find("sh").orElseThrow();
        assertThat(Command.find(sh.toString())).contains(sh);
        Path plain = Files.writeString(folder.resolve("plain"), "not a program");
        assertThat(Command.find(plain.toString())).isEmpty();
        assertThat(Command.find("no-such-program-at-all")).isEmpty();
    }

    /** A killed process may take a moment to be gone. */
    private static boolean waitForTheEndOf(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        process.ifPresent(handle -> handle.onExit().join());
        return process.map(ProcessHandle::isAlive).orElse(false).equals(false);
    }
}
