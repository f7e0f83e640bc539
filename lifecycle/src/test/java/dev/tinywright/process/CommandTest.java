package dev.tinywright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder = Path.of("");

    @Test
    void keepsOutputErrorsAndExitCodeApart() {
        CommandResult result = sh("echo out; echo err >&2; exit 3", LONG);
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.succeeded()).isFalse();
        assertThat(sh("true", LONG).succeeded()).isTrue();
    }

    @Test
    void readsBothStreamsHoweverMuchComes() {
        CommandResult result = sh("head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; echo end", LONG);
        assertThat(result.succeeded()).isTrue();
        assertThat(result.stdout()).hasSize(1 << 20);
        assertThat(result.stderr()).hasSize(1 << 20);
    }

    @Test
    void endsAProgramWithItsChildrenWhenItsTimeIsUp() throws IOException, InterruptedException {
        long start = System.nanoTime();
        CommandResult result = sh("sleep 61 & echo $! > child; wait", Duration.ofMillis(500));
        assertThat(result.timedOut()).isTrue();
        assertThat(result.succeeded()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertEnded(Long.parseLong(Files.readString(folder.resolve("child")).strip()));
    }

    @Test
    void doesNotWaitForAGrandchildThatKeepsTheOutputOpen() {
        long start = System.nanoTime();
        CommandResult result = sh("sleep 20 & echo done", LONG);
        assertThat(result.stdout()).isEqualTo("done\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void endsTheProgramWhenTheCallerIsInterrupted() throws IOException, InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("nothing was thrown"));
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                sh("echo $$ > self; exec sleep 61", LONG);
            } catch (TinywrightException e) {
                thrown.set(e);
            }
        });
        Path self = folder.resolve("self");
        for (int i = 0; i < 200 && (!Files.exists(self) || Files.size(self) == 0); i++) {
            Thread.sleep(50);
        }
        caller.interrupt();
        caller.join(10_000);
        assertThat(thrown.get()).isInstanceOf(TinywrightException.class).hasMessageContaining("was interrupted");
        assertEnded(Long.parseLong(Files.readString(self).strip()));
    }

    @Test
    void namesAProgramThatIsNotThere() {
        assertThatThrownBy(() -> Command.run(List.of("no-such-program", "x"), folder, LONG))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("'no-such-program' is not installed")
                .hasMessageContaining("tinywright doctor");
        assertThat(Command.find("sh")).isPresent();
        assertThat(Command.find("/no/such/program")).isEmpty();
    }

    private CommandResult sh(String script, Duration limit) {
        return Command.run(List.of("sh", "-c", script), folder, limit);
    }

    private static void assertEnded(long pid) throws InterruptedException {
        for (int i = 0; i < 100 && isRunning(pid); i++) {
            Thread.sleep(50);
        }
        assertThat(isRunning(pid)).isFalse();
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
