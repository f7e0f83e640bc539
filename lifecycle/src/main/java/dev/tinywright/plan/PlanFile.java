package dev.tinywright.plan;

import dev.tinywright.data.Framing;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Pins.Section;
import dev.tinywright.spec.StrictYaml;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.spec.YamlNode;
import dev.tinywright.spec.YamlSection;
import dev.tinywright.spec.YamlText;
import dev.tinywright.train.TrainSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code plan.yaml}: each stage's settings. What it leaves out is as {@link PlanDefaults} says. */
public final class PlanFile {
    private static final List<String> KEYS = List.of(
            "version",
            "data",
            "window",
            "picture",
            "split",
            "features",
            "model",
            "train",
            "quantize",
            "codegen",
            "continuous");

    /** What marks a part that no planner changes. */
    static final String KEEP = "keep";

    private static final String HEADER = """
            # How it is done, stage by stage. Made by a planner, yours to edit; the next build keeps to it.
            #   data      drop-duplicates, normalize-labels, impute, drop-columns, clip-outliers, balance, derive;
            #             or a program of your own: - run: steps/Name.java
            #   window    of recordings: length and stride in seconds, rate in Hz;   picture  height, width, channels, fit
            #   split     by (row or recording, group or subject, time, window), test, validation, seed
            #   features  standardize, min-max, robust-scale; of tables clip-outliers, log, pairs; of windows difference,
            #             remove-mean, high-pass, low-pass, raw, statistics, spectrum, wavelet, mel, mfcc; of pictures grey, crop, resize
            #   model     dense: units, activation (none, relu); conv, depthwise-conv, pool, global-average, dropout, residual;
            #             the last has one unit per class. Or one of these alone: forest: trees, depth, leaves; tree: depth,
            #             leaves; kmeans: clusters; gaussian: covariance (diagonal, full)
            #   train     epochs, batchSize, optimizer (adam, sgd), learningRate, weightDecay, dropout, classWeights, patience,
            #             teacher (none, forest), seed, schedule (cosine, plateau), labelSmoothing, loss of numbers (huber, squared),
            #             augment: {shift: 0.1, mixup: 0.2, ...}, quantizationAwareEpochs
            #   quantize  scheme (int8), ranges (chosen, percentile, least-error), percentile, equalize, correctBias, aware (each auto,
            #             always, never), int16: [layers];   codegen  optimize (speed, size)
            #   continuous  of recordings: stride in seconds, average in windows, threshold, refractory in seconds, quiet: [labels]
            # With keep: true beside a step, a layer or in a mapping, that part stays and the next build searches the rest.
            """;

    private static final List<String> WHOLE = List.of("recording", "picture", "file");
    private static final List<String> WHO =
            List.of("subject", "speaker", "user", "person", "session", "device", "field");

    private PlanFile() {}

    /** Writes {@code plan} to {@code file}; {@link #read} gives the same again. */
    public static void write(Plan plan, Path file) {
        try {
            Files.writeString(file, text(plan));
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write the plan: " + e.getClass().getSimpleName(),
                    file.toString(),
                    "is the folder there, writable, and the disk not full?");
        }
    }

    /**
     * Returns the plan of {@code file}.
     *
     * @throws TinywrightException (usage) with file, line and up to five problems, where it is not a plan
     */
    public static Plan read(Path file) {
        return plan(
                StrictYaml.read(file),
                file.toString(),
                Optional.ofNullable(file.toAbsolutePath().getParent()));
    }

    /** Returns the plan that {@code yaml} holds; {@code where} names it in messages. Programs it names are not looked at. */
    public static Plan parse(String yaml, String where) {
        return plan(StrictYaml.parse(yaml, where), where, Optional.empty());
    }

    /** Returns the plan that {@code yaml} holds, with the programs it names as they are below {@code project}. */
    public static Plan parse(String yaml, String where, Path project) {
        return plan(StrictYaml.parse(yaml, where), where, Optional.of(project));
    }

    /** Returns the text of plan.yaml. */
    public static String text(Plan plan) {
        StringBuilder yaml = new StringBuilder(HEADER).append("version: 1\n");
        Pins pins = plan.pins();
        list(yaml, "data", lines(plan.data(), pins.data(), Blocks::line));
        yaml.append(line(plan.framing()));
        section(yaml, plan, Section.SPLIT);
        list(yaml, "features", lines(plan.features(), pins.features(), Blocks::line));
        list(yaml, "model", lines(plan.model(), pins.model(), LayerBlocks::line));
        section(yaml, plan, Section.TRAIN);
        section(yaml, plan, Section.QUANTIZE);
        section(yaml, plan, Section.CODEGEN);
        yaml.append(ContinuousBlock.line(plan.continuous()));
        return yaml.toString();
    }

    private static void list(StringBuilder yaml, String key, List<String> items) {
        yaml.append(key).append(items.isEmpty() ? ": []\n" : ":\n");
        items.forEach(item -> yaml.append("  - ").append(item).append('\n'));
    }

    private static <T> List<String> lines(List<T> parts, Set<Integer> pins, Function<T, String> line) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> pins.contains(i) ? kept(line.apply(parts.get(i))) : line.apply(parts.get(i)))
                .toList();
    }

    private static void section(StringBuilder yaml, Plan plan, Section section) {
        String mapping = mapping(plan, section);
        yaml.append(name(section))
                .append(": ")
                .append(plan.pins().sections().contains(section) ? kept(mapping) : mapping)
                .append('\n');
    }

    /** Returns a mapping with the mark of what is kept. */
    private static String kept(String mapping) {
        String inside = mapping.startsWith("{") ? mapping.substring(1, mapping.length() - 1) : mapping;
        return "{" + inside + ", keep: true}";
    }

    /** Returns a section in one line. */
    static String mapping(Plan plan, Section section) {
        return switch (section) {
            case SPLIT -> split(plan.split(), plan.framing());
            case TRAIN -> TrainBlock.text(plan.train());
            case QUANTIZE -> QuantizeBlock.text(plan.quantize());
            case CODEGEN -> "{optimize: " + name(plan.codegen().optimize()) + "}";
        };
    }

    private static String split(SplitSettings split, Framing framing) {
        String whole =
                switch (framing) {
                    case Framing.Rows _ -> "row";
                    case Framing.Window _ -> "recording";
                    case Framing.Picture _ -> "picture";
                };
        return "{by: " + (split.by() == SplitSettings.By.ROW ? whole : name(split.by())) + ", test: "
                + YamlText.percent(split.test()) + ", validation: " + YamlText.percent(split.validation()) + ", seed: "
                + split.seed() + "}";
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Plan plan(YamlNode.Mapping mapping, String where, Optional<Path> project) {
        YamlSection root = YamlSection.of(mapping, where).allow(KEYS);
        TaskFile.checkVersion(root);
        var data = Blocks.data(root.sections("data"), project);
        Framing framing = framing(root);
        SplitSettings split = split(root.section("split"));
        var features = Blocks.features(root.sections("features"));
        List<Layer> model = model(root);
        TrainSettings train = TrainBlock.read(root.section("train"));
        Plan.QuantizeSettings quantize = QuantizeBlock.read(root.section("quantize"));
        YamlSection codegen = root.section("codegen").allow(List.of("optimize", KEEP));
        Plan.CodegenSettings generated =
                new Plan.CodegenSettings(codegen.choice("optimize", PlanDefaults.CODEGEN.optimize()));
        ContinuousSettings continuous = ContinuousBlock.read(root.section("continuous"));
        Pins pins = pins(root);
        root.finish();
        return new Plan(data, framing, split, features, model, train, quantize, generated, pins, continuous);
    }

    private static Pins pins(YamlSection root) {
        return new Pins(
                pins(root.sections("data")),
                pins(root.sections("features")),
                pins(root.sections("model")),
                Arrays.stream(Section.values())
                        .filter(section -> root.section(name(section)).flag(KEEP, false))
                        .collect(Collectors.toSet()));
    }

    private static Set<Integer> pins(List<YamlSection> parts) {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).flag(KEEP, false))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static Framing framing(YamlSection root) {
        YamlSection window = root.section("window").allow(List.of("length", "stride", "rate"));
        YamlSection picture = root.section("picture").allow(List.of("height", "width", "channels", "fit"));
        if (root.has("window") && root.has("picture")) {
            root.problemAt("picture", "examples are windows or pictures, not both", "take one of them out");
        }
        if (root.has("window")) {
            double seconds = window.number("length", 1);
            return window.<Framing>make(() ->
                            new Framing.Window(seconds, window.number("stride", seconds / 2), window.number("rate", 0)))
                    .orElse(Framing.ROWS);
        }
        if (root.has("picture")) {
            return picture.<Framing>make(() -> new Framing.Picture(
                            (int) picture.whole("height", 96, 4, 512),
                            (int) picture.whole("width", 96, 4, 512),
                            (int) picture.whole("channels", 3, 1, 3),
                            picture.choice("fit", Framing.Fit.STRETCH)))
                    .orElse(Framing.ROWS);
        }
        return Framing.ROWS;
    }

    private static String line(Framing framing) {
        return switch (framing) {
            case Framing.Rows _ -> "";
            case Framing.Window window ->
                "window: {length: " + YamlText.number(window.seconds()) + ", stride: "
                        + YamlText.number(window.strideSeconds())
                        + (window.rateHz() == 0 ? "" : ", rate: " + YamlText.number(window.rateHz())) + "}\n";
            case Framing.Picture picture ->
                "picture: {height: " + picture.height() + ", width: " + picture.width() + ", channels: "
                        + picture.channels() + ", fit: " + name(picture.fit()) + "}\n";
        };
    }

    private static SplitSettings split(YamlSection section) {
        SplitSettings otherwise = PlanDefaults.SPLIT;
        section.allow(List.of("by", "test", "validation", "seed", KEEP));
        SplitSettings.By by = by(section, otherwise.by());
        double test = section.share("test", otherwise.test());
        double validation = section.share("validation", otherwise.validation());
        long seed = seed(section, otherwise.seed());
        return section.make(() -> new SplitSettings(by, test, validation, seed)).orElse(otherwise);
    }

    /** Whole recordings may be called by what they are, and groups by who they are. */
    private static SplitSettings.By by(YamlSection section, SplitSettings.By otherwise) {
        String text = section.text("by").orElse("");
        if (WHOLE.contains(text)) {
            return SplitSettings.By.ROW;
        }
        return WHO.contains(text) ? SplitSettings.By.GROUP : section.choice("by", otherwise);
    }

    static long seed(YamlSection section, long otherwise) {
        return section.whole("seed", otherwise, -MAX_SEED, MAX_SEED);
    }

    private static final long MAX_SEED = 999_999_999_999_999_999L;

    private static List<Layer> model(YamlSection root) {
        List<YamlSection> sections = root.sections("model");
        if (sections.isEmpty()) {
            root.problemAt(
                    "model", "'model' needs at least one layer", "write - dense: {units: 3}, with one unit per class");
        }
        return LayerBlocks.read(sections, true);
    }
}
