package dev.tinywright.cli;

import dev.tinywright.agent.Agent;
import dev.tinywright.agent.Approval;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.Endpoint;
import dev.tinywright.llm.Keys;
import dev.tinywright.llm.LlmSettings;
import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.ModelCards;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Transport;
import dev.tinywright.llm.Transports;
import dev.tinywright.pipeline.Project;
import dev.tinywright.process.Confinement;
import dev.tinywright.session.Caps;
import dev.tinywright.session.EgressSession;
import dev.tinywright.session.LiveSession;
import dev.tinywright.session.ReplaySession;
import dev.tinywright.session.Retries;
import dev.tinywright.session.Session;
import dev.tinywright.trace.Recorded;
import dev.tinywright.trace.Telemetry;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceFile;
import dev.tinywright.trace.TraceLog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The language model of a command, where it has one.
 *
 * @param agent the model at work
 * @param rulesWanted whether the person said that the rules should propose
 * @param trace of the run
 */
record LanguageModel(Optional<Agent> agent, boolean rulesWanted, TraceLog trace) implements AutoCloseable {

    /** What a command is, for the model that serves it. */
    record Command(Project project, boolean yes, Confinement confinement, String name) {}

    /**
     * Returns the model that the options, the environment or the settings name, ready to be asked; none where the rules are to
     * propose.
     *
     * @throws TinywrightException (usage) where no model is named, its key is missing, or there is no trace to replay
     */
    static LanguageModel open(LlmOptions options, Command command, Terminal terminal) {
        if (!options.wantsModel()) {
            return none(options.wantsRules());
        }
        Consumer<String> say = line -> terminal.err().println(Shown.text(line));
        LlmSettings settings = LlmSettings.of(
                options.settings(), System.getenv(), Settings.folder().resolve("llm.yaml"));
        Recorded run = new Recorded();
        List<TraceEvent.Exchange> recorded = options.replay.isPresent() ? recorded(options, command) : List.of();
        TraceLog trace = options.showEgress
                ? run
                : TraceLog.both(
                        TraceLog.both(
                                run,
                                new TraceFile(TraceFile.in(command.project().folder()))),
                        Telemetry.sink(System.getenv(), say));
        InstantSource clock = InstantSource.system();
        Models models = models(settings, recorded, say);
        Session session = session(options, settings, models, recorded, command, trace, terminal);
        trace.add(new TraceEvent.Run(
                clock.instant(), command.name(), models.name().toString()));
        Approval approval = terminal.isInteractive() && !command.yes() && !options.showEgress
                ? new TerminalApproval(terminal)
                : Approval.always();
        Agent agent = new Agent(session, run, approval, command.confinement(), !settings.isPrivate(), say, clock);
        return new LanguageModel(Optional.of(agent), false, trace);
    }

    /** Returns the absence of one. */
    static LanguageModel none(boolean rulesWanted) {
        return new LanguageModel(Optional.empty(), rulesWanted, TraceLog.none());
    }

    /** The models that are asked. */
    private record Models(ModelName name, ModelCards cards, Optional<ModelName> larger, Optional<String> url) {
        ModelCard usual() {
            return cards.card(name);
        }

        Optional<ModelCard> largerCard() {
            return larger.map(cards::card);
        }

        Transport open(ModelName model) {
            Keys keys = Keys.usual(Settings.folder());
            // a url is of one provider: neither prompts nor the key of another go there
            Optional<String> own = model.provider().equals(name.provider()) ? url : Optional.empty();
            return Transports.open(cards.card(model), Endpoint.of(own, keys.forModel(model, own)));
        }
    }

    private static Models models(LlmSettings settings, List<TraceEvent.Exchange> recorded, Consumer<String> say) {
        ModelName name = recorded.stream()
                .findFirst()
                .map(exchange -> ModelName.parse(exchange.model()))
                .or(settings::model)
                .orElseThrow(() -> TinywrightException.usage(
                        "no language model is named",
                        "--llm",
                        "say --llm provider/model, write model: provider/model into "
                                + Settings.folder().resolve("llm.yaml")
                                + ", or do without a language model by --planner rules"));
        ModelCards cards = ModelCards.load(Settings.folder().resolve("models.yaml"));
        ModelCard card = cards.card(name);
        if (!card.isKnown()) {
            say.accept(name + " is in no table of models: taken to have a window of " + card.contextTokens()
                    + " tokens, and without a price; say more in "
                    + Settings.folder().resolve("models.yaml"));
        }
        return new Models(name, cards, settings.larger(), settings.url());
    }

    private static Session session(
            LlmOptions options,
            LlmSettings settings,
            Models models,
            List<TraceEvent.Exchange> recorded,
            Command command,
            TraceLog trace,
            Terminal terminal) {
        Caps caps = Caps.of(settings);
        Consumer<String> words = terminal.isInteractive() ? new Words(terminal)::show : word -> {};
        if (options.replay.isPresent()) {
            return new ReplaySession(
                    recorded, models.usual(), models.largerCard(), caps, trace, words, InstantSource.system());
        }
        Transport usual = models.open(models.name());
        Optional<Transport> larger = models.larger().map(models::open);
        if (options.showEgress) {
            return new EgressSession(usual, larger, caps, terminal.out());
        }
        Path cache = command.project().folder().resolve(".tinywright").resolve("answers");
        return new LiveSession(
                usual, larger, caps, trace, words, Optional.of(cache), Retries.usual(), InstantSource.system());
    }

    /** The last run that asked for a plan or a task: a later question about it is no run to repeat. */
    private static List<TraceEvent.Exchange> recorded(LlmOptions options, Command command) {
        Path file = options.replay
                .filter(path -> !path.toString().isEmpty())
                .orElseGet(() -> TraceFile.in(command.project().folder()));
        List<List<TraceEvent>> runs = TraceFile.runs(TraceFile.read(file));
        return runs.reversed().stream()
                .map(TraceFile::exchangesOfLastRun)
                .filter(exchanges -> exchanges.stream().anyMatch(e -> List.of("task", "plan", "sketch")
                        .contains(e.request().job())))
                .findFirst()
                .orElseThrow(() -> TinywrightException.usage(
                        "there is no run of a language model in the trace", file.toString(), "build with --llm first"));
    }

    @Override
    public void close() {
        agent.ifPresent(Agent::cancel);
        trace.close();
    }
}
