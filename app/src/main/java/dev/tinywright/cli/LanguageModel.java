package dev.tinywright.cli;

import dev.tinywright.agent.Agent;
import dev.tinywright.agent.Approval;
import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Transports;
import dev.tinywright.pipeline.Project;
import dev.tinywright.process.Confinement;
import dev.tinywright.session.Caps;
import dev.tinywright.session.LiveSession;
import dev.tinywright.trace.Recorded;
import dev.tinywright.trace.Telemetry;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceFile;
import dev.tinywright.trace.TraceLog;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The language model of a command, where it has one.
 *
 * @param agent the model at work
 * @param rulesWanted whether the person said that the rules should propose
 * @param trace of the run
 */
record LanguageModel(Optional<Agent> agent, boolean rulesWanted, TraceLog trace) implements AutoCloseable {

    /** Returns the model that the options name, ready to be asked; none where they name none. */
    static LanguageModel open(
            LlmOptions options,
            Project project,
            boolean yes,
            Confinement confinement,
            String command,
            Terminal terminal) {
        if (!options.wantsModel()) {
            return none(options.wantsRules());
        }
        ModelName name = ModelName.parse(options.model.orElse(""));
        ModelCard card = new ModelCard(name, 128_000, 8192, true, Optional.empty(), false);
        Recorded run = new Recorded();
        TraceLog trace = TraceLog.both(
                TraceLog.both(run, new TraceFile(TraceFile.in(project.folder()))),
                Telemetry.sink(System.getenv(), terminal.err()::println));
        trace.add(new TraceEvent.Run(java.time.Instant.now(), command, name.toString()));
        LiveSession session = new LiveSession(
                Transports.open(card, options.url, "none"),
                Optional.empty(),
                Caps.USUAL,
                trace,
                word -> {},
                InstantSource.system());
        return new LanguageModel(
                Optional.of(new Agent(
                        session,
                        run,
                        Approval.always(),
                        confinement,
                        !options.isPrivate,
                        terminal.err()::println,
                        InstantSource.system())),
                false,
                trace);
    }

    /** Returns the absence of one. */
    static LanguageModel none(boolean rulesWanted) {
        return new LanguageModel(Optional.empty(), rulesWanted, TraceLog.none());
    }

    @Override
    public void close() {
        agent.ifPresent(Agent::cancel);
        trace.close();
    }
}
