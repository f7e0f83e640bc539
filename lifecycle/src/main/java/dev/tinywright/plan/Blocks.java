package dev.tinywright.plan;

import dev.tinywright.data.DataStep;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.SignalStep;
import dev.tinywright.spec.Nearest;
import dev.tinywright.spec.YamlSection;
import dev.tinywright.spec.YamlText;
import dev.tinywright.steps.StepFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The catalogue of blocks: {@code - uses: name} with its settings beside it, and {@code - run: steps/…}, to steps and back. */
final class Blocks {
    private static final Map<String, Block<DataStep>> DATA = dataBlocks();
    private static final Map<String, Block<InputStep>> FEATURES = featureBlocks();

    private Blocks() {}

    /**
     * @param keys settings beside {@code uses}
     * @param read makes the step of its section
     */
    private record Block<T>(List<String> keys, Function<YamlSection, Optional<? extends T>> read) {}

    private static Map<String, Block<DataStep>> dataBlocks() {
        Map<String, Block<DataStep>> blocks = new LinkedHashMap<>();
        blocks.put("drop-duplicates", new Block<>(List.of(), step -> Optional.of(new DataStep.DropDuplicates())));
        blocks.put("normalize-labels", new Block<>(List.of(), step -> Optional.of(new DataStep.NormalizeLabels())));
        blocks.put(
                "impute",
                new Block<>(
                        List.of("fill"),
                        step -> Optional.of(
                                onDevice(new InputStep.Impute(step.choice("fill", InputStep.Fill.MEDIAN))))));
        blocks.put("drop-columns", new Block<>(List.of("columns"), Blocks::dropColumns));
        blocks.put("clip-outliers", new Block<>(List.of("low", "high"), step -> clip(step)
                .map(Blocks::onDevice)));
        blocks.put("balance", new Block<>(List.of(), step -> Optional.of(new DataStep.Balance())));
        blocks.put("derive", new Block<>(List.of("name", "expression"), Blocks::derive));
        blocks.put("predict-ahead", new Block<>(List.of("rows"), Blocks::predictAhead));
        blocks.put("lag", new Block<>(List.of("columns", "rows"), Blocks::lag));
        return blocks;
    }

    private static Map<String, Block<InputStep>> featureBlocks() {
        Map<String, Block<InputStep>> blocks = new LinkedHashMap<>();
        blocks.put("standardize", new Block<>(List.of(), step -> Optional.of(new InputStep.Standardize())));
        blocks.put("min-max", new Block<>(List.of(), step -> Optional.of(new InputStep.MinMax())));
        blocks.put("clip-outliers", new Block<>(List.of("low", "high"), Blocks::clip));
        blocks.put("robust-scale", new Block<>(List.of(), step -> Optional.of(new InputStep.RobustScale())));
        blocks.put(
                "log", new Block<>(List.of("columns"), step -> Optional.of(new InputStep.Log(step.texts("columns")))));
        blocks.put(
                "pairs",
                new Block<>(List.of("columns"), step -> Optional.of(new InputStep.Pairs(step.texts("columns")))));
        CaptureBlocks.register((name, entry) -> blocks.put(name, new Block<>(entry.keys(), entry.read())));
        return blocks;
    }

    private static DataStep onDevice(InputStep step) {
        return new DataStep.OnDevice(step);
    }

    private static Optional<DataStep> dropColumns(YamlSection step) {
        List<String> columns = step.texts("columns");
        if (columns.isEmpty()) {
            step.problemAt(
                    "columns", "drop-columns needs the columns to drop", "write {uses: drop-columns, columns: [name]}");
        }
        return Optional.of(new DataStep.DropColumns(columns));
    }

    private static Optional<DataStep> predictAhead(YamlSection step) {
        return Optional.of(new DataStep.PredictAhead((int) step.whole("rows", 1, 1, 1000)));
    }

    private static Optional<DataStep> lag(YamlSection step) {
        List<String> columns = step.texts("columns");
        if (columns.isEmpty()) {
            step.problemAt(
                    "columns", "lag needs the columns to look back at", "write {uses: lag, columns: [name], rows: 2}");
        }
        return Optional.of(new DataStep.Lag(columns, (int) step.whole("rows", 1, 1, 64)));
    }

    private static Optional<InputStep> clip(YamlSection step) {
        double low = step.number("low", PlanDefaults.CLIP_LOW);
        double high = step.number("high", PlanDefaults.CLIP_HIGH);
        return step.make(() -> new InputStep.ClipOutliers(low, high));
    }

    private static Optional<DataStep> derive(YamlSection step) {
        String name = step.requiredText("name");
        String expression = step.requiredText("expression");
        return Optional.of(onDevice(new InputStep.Derive(name, expression)));
    }

    /** @param project the folder that has the programs of {@code run:}; without it their content is not looked at */
    static List<DataStep> data(List<YamlSection> sections, Optional<Path> project) {
        return sections.stream()
                .flatMap(section -> (section.has("run") ? run(section, project) : step(section, DATA)).stream())
                .toList();
    }

    private static Optional<DataStep> run(YamlSection section, Optional<Path> project) {
        section.allow(List.of("run", PlanFile.KEEP));
        String path = section.requiredText("run");
        Optional<Diagnosis> problem = StepFile.problem(path);
        if (problem.isPresent()) {
            section.problemAt("run", problem.get().what(), problem.get().hint());
            return Optional.empty();
        }
        try {
            return Optional.of(project.isPresent() ? StepFile.step(project.get(), path) : new DataStep.Run(path, ""));
        } catch (TinywrightException e) {
            section.problemAt("run", e.diagnosis().what(), e.diagnosis().hint());
            return Optional.empty();
        }
    }

    static List<InputStep> features(List<YamlSection> sections) {
        return sections.stream()
                .flatMap(section -> step(section, FEATURES).stream())
                .toList();
    }

    private static <T> Optional<T> step(YamlSection section, Map<String, Block<T>> catalogue) {
        List<String> names = List.copyOf(catalogue.keySet());
        String blocks = "blocks: " + String.join(", ", names);
        if (section.has("run")) {
            section.problemAt("run", "programs of one's own ('run:') are data steps", "move it to data:");
            return Optional.empty();
        }
        String name = section.requiredText("uses");
        Block<T> block = catalogue.get(name);
        if (block == null) {
            String nearest = Nearest.of(name, names)
                    .map(known -> ", did you mean '" + known + "'?")
                    .orElse("");
            if (!name.isEmpty()) {
                section.problemAt("uses", "there is no block '" + name + "' here" + nearest, blocks);
            }
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>(block.keys());
        keys.addFirst("uses");
        keys.add(PlanFile.KEEP);
        section.allow(keys);
        return block.read().apply(section).map(Function.<T>identity());
    }

    static String line(DataStep step) {
        return switch (step) {
            case DataStep.DropDuplicates drop -> "uses: drop-duplicates";
            case DataStep.NormalizeLabels normalize -> "uses: normalize-labels";
            case DataStep.DropColumns drop -> "{uses: drop-columns, columns: " + YamlText.texts(drop.columns()) + "}";
            case DataStep.Balance balance -> "uses: balance";
            case DataStep.PredictAhead ahead -> "{uses: predict-ahead, rows: " + ahead.rows() + "}";
            case DataStep.Lag lag ->
                "{uses: lag, columns: " + YamlText.texts(lag.columns()) + ", rows: " + lag.rows() + "}";
            case DataStep.OnDevice device -> line(device.step());
            case DataStep.Run run -> "run: " + YamlText.text(run.path());
        };
    }

    static String line(InputStep step) {
        return switch (step) {
            case InputStep.Impute impute -> "{uses: impute, fill: " + PlanFile.name(impute.fill()) + "}";
            case InputStep.ClipOutliers clip ->
                "{uses: clip-outliers, low: " + YamlText.number(clip.low()) + ", high: " + YamlText.number(clip.high())
                        + "}";
            case InputStep.Derive derive ->
                "{uses: derive, name: " + YamlText.text(derive.name()) + ", expression: "
                        + YamlText.text(derive.expression()) + "}";
            case InputStep.Log log -> withColumns("log", log.columns());
            case InputStep.Pairs pairs -> withColumns("pairs", pairs.columns());
            case InputStep.Standardize standardize -> "uses: standardize";
            case InputStep.MinMax minMax -> "uses: min-max";
            case InputStep.RobustScale robustScale -> "uses: robust-scale";
            case SignalStep signal -> CaptureBlocks.line(signal);
            case PictureStep picture -> CaptureBlocks.line(picture);
        };
    }

    private static String withColumns(String name, List<String> columns) {
        return columns.isEmpty() ? "uses: " + name : "{uses: " + name + ", columns: " + YamlText.texts(columns) + "}";
    }
}
