package dev.tinywright.cli;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.Endpoint;
import dev.tinywright.llm.Keys;
import dev.tinywright.llm.LlmSettings;
import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.ModelCards;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Transport;
import dev.tinywright.llm.Transports;
import dev.tinywright.session.Caps;
import dev.tinywright.session.LiveSession;
import dev.tinywright.session.Session;
import dev.tinywright.study.Level;
import dev.tinywright.study.Stage;
import dev.tinywright.study.Study;
import dev.tinywright.study.StudyJson;
import dev.tinywright.study.StudyResult;
import dev.tinywright.study.StudyTable;
import dev.tinywright.trace.TraceLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tinywright bench llm}: the case study, repeated. */
@Command(
        name = "llm",
        mixinStandardHelpOptions = true,
        description = {
            "Repeats the case study of arXiv:2501.12420 with a language model: data processing, conversion, the sketch and the",
            "whole chain, each with prompts of three lengths. Writes runs.csv, study.json and study.html. A study that was",
            "stopped goes on when the command is given again.",
            "",
            "  tinywright bench llm --llm ollama/qwen2.5-coder:14b --data fruit.csv --runs 30"
        })
final class BenchLlmCommand implements Callable<Integer> {
    private static final String SENTENCE =
            "Tell apples, bananas and oranges apart by colour on an Arduino Nano 33 BLE Sense, at"
                    + " least 90 % accurate, under 100 KiB flash, and print the fruit once a second.";

    private final Terminal terminal;

    @Option(
            names = "--llm",
            required = true,
            paramLabel = "PROVIDER/MODEL",
            description = "The language model: openai/…, anthropic/…, gemini/…, mistral/…, ollama/…")
    String model = "";

    @Option(
            names = {"--url", "--llm-url"},
            paramLabel = "URL",
            description = "Where the server is; with openai/… any that speaks its protocol.")
    Optional<String> url = Optional.empty();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "The table; the paper's has the columns Fruit, Red, Green, Blue.")
    Path data = Path.of("fruit.csv");

    @Option(
            names = "--sentence",
            paramLabel = "TEXT",
            description = "What the person says (default: the paper's case).")
    String sentence = SENTENCE;

    @Option(
            names = "--runs",
            defaultValue = "30",
            paramLabel = "N",
            description = "Runs of each stage at each level (default: 30).")
    int runs = 30;

    @Option(
            names = "--stages",
            split = ",",
            defaultValue = "data,conversion,sketch,chain",
            paramLabel = "STAGE",
            description = "Of data, conversion, sketch, chain (default: all).")
    List<Stage> stages = List.of(Stage.values());

    @Option(
            names = "--levels",
            split = ",",
            defaultValue = "bare,medium,full",
            paramLabel = "LEVEL",
            description = "How much prompts say, of bare, medium, full (default: all).")
    List<Level> levels = List.of(Level.values());

    @Option(
            names = "--out",
            defaultValue = "study",
            paramLabel = "DIR",
            description = "Folder of the study (default: study).")
    Path out = Path.of("study");

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the first run (default: 1).")
    long seed = 1;

    @Option(
            names = "--max-calls",
            defaultValue = "100000",
            paramLabel = "N",
            description = "Calls of the whole study (default: 100000).")
    int calls;

    @Option(
            names = "--max-tokens",
            defaultValue = "100000000",
            paramLabel = "N",
            description = "Tokens of the whole study, in and out (default: 100000000).")
    long tokens;

    @Option(
            names = "--max-dollars",
            defaultValue = "10",
            paramLabel = "X",
            description = "Money of the whole study, where the price is known (default: 10).")
    double dollars;

    @Option(
            names = "--max-minutes",
            defaultValue = "10000",
            paramLabel = "N",
            description = "Time of the whole study (default: 10000).")
    int minutes;

    @Option(
            names = "--max-rounds",
            defaultValue = "6",
            paramLabel = "N",
            description = "Answers to one question, repairs included (default: 6, as in the paper).")
    int rounds;

    @Mixin
    CommonOptions common = new CommonOptions();

    BenchLlmCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (runs < 1) {
            throw TinywrightException.usage("there is nothing to run", "--runs", "say how many, 1 or more");
        }
        AtomicBoolean isStopped = new AtomicBoolean();
        terminal.onInterrupt().accept(() -> {
            terminal.err().println("\nstopping after this run; the same command goes on behind it");
            isStopped.set(true);
        });
        StudyResult result =
                Study.run(settings(), model(), out, line -> terminal.err().println(Shown.text(line)), isStopped::get);
        if (common.json) {
            terminal.out().print(StudyJson.text(result));
        } else {
            StudyTable.lines(result).forEach(line -> terminal.out().println(Shown.text(line)));
            terminal.out().println("page: " + Summary.shown(out.resolve("study.html")));
        }
        terminal.out().flush();
        return 0;
    }

    private Study.Settings settings() {
        return new Study.Settings(
                sentence,
                data,
                stages.stream().distinct().sorted().toList(),
                levels.stream().distinct().sorted().toList(),
                runs,
                seed,
                new Caps(calls, tokens, dollars, Duration.ofMinutes(minutes), rounds),
                common.confinement(),
                !common.noInstall,
                Settings.boards(),
                Settings.sensors());
    }

    private Study.Model model() {
        LlmSettings own = LlmSettings.of(
                LlmSettings.NONE.withModel(ModelName.parse(model)),
                System.getenv(),
                Settings.folder().resolve("llm.yaml"));
        ModelName name = ModelName.parse(model);
        ModelCard card =
                ModelCards.load(Settings.folder().resolve("models.yaml")).card(name);
        Optional<String> server = url.or(own::url);
        Transport transport = Transports.open(
                card, Endpoint.of(server, Keys.usual(Settings.folder()).forModel(name, server)));
        return new StudiedModel(transport);
    }

    private record StudiedModel(Transport transport) implements Study.Model {
        @Override
        public String name() {
            return transport.card().name().toString();
        }

        @Override
        public Session open(Caps caps, TraceLog trace) {
            return new LiveSession(transport, Optional.empty(), caps, trace, word -> {}, InstantSource.system());
        }
    }
}
