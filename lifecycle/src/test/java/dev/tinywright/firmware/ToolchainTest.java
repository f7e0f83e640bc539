package dev.tinywright.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToolchainTest {
    private static final CommandResult DONE = new CommandResult(0, "", "", false);
    private static final Set<String> QEMU = Toolchain.packages(List.of("qemu-system-arm"));

    @Test
    void asksNobodyForAPassword() {
        assertThat(AptInstaller.words(true, false))
                .contains(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get"));
        assertThat(AptInstaller.words(false, true))
                .contains(List.of("sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"));
        assertThat(AptInstaller.words(false, false)).isEmpty();
    }

    @Test
    void saysEachCommandBeforeItRunsIt() {
        List<String> log = new ArrayList<>();
        Set<String> packages = Toolchain.packages(List.of("arm-none-eabi-gcc", "qemu-system-arm"));
        AptInstaller.install(List.of("apt-get"), packages, text -> log.add("say " + text), words -> {
            log.add("run " + String.join(" ", words));
            return DONE;
        });
        String install =
                "apt-get install -y -q --no-install-recommends gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm";
        assertThat(log)
                .containsExactly(
                        "say installing: apt-get update -q",
                        "run apt-get update -q",
                        "say installing: " + install,
                        "run " + install);
    }

    @Test
    void installsFromWhatIsAtHandWhereTheListsCannotBeRenewed() {
        assertThatCode(() -> AptInstaller.install(
                        List.of("apt-get"),
                        QEMU,
                        text -> {},
                        words -> words.contains("update") ? new CommandResult(100, "", "E: offline\n", false) : DONE))
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhyNothingWasInstalled() {
        CommandResult offline =
                new CommandResult(100, "Err:1 ...\n", "W: x\nE: Unable to locate package qemu\n", false);
        assertThatThrownBy(() -> AptInstaller.install(List.of("apt-get"), QEMU, text -> {}, words -> offline))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("apt-get could not install qemu-system-arm: E: Unable to locate package qemu")
                .hasMessageContaining("sudo apt-get install qemu-system-arm");
        CommandResult hanging = new CommandResult(-1, "", "", true);
        assertThatThrownBy(() -> AptInstaller.install(List.of("apt-get"), QEMU, text -> {}, words -> hanging))
                .hasMessageContaining("it did not end");
    }

    @Test
    void aProgramThatNoPackageIsKnownForIsNotGuessed() {
        Board pico = Boards.builtIn().byId("pico").orElseThrow();
        Board.Build build = new Board.Build("no-such-gcc", List.of());
        Board board = new Board("mine", "Mine", List.of(), "", "", 1_000_000, 4096, 4096, "", build, pico.emulator());
        assertThatThrownBy(() -> Toolchain.ensure(board, true, text -> {
                    throw new AssertionError(text);
                }))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("missing: no-such-gcc")
                .hasMessageContaining("put it on the PATH");
    }

    @Test
    void knowsWhatEveryBuiltInBoardNeeds() {
        List<String> checked =
                Toolchain.check().stream().map(Toolchain.Tool::name).toList();
        for (Board board : Boards.builtIn().all()) {
            assertThat(checked).contains(board.build().compiler());
            assertThat(Toolchain.packages(List.of(board.build().compiler()))).isNotEmpty();
            if (!board.isHost()) {
                assertThat(checked).contains(board.emulator().program());
                assertThat(Toolchain.packages(List.of(board.emulator().program())))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void saysOfEachToolWhatItIsForAndHowToGetIt() {
        assertThat(Toolchain.check()).allSatisfy(tool -> {
            assertThat(tool.purpose()).isNotBlank();
            assertThat(tool.howToGet()).containsAnyOf("apt-get install", "install a JDK");
        });
        assertThat(Toolchain.check().getFirst().version()).contains("Java " + Runtime.version());
    }
}
