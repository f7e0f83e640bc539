package dev.tinywright.deploy;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchFolder;
import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.packaging.CheckRows;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Flashes a board, after asking, and questions the model on it. */
public final class Deploy {
    private static final Duration FLASHING = Duration.ofMinutes(10);
    private static final int LAST_LINES = 8;

    private Deploy() {}

    /**
     * @param port empty to find it
     * @param tool empty to choose it
     * @param image made by another build system; empty to flash the sketches
     * @param rows most to question the board with
     */
    public record Options(
            Optional<String> port,
            Optional<String> tool,
            Optional<Path> image,
            int rows,
            boolean check,
            boolean dryRun) {}

    /** Who hears of the steps and is asked before the board is written to. */
    public interface Listener {
        void say(String line);

        /** @throws TinywrightException (usage) where there is nobody to ask */
        boolean confirm(String question);
    }

    /**
     * @param flashed false where it was a dry run, or the person said no
     * @param check empty where the board was not questioned
     */
    public record Outcome(String board, String port, String tool, boolean flashed, Optional<BoardCheck.Result> check) {}

    /** @throws TinywrightException where a tool fails, the board goes away, or any of its answers differs */
    public static Outcome run(Deployment deployment, Options options, Listener listener) {
        FlashTool tool = tool(deployment.board(), options);
        String port = port(tool, deployment.board(), options);
        boolean check = options.check() && options.image().isEmpty();
        if (check && deployment.rows().isEmpty()) {
            throw TinywrightException.failed(
                    "there are no rows to question the board with",
                    deployment.project().resolve("out/check.csv").toString(),
                    "run tinywright build again, or add --no-check");
        }
        Path work = deployment.project().resolve(".tinywright").resolve("deploy");
        Optional<Path> application =
                options.image().or(() -> deployment.application().map(sketch -> work.resolve(sketch.name())));
        if (application.isEmpty() && !check) {
            throw TinywrightException.usage(
                    "there is nothing to flash: no sketch in app/, and no check",
                    deployment.project().toString(),
                    "run tinywright build, or give --image FILE");
        }
        announce(deployment, tool, port, options, listener);
        List<List<String>> commands = new ArrayList<>();
        Path checking = work.resolve(deployment.check().name());
        if (check) {
            commands.addAll(tool.commands(deployment.board(), checking, port));
        }
        application.ifPresent(source -> commands.addAll(tool.commands(deployment.board(), source, port)));
        commands.forEach(command -> listener.say("  " + String.join(" ", command)));
        if (options.dryRun() || !listener.confirm("Write to the board?")) {
            return new Outcome(deployment.board().id(), port, tool.program(), false, Optional.empty());
        }
        Optional<BoardCheck.Result> result = Optional.empty();
        if (check) {
            prepare(deployment.check(), deployment, checking);
            flash(tool, tool.commands(deployment.board(), checking, port), work);
            result = Optional.of(question(deployment, port, options.rows(), listener));
        }
        if (application.isPresent()) {
            if (options.image().isEmpty()) {
                prepare(deployment.application().orElseThrow(), deployment, application.get());
            }
            flash(tool, tool.commands(deployment.board(), application.get(), port), deployment.project());
            listener.say("flashed " + application.get().getFileName());
            showFirstLines(port, options, listener);
        }
        Deployed.note(deployment, port);
        return new Outcome(deployment.board().id(), port, tool.program(), true, result);
    }

    private static FlashTool tool(Board board, Options options) {
        boolean image = options.image().isPresent();
        if (image && !Files.isRegularFile(options.image().get())) {
            throw TinywrightException.usage(
                    "there is no such image", options.image().get().toString(), "build it first");
        }
        List<FlashTool> able = FlashTool.of(board, image).toList();
        if (options.tool().isPresent()) {
            String name = options.tool().get();
            able = able.stream()
                    .filter(tool -> FlashTool.named(name).filter(tool::equals).isPresent())
                    .toList();
        }
        if (able.isEmpty()) {
            throw TinywrightException.usage(
                    "tinywright knows no " + (image ? "tool that writes an image" : "way to build and flash a sketch")
                            + " for the board " + board.id()
                            + options.tool().map(t -> " with " + t).orElse(""),
                    board.name(),
                    image
                            ? "flash it with the board's own tool"
                            : "build one of out/packages/ with your own build system and give it with --image FILE");
        }
        return able.stream().filter(FlashTool::isInstalled).findFirst().orElseThrow(() -> missing(board, image));
    }

    private static TinywrightException missing(Board board, boolean image) {
        return TinywrightException.failed(
                "no program is installed that writes to the board " + board.id(),
                board.name(),
                "install "
                        + FlashTool.of(board, image)
                                .map(tool -> tool.program() + ": " + tool.install())
                                .collect(Collectors.joining(", or ")));
    }

    private static String port(FlashTool tool, Board board, Options options) {
        if (options.port().isPresent() || !tool.needsPort()) {
            return options.port().orElse("");
        }
        return tool == FlashTool.ARDUINO_CLI
                ? Ports.ofArduino(board.arduino().orElseThrow().fqbn())
                : Ports.only();
    }

    private static void announce(
            Deployment deployment, FlashTool tool, String port, Options options, Listener listener) {
        listener.say(deployment.board().name() + (port.isEmpty() ? "" : " at " + port) + ", by " + tool.program());
        String change = Deployed.last(deployment.project())
                .map(last -> change(deployment, last))
                .orElse(", the first that is deployed from here");
        listener.say("model " + deployment.model() + " " + deployment.version()
                + percent(", right on the test rows: ", deployment.accuracy()) + change);
        if (!deployment.bytes().isEmpty()) {
            listener.say(deployment.bytes());
        }
        if (options.image().isPresent()) {
            listener.say("the image is flashed as it is: the board is not questioned");
        }
    }

    private static String change(Deployment deployment, Deployed last) {
        if (last.version().equals(deployment.version())) {
            return ", the same as the last one";
        }
        String before = ", before: " + last.version() + percent(" with ", last.accuracy());
        if (deployment.accuracy().isEmpty() || last.accuracy().isEmpty()) {
            return before;
        }
        double points =
                100 * (deployment.accuracy().getAsDouble() - last.accuracy().getAsDouble());
        return before + String.format(Locale.ROOT, ", %+.1f points", points);
    }

    private static String percent(String before, java.util.OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%s%.1f %%", before, share.getAsDouble() * 100) : "";
    }

    /** A sketch and the model's files in one folder: the core compiles all of them, whatever libraries are installed. */
    private static void prepare(Sketch sketch, Deployment deployment, Path folder) {
        TreeMap<String, String> files = new TreeMap<>(deployment.library());
        files.putAll(sketch.files());
        SketchFolder.write(new Sketch(sketch.name(), files), folder);
    }

    private static void flash(FlashTool tool, List<List<String>> commands, Path folder) {
        for (List<String> command : commands) {
            CommandResult result = Command.run(command, folder, FLASHING);
            if (!result.succeeded()) {
                List<String> lines = (result.stdout() + "\n" + result.stderr())
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
                String last = String.join("\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
                throw TinywrightException.failed(
                        tool.program()
                                + (result.timedOut()
                                        ? " took more than 10 minutes"
                                        : " failed, exit code " + result.exitCode())
                                + (last.isEmpty() ? "" : "\n  " + last),
                        String.join(" ", command),
                        "is the board plugged in, the port free, and its core installed? then run tinywright deploy again");
            }
        }
    }

    private static BoardCheck.Result question(Deployment deployment, String port, int most, Listener listener) {
        CheckRows rows = deployment.rows().orElseThrow().sample(most);
        try (SerialLink link = reopen(port)) {
            BoardCheck.Result result =
                    BoardCheck.run(link, port, deployment.contract(), rows, BoardCheck.Patience.USUAL);
            listener.say(String.format(
                    Locale.ROOT,
                    "%d rows on the board: %d mismatches; one inference takes %d us (%d to %d), as the board measures%s",
                    result.rows(),
                    result.mismatches(),
                    result.medianMicros(),
                    result.lowMicros(),
                    result.highMicros(),
                    deployment.estimateMillis().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "; the estimate was %.0f us",
                                    deployment.estimateMillis().getAsDouble() * 1000)
                            : ""));
            if (result.mismatches() > 0) {
                throw TinywrightException.failed(
                        result.mismatches() + " of " + result.rows() + " rows give other scores on the board; "
                                + result.first(),
                        port,
                        "the application was not flashed; please report this with the board's name and its core's version");
            }
            return result;
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "the board is flashed with the check sketch, but its port does not open: " + e.getMessage(),
                    port,
                    "plug it in again, give its port with --port, and run tinywright deploy again");
        }
    }

    /** Boards with USB of their own leave the bus after flashing and come back some seconds later. */
    private static SerialLink reopen(String port) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
        while (true) {
            try {
                return SerialLink.open(port, SerialLink.BAUD);
            } catch (IOException e) {
                if (System.nanoTime() > end || !Pause.millis(300)) {
                    throw e;
                }
            }
        }
    }

    private static void showFirstLines(String port, Options options, Listener listener) {
        if (port.isEmpty() || options.image().isPresent()) {
            return;
        }
        try (SerialLink link = reopen(port)) {
            for (int i = 0; i < 3; i++) {
                Optional<String> line = link.readLine(Duration.ofSeconds(2));
                if (line.isEmpty()) {
                    break;
                }
                listener.say("  board: " + line.get());
            }
        } catch (IOException e) {
            listener.say("the application is flashed; its first lines cannot be shown: " + e.getMessage());
        }
    }
}
