package dev.tinywright.cli;

import dev.tinywright.agent.Agent;
import dev.tinywright.agent.Approval;
import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Transports;
import dev.tinywright.pipeline.Project;
import dev.tinywright.session.Caps;
import dev.tinywright.session.LiveSession;
import dev.tinywright.trace.TraceLog;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The language model of a command, where it has one.
 *
 * @param agent the model at work
 * @param rulesWanted whether the person said that the rules should propose
 */
record LanguageModel(Optional<Agent> agent, boolean rulesWanted) implements AutoCloseable {

    /** Returns the model that the options name, ready to be asked; none where they name none. */
    static LanguageModel open(LlmOptions options, Project project, boolean yes, String command, Terminal terminal) {
        if (!options.wantsModel()) {
            return new LanguageModel(Optional.empty(), options.wantsRules());
        }
        ModelName name = ModelName.parse(options.model.orElse(""));
        ModelCard card = new ModelCard(name, 128_000, 8192, true, Optional.empty(), false);
        LiveSession session = new LiveSession(
                Transports.open(card, options.url, "none"),
                Optional.empty(),
                Caps.USUAL,
                TraceLog.none(),
                word -> {},
                InstantSource.system());
        return new LanguageModel(
                Optional.of(new Agent(
                        session,
                        Approval.always(),
                        !options.isPrivate,
                        terminal.err()::println,
                        InstantSource.system())),
                false);
    }

    @Override
    public void close() {
        agent.ifPresent(Agent::cancel);
    }
}
