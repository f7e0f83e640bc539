package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says of itself. */
class HelpTest {
    @Test
    void helpNamesEveryCommandAndTheExitCodes() {
        Cli.run("--help")
                .succeeded()
                .outContains(
                        "Usage: tinywright", "make", "new", "build", "verify", "refine", "explain", "trace", "boards")
                .outContains(
                        "doctor",
                        "Exit codes:",
                        "0     done",
                        "1     failed",
                        "2     wrong usage",
                        "130   stopped by Ctrl-C");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make",
                "new",
                "build",
                "verify",
                "refine",
                "explain",
                "trace",
                "compile",
                "bench",
                "bench llm",
                "bench compiler",
                "boards",
                "doctor"
            })
    void everyCommandHasHelpOfItsOwn(String command) {
        Cli.Outcome help = Cli.run((Object[]) (command + " --help").split(" "))
                .succeeded()
                .outContains("Usage: tinywright " + command);
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(help.err()).isEmpty();
    }

    @Test
    void withoutACommandTheHelpGoesToStderr() {
        Cli.run().exited(2).errContains("Usage: tinywright");
    }

    @Test
    void versionIsOneLine() {
        String version = Cli.run("--version").succeeded().out();
        assertThat(version).matches("tinywright \\d+\\.\\d+\\.\\d+\\R");
        assertThat(Cli.run("build", "--version").succeeded().out()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"mak, make", "biuld, build", "explane, explain"})
    void anUnknownCommandIsWrongUsageAndNamesTheNearest(String typed, String meant) {
        Cli.run(typed).exited(2).errContains(typed, meant);
    }

    @Test
    void anUnknownOptionIsWrongUsageAndNamesTheNearest() {
        Cli.run("build", "--no-instal").exited(2).errContains("--no-instal'", "--no-install");
        Cli.run("make", "Tell a from b on a Pico").exited(2).errContains("--data");
    }

    @Test
    void boardsListsWhatCanBeBuiltFor() {
        Cli.run("boards").succeeded().outContains("arduino-nano-33-ble", "pico", "host", "PROVEN ON");
        assertThat(Cli.run("boards", "--json").succeeded().json()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void doctorSaysWhatIsInstalled() {
        Cli.Outcome doctor = Cli.run("doctor").outContains("JDK 25", "arm-none-eabi-gcc", "qemu-system-arm", "cc");
        assertThat(doctor.exitCode()).isEqualTo(doctor.out().contains("MISSING") ? 1 : 0);
        assertThat(Cli.run("doctor", "--json").json()).hasSize(14).allSatisfy(tool -> {
            assertThat(tool.at("/installed").isBoolean()).isTrue();
            assertThat(tool.at("/howToGet").asText()).isNotBlank();
        });
    }
}
