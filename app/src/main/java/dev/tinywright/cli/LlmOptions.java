package dev.tinywright.cli;

import dev.tinywright.llm.LlmSettings;
import dev.tinywright.llm.ModelName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Options of every command that may ask a language model. */
final class LlmOptions {
    @Option(
            names = "--planner",
            paramLabel = "rules|llm",
            description = "Who proposes: rules (default), or a language model, whose work the rules finish if need be.")
    Optional<Planner> planner = Optional.empty();

    @Option(
            names = "--llm",
            paramLabel = "PROVIDER/MODEL",
            description =
                    "The language model: openai/…, anthropic/…, gemini/…, mistral/…, ollama/…; implies --planner llm.")
    Optional<String> model = Optional.empty();

    @Option(
            names = "--llm-larger",
            paramLabel = "PROVIDER/MODEL",
            description = "A larger model, asked where the first makes the same mistake again.")
    Optional<String> larger = Optional.empty();

    @Option(
            names = "--llm-url",
            paramLabel = "URL",
            description = "Where the server is; with openai/… any that speaks its protocol.")
    Optional<String> url = Optional.empty();

    @Option(names = "--max-calls", paramLabel = "N", description = "Calls to the model in all.")
    Optional<Integer> calls = Optional.empty();

    @Option(names = "--max-tokens", paramLabel = "N", description = "Tokens in all, in and out.")
    Optional<Long> tokens = Optional.empty();

    @Option(names = "--max-dollars", paramLabel = "X", description = "Money in all, where the model's price is known.")
    Optional<Double> dollars = Optional.empty();

    @Option(names = "--max-minutes", paramLabel = "N", description = "Time from the first call.")
    Optional<Integer> minutes = Optional.empty();

    @Option(names = "--max-rounds", paramLabel = "N", description = "Answers to one question, repairs included.")
    Optional<Integer> rounds = Optional.empty();

    @Option(names = "--private", description = "Send no row of the data, only its schema and statistics.")
    boolean isPrivate;

    @Option(
            names = "--show-egress",
            description = "Send nothing: print each request as it would be sent; the rules do the work.")
    boolean showEgress;

    @Option(
            names = "--replay",
            paramLabel = "TRACE",
            arity = "0..1",
            fallbackValue = "",
            description = "Answer from a trace.jsonl (default: the project's own), without a network.")
    Optional<Path> replay = Optional.empty();

    /** Who proposes. */
    enum Planner {
        RULES,
        LLM
    }

    /** What was said of the model. */
    LlmSettings settings() {
        return new LlmSettings(
                model.map(ModelName::parse),
                larger.map(ModelName::parse),
                url,
                whole(calls),
                tokens.map(OptionalLong::of).orElse(OptionalLong.empty()),
                dollars.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                whole(minutes),
                whole(rounds),
                isPrivate);
    }

    private static OptionalInt whole(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** True where a language model is to be asked. */
    boolean wantsModel() {
        return planner.map(p -> p == Planner.LLM).orElse(model.isPresent() || replay.isPresent() || showEgress);
    }

    /** True where the person said that the rules should propose. */
    boolean wantsRules() {
        return planner.filter(p -> p == Planner.RULES).isPresent();
    }
}
