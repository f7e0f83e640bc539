package dev.tinywright.cli;

import dev.tinywright.pipeline.Project;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tinywright make}: the main job, all of it. */
@Command(
        name = "make",
        mixinStandardHelpOptions = true,
        description = {
            "The main job: from a sentence and data to firmware that is proven in an emulator, and a report.",
            "",
            "  tinywright make \"Tell apples, bananas and oranges apart by colour on an Arduino Nano 33 BLE,",
            "                   under 32 KB flash, at least 90 %% accurate\" --data fruit.csv"
        })
final class MakeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    TaskOptions request = new TaskOptions();

    @Mixin
    LlmOptions llm = new LlmOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    MakeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = TaskMaking.project(request);
        try (LanguageModel model = LanguageModel.open(
                llm, new LanguageModel.Command(project, request.yes, common.confinement(), "make"), terminal)) {
            return TaskMaking.make(request, project, model.agent(), terminal, "Build this?")
                    ? Building.build(project, common, model, terminal)
                    : 1;
        }
    }
}
