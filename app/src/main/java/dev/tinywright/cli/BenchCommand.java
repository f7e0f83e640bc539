package dev.tinywright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tinywright bench}: studies of what Tinywright is built from. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "STUDY",
        subcommands = {BenchLlmCommand.class, BenchCompilerCommand.class, BenchFeaturesCommand.class},
        description = {
            "Measures: bench llm repeats the case study of arXiv:2501.12420 with a language model, bench compiler",
            "compiles networks of others and compares what they take, bench features computes the features of whole data",
            "sets on three kinds of core and compares every byte."
        })
final class BenchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    CommandSpec spec;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return 2;
    }
}
