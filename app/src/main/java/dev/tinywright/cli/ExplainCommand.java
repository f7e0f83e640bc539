package dev.tinywright.cli;

import dev.tinywright.agent.Agent;
import dev.tinywright.agent.Answer;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.Explanation;
import dev.tinywright.pipeline.Project;
import dev.tinywright.process.Confinement;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tinywright explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells in plain words why the plan is as it is, from the record of the last build.",
            "With --llm a language model answers a question from that record, and only from it.",
            "",
            "  tinywright explain",
            "  tinywright explain \"Why is it not smaller?\" --llm ollama/qwen2.5-coder:14b"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final String USUAL_QUESTION = "What was built, how good is it, and why is the plan as it is?";

    private final Terminal terminal;

    @Parameters(
            arity = "0..2",
            paramLabel = "QUESTION FOLDER",
            hideParamSyntax = true,
            description = {
                "A question for --llm, and the project folder (default: here).",
                "One word alone is the folder where there is one of that name."
            })
    List<String> words = List.of();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Mixin
    LlmOptions llm = new LlmOptions();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What was typed. */
    private record Asked(Optional<String> question, Path folder) {
        static Asked of(List<String> words) {
            return switch (words.size()) {
                case 0 -> new Asked(Optional.empty(), Path.of("."));
                case 1 -> one(words.getFirst());
                case 2 -> new Asked(Optional.of(words.getFirst()), Path.of(words.getLast()));
                default ->
                    throw TinywrightException.usage(
                            "more than a question and a folder", "explain", "put the question in quotes");
            };
        }

        private static Asked one(String word) {
            boolean isFolder = isThere(word) || word.matches("\\S*/\\S*");
            return isFolder ? new Asked(Optional.empty(), Path.of(word)) : new Asked(Optional.of(word), Path.of("."));
        }

        private static boolean isThere(String word) {
            try {
                return Files.isDirectory(Path.of(word));
            } catch (InvalidPathException _) {
                return false; // a question need not be a path
            }
        }
    }

    @Override
    public Integer call() {
        Asked asked = Asked.of(words);
        Project project = new Project(asked.folder());
        List<String> rules = Explanation.read(project);
        if (!llm.wantsModel()) {
            asked.question().ifPresent(_ -> terminal.err()
                    .println(
                            "a question needs a language model, say --llm provider/model; this is the whole account:"));
            byRules(rules);
            return 0;
        }
        Terminal unseen = new Terminal(
                terminal.out(),
                terminal.err(),
                Optional.empty(),
                terminal.onInterrupt()); // unchecked words stay unseen
        try (LanguageModel model = LanguageModel.open(
                llm, new LanguageModel.Command(project, true, Confinement.REQUIRED, "explain"), unseen)) {
            answer(model, project, asked.question().orElse(USUAL_QUESTION), rules);
        }
        return 0;
    }

    private void answer(LanguageModel model, Project project, String question, List<String> rules) {
        Agent agent = model.agent().orElseThrow();
        Optional<Answer> answer = agent.answer(question, project);
        if (answer.isPresent()) {
            byModel(agent.name(), question, answer.get());
        } else {
            terminal.err()
                    .println(agent.name() + " gave no answer that the record bears out; this is the rules' account:");
            byRules(rules);
        }
    }

    private void byRules(List<String> lines) {
        if (json) {
            terminal.out().println(Json.of(Map.of("explanation", lines)));
        } else {
            lines.stream().map(Shown::text).forEach(terminal.out()::println);
        }
    }

    private void byModel(String name, String question, Answer answer) {
        if (!json) {
            terminal.out().println(Shown.text(answer.text()));
            return;
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("model", name);
        told.put("question", question);
        told.put("answer", Shown.text(answer.text()));
        told.put(
                "cites",
                answer.cites().stream()
                        .map(cite -> Map.of("figure", Shown.text(cite.figure()), "key", cite.key()))
                        .toList());
        terminal.out().println(Json.of(told));
    }
}
