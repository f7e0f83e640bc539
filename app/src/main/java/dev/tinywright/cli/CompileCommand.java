package dev.tinywright.cli;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.GraphGenerator;
import dev.tinywright.compile.CompileOptions;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.compile.Compiler;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.Toolchain;
import dev.tinywright.golden.Golden;
import dev.tinywright.golden.OutFolder;
import dev.tinywright.golden.Vectors;
import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Target;
import dev.tinywright.report.NetworkFacts;
import dev.tinywright.report.NetworkText;
import dev.tinywright.tensor.Rounding;
import dev.tinywright.tflite.TfliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tinywright compile}. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        description = {
            "Compiles an int8 network of anybody's, a .tflite file, to C99.",
            "It is then run on the board's core in an emulator, and every output compared bit for bit: with yours, or with "
                    + "the integer reference. What it takes of the board is read from the linked image.",
            "Beside the C stand report.html, report.txt and report.json: the same, layer by layer."
        })
final class CompileCommand implements Callable<Integer> {
    /** Larger than the flash of any board. */
    private static final long MOST_BYTES = 64 << 20;

    private static final long SEED = 1;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .tflite file.")
    Path model = Path.of("");

    @Option(names = "--board", required = true, paramLabel = "ID", description = "Board: tinywright boards lists them.")
    String board = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the C, made if missing (default: the network's name).")
    Optional<Path> out = Optional.empty();

    @Option(
            names = "--optimize",
            defaultValue = "speed",
            paramLabel = "WHAT",
            description = "speed, size or memory (default: ${DEFAULT-VALUE}).")
    Target.Optimize optimize = Target.Optimize.SPEED;

    @Option(
            names = "--rounding",
            defaultValue = "double",
            paramLabel = "HOW",
            description =
                    "How sums come back to int8: double, twice, as in the reference kernels; or single, once, as in XNNPACK's "
                            + "(default: ${DEFAULT-VALUE}).")
    Rounding rounding = Rounding.DOUBLE;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Prefix of all names in the C (default: after the file).")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--inputs",
            paramLabel = "FILE",
            description = "Golden vectors: raw input tensors, one after another (default: a few of random numbers).")
    Optional<Path> inputs = Optional.empty();

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "The outputs that these must give, raw (default: the integer reference's).")
    Optional<Path> expect = Optional.empty();

    @Option(names = "--layers", description = "Print the layers too; report.txt has them always.")
    boolean layers;

    @Option(names = "--no-install", description = "Say what is missing of compiler and emulator, do not install it.")
    boolean noInstall;

    @Option(names = "--json", description = "Print the result as JSON on stdout, nothing else.")
    boolean json;

    CompileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Board target = BoardName.require(board, Settings.boards());
        if (expect.isPresent() && inputs.isEmpty()) {
            throw TinywrightException.usage(
                    "there are outputs without inputs", "--expect", "give the inputs that they are of with --inputs");
        }
        String prefix = prefix();
        Path folder = out.orElse(Path.of(prefix));
        OutFolder.requireOwn(folder, prefix);
        Graph graph = TfliteReader.read(read(model, "MODEL"), model.toString());
        Vectors vectors = vectors(graph);
        CompiledModel compiled =
                Compiler.compile(graph, new CompileOptions(prefix, Golden.target(target, optimize, rounding)));
        terminal.err().printf(Locale.ROOT, "%s: buffers take %,d bytes of RAM%n", prefix, compiled.arenaBytes());
        OutFolder.write(OutFolder.files(compiled, target), folder);
        Toolchain.ensureForNetworks(target, !noInstall, terminal.err()::println);
        NetworkFacts facts = NetworkFacts.of(Golden.prove(compiled, target, vectors, true));
        OutFolder.write(CompileAccount.files(facts, folder), folder);
        show(facts, folder);
        return facts.measured().passed() && facts.measured().fits() ? 0 : 1;
    }

    private void show(NetworkFacts facts, Path folder) {
        if (json) {
            terminal.out().println(Json.of(CompileAccount.json(facts, folder)));
            return;
        }
        terminal.out().print(CompileAccount.text(facts));
        if (layers) {
            terminal.out().print(NetworkText.of(facts));
        }
        terminal.out().println("written to " + Summary.shown(folder));
        terminal.out().println("page    " + Summary.shown(folder.resolve("report.html")));
    }

    /** The name must be one in C as it stands: a name that is asked for is not bent. */
    private String prefix() {
        String file = Optional.ofNullable(model.getFileName())
                .map(Path::toString)
                .orElse("model")
                .replaceFirst("\\.tflite$", "");
        String made = GraphGenerator.cName(name.orElse(file));
        if (name.isPresent() && !made.equals(name.get())) {
            throw TinywrightException.usage(
                    "'" + name.get() + "' cannot be the prefix of names in C",
                    "--name",
                    "use small letters, digits and single underscores: --name " + made);
        }
        return made;
    }

    private Vectors vectors(Graph graph) {
        if (inputs.isEmpty()) {
            return Vectors.random(graph, SEED, rounding);
        }
        byte[] given = read(inputs.get(), "--inputs");
        return expect.isPresent()
                ? Vectors.of(graph, given, read(expect.get(), "--expect"))
                : Vectors.of(graph, given, rounding);
    }

    private static byte[] read(Path file, String option) {
        try {
            if (!Files.isRegularFile(file)) {
                throw TinywrightException.usage(
                        Files.exists(file) ? file + " is not a file" : "there is no file " + file,
                        option,
                        "look at the path");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw TinywrightException.usage(
                        file + " has " + Files.size(file) + " bytes; " + MOST_BYTES + " are read at most",
                        option,
                        "is it the file that was meant?");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw TinywrightException.usage(
                    "cannot read " + file + ": " + e.getMessage(), option, "look at its rights");
        }
    }
}
