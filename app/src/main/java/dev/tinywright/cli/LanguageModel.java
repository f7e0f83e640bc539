package dev.tinywright.cli;

import dev.tinywright.agent.Agent;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.Project;
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
        throw TinywrightException.usage(
                "no language model can be asked yet", "--llm", command + yes + project + terminal);
    }

    @Override
    public void close() {}
}
