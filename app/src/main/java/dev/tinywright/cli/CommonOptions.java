package dev.tinywright.cli;

import picocli.CommandLine.Option;

/** Options of every command that builds. */
final class CommonOptions {
    @Option(names = "--json", description = "Print the result as JSON on stdout, nothing else.")
    boolean json;

    @Option(
            names = "--no-install",
            description = "Say what is missing of compiler and emulator instead of installing it.")
    boolean noInstall;
}
