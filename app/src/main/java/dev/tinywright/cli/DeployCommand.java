package dev.tinywright.cli;

import dev.tinywright.deploy.Deploy;
import dev.tinywright.deploy.Deployment;
import dev.tinywright.deploy.ProjectFiles;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.Project;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tinywright deploy}. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description =
                "Puts the model on its board: flashes a check, compares test rows bit for bit, flashes the application.")
final class DeployCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "FOLDER",
            description = "The project folder (default: here).")
    Path folder = Path.of(".");

    @Option(names = "--port", description = "Serial port of the board (default: found).")
    @Nullable
    String port;

    @Option(names = "--board-tool", paramLabel = "TOOL", description = "Program that flashes (default: chosen).")
    @Nullable
    String tool;

    @Option(names = "--image", paramLabel = "FILE", description = "Flash an image that your own build system made.")
    @Nullable
    Path image;

    @Option(names = "--rows", paramLabel = "N", description = "Test rows to compare on the board (default: 50).")
    int rows = 50;

    @Option(names = "--no-check", description = "Only flash the application.")
    boolean noCheck;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    boolean dryRun;

    @Option(names = "--json", description = "Print the result as JSON on stdout, nothing else.")
    boolean json;

    DeployCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (rows < 1) {
            throw TinywrightException.usage("--rows must be 1 or more", "--rows " + rows, "leave it out for 50");
        }
        Deploy.Options options = new Deploy.Options(
                Optional.ofNullable(port),
                Optional.ofNullable(tool),
                Optional.ofNullable(image).map(Path::toAbsolutePath),
                rows,
                !noCheck,
                dryRun);
        Path project = folder.toAbsolutePath().normalize();
        Deploy.Outcome outcome = deploy(project, options);
        if (json) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("board", outcome.board());
            shown.put("port", outcome.port());
            shown.put("tool", outcome.tool());
            shown.put("flashed", outcome.flashed());
            shown.put("check", outcome.check().orElse(null));
            terminal.out().println(Json.of(shown));
        }
        return outcome.flashed() || dryRun ? 0 : 1;
    }

    /** Holds the project meanwhile, so that no build takes the files away. */
    private Deploy.Outcome deploy(Path project, Deploy.Options options) {
        Deployment deployment = ProjectFiles.read(project, Settings.boards());
        try (Project.Lock _ = new Project(project).lock()) {
            return Deploy.run(deployment, options, new Talk());
        }
    }

    private final class Talk implements Deploy.Listener {
        @Override
        public void say(String line) {
            (json ? terminal.err() : terminal.out()).println(line);
        }

        @Override
        public boolean confirm(String question) {
            if (yes) {
                return true;
            }
            if (!terminal.isInteractive()) {
                throw TinywrightException.usage(
                        "there is nobody to ask whether to write to the board",
                        "",
                        "add --yes to write without asking");
            }
            return terminal.confirm(question);
        }
    }
}
