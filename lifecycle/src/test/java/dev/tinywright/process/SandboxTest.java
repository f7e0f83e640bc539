package dev.tinywright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Sandbox.Limits;
import dev.tinywright.process.Sandbox.Mount;
import dev.tinywright.process.SandboxResult.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program in the sandbox cannot do, each tried. */
@Timeout(120)
class SandboxTest {
    private static final Limits LIMITS = Limits.small(Duration.ofSeconds(30));
    private static final Limits BRIEF = Limits.small(Duration.ofSeconds(2));

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @BeforeAll
    static void bubblewrapIsThere() {
        assumeTrue(Command.find("bwrap").isPresent(), "bubblewrap is not installed: nothing of the sandbox is tested");
        assertThat(Sandbox.find())
                .as(
                        "bubblewrap is installed and does not work: %s",
                        Sandbox.missing().text())
                .isPresent();
    }

    private static SandboxResult shell(String script, Limits limits, Mount... shown) {
        return Sandbox.require().run(List.of("sh", "-c", script), List.of(shown), limits);
    }

    private static SandboxResult shell(String script, Mount... shown) {
        return shell(script, LIMITS, shown);
    }

    @Test
    void aProgramRunsAndItsOutputComesBack() {
        SandboxResult result = shell("echo out; echo err >&2; exit 3");

        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.end()).isEqualTo(End.EXITED);
    }

    @Test
    void itReadsWhatItIsShownAndCannotChangeIt() throws IOException {
        Path file = Files.writeString(folder.resolve("in.csv"), "a,b\n");

        SandboxResult result =
                shell("cat /input/in.csv; echo x >/input/in.csv; rm /input/in.csv", new Mount(folder, "/input"));

        assertThat(result.stdout()).isEqualTo("a,b\n");
        assertThat(result.succeeded()).isFalse();
        assertThat(file).hasContent("a,b\n");
    }

    @Test
    void itSeesNothingOfTheDiskBesideProgramsAndLibraries() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "precious");
        String home = System.getProperty("user.home");

        SandboxResult result = shell("ls / | tr '\\n' ' '; ls /etc | tr '\\n' ' '; cat /etc/passwd /etc/shadow; ls -a '"
                + home + "'; cat '" + secret + "'; ls /home /root /var /tmp /mnt /srv /opt /run /sys /boot");

        assertThat(result.stdout().strip().split(" "))
                .isSubsetOf(
                        "bin",
                        "sbin",
                        "lib",
                        "lib32",
                        "lib64",
                        "libx32",
                        "usr",
                        "etc",
                        "dev",
                        "proc",
                        "work",
                        "alternatives",
                        "ld.so.cache");
        assertThat(result.stderr()).doesNotContain("precious");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/usr", "/usr/bin", "/etc", "/dev", "/dev/shm", "/proc", "/input"})
    void itWritesNowhereBesideItsScratch(String place) {
        SandboxResult result = shell("echo x >" + place + "/written && echo written", new Mount(folder, "/input"));

        assertThat(result.stdout()).isEmpty();
        assertThat(result.succeeded()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itWritesToItsScratchAndAllIsGoneTheNextTime() {
        assertThat(shell("ls -a /work; echo x >y && cat y; pwd").stdout()).isEqualTo(".\n..\nx\n/work\n");
        assertThat(shell("ls /work").stdout()).isEmpty();
    }

    @Test
    void itReachesNoServerOnThisComputerNorAnywhere() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            String reach =
                    "for a in 127.0.0.1 1.1.1.1 10.0.0.1; do (exec 3<>/dev/tcp/$a/%d) && echo reached $a; done; true"
                            .formatted(port);

            assertThat(Command.run(
                                    List.of("bash", "-c", reach.replace("1.1.1.1 10.0.0.1", "")),
                                    folder,
                                    Duration.ofSeconds(20))
                            .stdout())
                    .as("outside of the sandbox it can be reached")
                    .isEqualTo("reached 127.0.0.1\n");
            SandboxResult result = Sandbox.require().run(List.of("bash", "-c", reach), List.of(), LIMITS);

            assertThat(result.stdout()).isEmpty();
            assertThat(result.stderr()).contains("Network is unreachable");
        }
    }

    @Test
    void itSeesNoEnvironmentOfOurs() {
        SandboxResult result = shell(
                "env; cat /proc/*/environ | tr '\\0' '\\n'; cat /proc/*/cmdline | tr '\\0' '\\n'",
                new Mount(folder, "/input"));

        assertThat(System.getenv()).as("there is something to hide").containsKey("HOME");
        assertThat(result.stdout()
                        .lines()
                        .filter(line -> line.matches("[A-Z_]+=.*"))
                        .map(line -> line.replaceAll("=.*", "")))
                .isSubsetOf("PATH", "HOME", "TMPDIR", "LC_ALL", "PWD", "SHLVL", "_", "OLDPWD");
        assertThat(result.stdout()).contains("HOME=/work").doesNotContain(folder.toString());
    }

    @Test
    void itSeesNoProcessBesideItsOwn() {
        String names =
                shell("for p in /proc/[0-9]*; do cat $p/comm 2>/dev/null; done").stdout();

        assertThat(names.lines()).isSubsetOf("bwrap", "timeout", "sh", "cat").contains("bwrap", "sh");
    }

    @Test
    void itEndsWithItsTime() {
        SandboxResult result = shell("echo started; sleep 1000", BRIEF);

        assertThat(result.end()).isEqualTo(End.TIME);
        assertThat(result.stdout()).isEqualTo("started\n");
        assertThat(result.succeeded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setsid sleep %s & nohup sleep %s & sleep %s",
                "(setsid sh -c 'nohup sleep %s &' &); (nohup setsid sleep %s &)"
            })
    void nothingOutlivesItDetachedOrNot(String script) throws InterruptedException {
        String mark = "98765" + ProcessHandle.current().pid();

        SandboxResult result = shell(script.replace("%s", mark), BRIEF);

        assertThat(result.end()).isIn(End.TIME, End.EXITED);
        for (int waited = 0; isRunning(mark) && waited < 100; waited++) {
            Thread.sleep(50);
        }
        assertThat(isRunning(mark)).isFalse();
    }

    @Test
    void nothingOutlivesAJvmThatIsKilled() throws Exception {
        String mark = "54321" + ProcessHandle.current().pid();
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sleeper.class.getName(),
                        mark)
                .redirectErrorStream(true)
                .start();
        try {
            for (int waited = 0; !isAsleep(mark) && waited < 600; waited++) {
                Thread.sleep(50);
            }
            assertThat(isAsleep(mark)).isTrue();
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        for (int waited = 0; isRunning(mark) && waited < 100; waited++) {
            Thread.sleep(50);
        }
        assertThat(isRunning(mark)).isFalse();
    }

    @Test
    void withoutBubblewrapItIsRefusedWithTheWaysToGetOnUnlessTheRiskIsAccepted() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutBubblewrap.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("PATH", folder.toString());
        Process jvm = builder.start();
        String said = new String(jvm.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(said)
                .contains("there is no sandbox on this computer: the program 'bwrap' is not installed")
                .contains("apt-get install bubblewrap", "tinywright doctor --install", "--without-sandbox")
                .contains("preferred: open", "none: open");
    }

    /** Says what each kind of confinement does where there is no sandbox. */
    static final class WithoutBubblewrap {
        private WithoutBubblewrap() {}

        public static void main(String[] arguments) {
            try {
                System.out.println("confines: " + Confinement.REQUIRED.sandbox().confines());
            } catch (TinywrightException e) {
                System.out.println(e.getMessage());
            }
            List<String> echo = List.of("/bin/sh", "-c", "echo open");
            System.out.print("preferred: "
                    + Confinement.PREFERRED
                            .sandbox()
                            .run(echo, List.of(), LIMITS)
                            .stdout());
            System.out.print("none: "
                    + Confinement.NONE.sandbox().run(echo, List.of(), LIMITS).stdout());
        }
    }

    /** Runs a program in the sandbox until somebody kills this JVM. */
    static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] arguments) {
            shell("setsid sleep " + arguments[0] + " & sleep " + arguments[0], Limits.small(Duration.ofMinutes(5)));
        }
    }

    /** True once the sandbox stands and the program itself runs in it. */
    private static boolean isAsleep(String mark) {
        return ProcessHandle.allProcesses()
                .anyMatch(p -> p.info().commandLine().orElse("").endsWith("/sleep " + mark)
                        || p.info().commandLine().orElse("").equals("sleep " + mark));
    }

    private static boolean isRunning(String mark) {
        return ProcessHandle.allProcesses()
                .anyMatch(p -> p.info().commandLine().orElse("").contains("sleep " + mark));
    }

    @Test
    void aForkBombEndsAndTheComputerGoesOn() {
        SandboxResult result = shell("bomb() { bomb | bomb & }; bomb; sleep 1000", BRIEF);

        assertThat(result.end()).isNotEqualTo(End.MEMORY);
        assertThat(result.stderr()).contains("fork");
        assertThat(shell("echo alive").stdout()).isEqualTo("alive\n");
    }

    @Test
    void itStartsNoMoreProcessesThanItMay() {
        SandboxResult result = shell("for i in $(seq 1 60); do sleep 5 & echo $i; done", LIMITS.withProcesses(10));

        assertThat(result.stdout().lines().count()).isLessThan(12);
    }

    @Test
    void itCannotFillTheDisk() {
        SandboxResult result = shell(
                "for i in 1 2 3 4 5; do head -c 3000000 /dev/zero >f$i; done; du -sb . | cut -f1",
                LIMITS.withScratch(1 << 20));

        assertThat(Long.parseLong(result.stdout().strip())).isLessThanOrEqualTo((1 << 20) + 4096);
        assertThat(result.stderr()).contains("No space left");
    }

    @Test
    void oneProcessCannotTakeMoreMemoryThanItMay() {
        SandboxResult result =
                shell("head -c 2000000000 /dev/zero | tail -c 2000000000 | wc -c", LIMITS.withMemory(1 << 26));

        assertThat(result.stdout()).doesNotContain("2000000000");
        assertThat(result.end() == End.MEMORY || result.stderr().contains("memory"))
                .isTrue();
    }

    @Test
    void manyProcessesTogetherCannotTakeMoreMemoryThanTheyMay() {
        SandboxResult result = shell(
                "for i in 1 2 3 4 5 6 7 8; do (head -c 40000000 /dev/zero; sleep 1000) | tail -c 40000000 & done; wait",
                LIMITS.withMemory(1 << 27));

        assertThat(result.end()).isEqualTo(End.MEMORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "yes >&2"})
    void endlessOutputIsCut(String script) {
        SandboxResult result = shell(script, BRIEF.withOutput(10_000));

        assertThat(result.end()).isIn(End.OUTPUT, End.TIME);
        assertThat(result.stdout().length()).isLessThanOrEqualTo(10_000);
        assertThat(result.stderr().length()).isLessThanOrEqualTo(Limits.MOST_ERROR_BYTES);
    }

    @Test
    void itCannotMountOrMakeNamespacesToGetMore() {
        SandboxResult result =
                shell("unshare -Urm mount -t tmpfs none /work && echo mounted; mount -o remount,rw /usr && echo rw");

        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void whatOnlyItsOwnerMayReadIsHandedOverAndGoneAfterwards() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Path file = Files.writeString(sub.resolve("f"), "mine");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(sub, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));

        SandboxResult result = shell("cat /a/f /b", new Mount(sub, "/a"), new Mount(file, "/b"));

        assertThat(result.stdout()).isEqualTo("minemine");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aFileThatIsNotThereIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> shell("true", new Mount(folder.resolve("no-such"), "/input")))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("no-such");
    }
}
