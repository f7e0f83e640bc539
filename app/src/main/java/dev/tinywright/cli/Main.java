package dev.tinywright.cli;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code tinywright}. */
@Command(
        name = "tinywright",
        version = "tinywright " + Main.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Say what the device should learn, point at the data, get firmware that is proven to do it.",
        subcommands = {
            MakeCommand.class,
            NewCommand.class,
            BuildCommand.class,
            VerifyCommand.class,
            RefineCommand.class,
            ExplainCommand.class,
            BoardsCommand.class,
            DoctorCommand.class
        },
        footerHeading = "%nExit codes: 0 done, 1 failed (a goal was missed, a stage failed), 2 wrong usage.%n")
public final class Main {
    static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Terminal.system(), args));
    }

    /** Runs one command and returns its exit code; every failure ends as text, none as a stack trace. */
    static int run(Terminal terminal, String... args) {
        boolean json = Arrays.asList(args).contains("--json");
        CommandLine commandLine = new CommandLine(new Main(), new CommandFactory(terminal));
        commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((e, ignored, result) -> explain(e, json, terminal));
        if (args.length == 0) {
            commandLine.usage(terminal.err());
            return 2;
        }
        return commandLine.execute(args);
    }

    private static int explain(Exception e, boolean json, Terminal terminal) {
        if (e instanceof TinywrightException known) {
            show(known.diagnosis(), json, terminal);
            return known.exitCode();
        }
        show(unexpected(e), json, terminal);
        return 1;
    }

    private static void show(Diagnosis diagnosis, boolean json, Terminal terminal) {
        terminal.err().println(diagnosis.text());
        if (json) {
            terminal.out().println(Json.error(diagnosis));
        }
    }

    /** What we did not foresee: named as our fault, its trace in a file to send, nothing of it on the screen. */
    private static Diagnosis unexpected(Exception e) {
        String what = "tinywright has a fault: " + e;
        try {
            Path trace = Files.createTempFile("tinywright-fault-", ".txt");
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(trace))) {
                e.printStackTrace(writer);
            }
            return new Diagnosis(what, "", "please report it with the file " + trace + "; your files are untouched");
        } catch (IOException cannotWrite) {
            return new Diagnosis(what, "", "its details could not be written: " + cannotWrite.getMessage());
        }
    }
}
