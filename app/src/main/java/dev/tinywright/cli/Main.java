package dev.tinywright.cli;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.pipeline.Texts;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code tinywright}. */
@Command(
        name = "tinywright",
        version = "tinywright " + Texts.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Say what the device should learn, point at the data, get firmware that is proven to do it.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        subcommands = {
            MakeCommand.class,
            NewCommand.class,
            BuildCommand.class,
            VerifyCommand.class,
            RefineCommand.class,
            ExplainCommand.class,
            TraceCommand.class,
            CompileCommand.class,
            BenchCommand.class,
            DeployCommand.class,
            CollectCommand.class,
            BoardsCommand.class,
            DoctorCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed: a goal was missed, or a stage failed; what was done is kept",
            "2:wrong usage: nothing was done",
            "130:stopped by Ctrl-C, while training with the best so far as the result"
        },
        footer = {"", "Results go to stdout, messages and progress to stderr."})
public final class Main {
    private static final int HELP_WIDTH = 100;

    private Main() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // all texts are English, and numbers as C and JSON write them
        Interruption interruption = Interruption.listen(System.err);
        int code = run(new Terminal(System.out, System.err, Person.atTheTerminal(), interruption::onInterrupt), args);
        interruption.over();
        System.exit(code);
    }

    /** Runs one command and returns its exit code; every failure ends as text, none as a stack trace. */
    static int run(Terminal terminal, String... args) {
        CommandLine commandLine = new CommandLine(new Main(), new CommandFactory(terminal));
        commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .version("tinywright " + Texts.VERSION)
                .usageMessage()
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n"));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        boolean json = Arrays.asList(args).contains("--json");
        commandLine.setExecutionExceptionHandler((e, ignored, result) -> show(Failure.of(e), json, terminal));
        if (args.length == 0) {
            commandLine.usage(terminal.err());
            return 2;
        }
        try {
            return commandLine.execute(args);
        } catch (Throwable outOfMemoryAndTheLike) { // picocli hands over exceptions only
            return show(Failure.of(outOfMemoryAndTheLike), json, terminal);
        }
    }

    private static int show(Failure failure, boolean json, Terminal terminal) {
        Diagnosis diagnosis = failure.diagnosis();
        terminal.err().println(diagnosis.text());
        if (json) {
            terminal.out().println(Json.error(diagnosis));
        }
        return failure.exitCode();
    }
}
