package dev.tinywright.cli;

import dev.tinywright.process.Confinement;
import picocli.CommandLine.Option;

/** Options of every command that builds. */
final class CommonOptions {
    @Option(names = "--json", description = "Print the result as JSON on stdout, nothing else.")
    boolean json;

    @Option(
            names = "--no-install",
            description = "Say what is missing of compiler and emulator instead of installing it.")
    boolean noInstall;

    @Option(
            names = "--without-sandbox",
            description = {
                "Run programs below steps/, and code that a language model wrote, even where there is no sandbox:",
                "they can then do whatever you can."
            })
    boolean withoutSandbox;

    Confinement confinement() {
        return withoutSandbox ? Confinement.NONE : Confinement.REQUIRED;
    }
}
