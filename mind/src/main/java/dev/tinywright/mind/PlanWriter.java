package dev.tinywright.mind;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** Proposes plans, for tables two small networks first, then what the measured numbers ask for. */
final class PlanWriter {
    private static final Pattern CLASSES = Pattern.compile("\\{\"dense\": \\{\"units\": (\\d+)}}");
    private static final Pattern MISSING_READINGS = Pattern.compile("(\\d+) lack a reading");
    private static final Pattern COLUMN =
            Pattern.compile("(?m)^- \".*\": (\\S+) to (\\S+), median (\\S+?),.* ([1-9]\\d*) outliers");
    private static final int MOST = 2;

    /** A reading of so many times the median is no reading. */
    private static final double GLITCH = 20;

    private final Prompt prompt;

    private PlanWriter(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Hidden layers and, beside standardize, a feature block. */
    private record Network(List<Integer> hidden, String features, String reason) {
        /** Returns how tables of attempts name it: "16-8-3". */
        private String row(int classes) {
            StringBuilder name = new StringBuilder();
            hidden.forEach(units -> name.append(units).append('-'));
            return "| " + name + classes + " | ";
        }
    }

    private static final List<Network> FIRST = List.of(
            new Network(List.of(16), "", "one hidden layer of 16 is enough for most tables of sensor readings"),
            new Network(List.of(8), "", "half the units, in case they suffice"));

    private static final List<Network> BETTER = List.of(
            new Network(List.of(32), "", "more units, as accuracy is missing"),
            new Network(List.of(16, 16), "", "a second layer, as accuracy is missing"),
            new Network(List.of(16), "pairs", "products of columns, as accuracy is missing"),
            new Network(List.of(48, 24), "", "wider and deeper, as accuracy is missing"),
            new Network(List.of(32, 16), "pairs", "products of columns for a deeper network"));

    private static final List<Network> SMALLER = List.of(
            new Network(List.of(6), "", "fewer units, as the bounds are tight"),
            new Network(List.of(4), "", "fewer units still"),
            new Network(List.of(3), "", "as few units as can work"),
            new Network(List.of(), "", "a linear model is the smallest there is"));

    static ObjectNode first(Prompt prompt) {
        return CapturePlanWriter.of(prompt).map(CapturePlanWriter::first).orElseGet(() -> firstOfTable(prompt));
    }

    static ObjectNode next(Prompt prompt) {
        return CapturePlanWriter.of(prompt).map(writer -> writer.next(prompt)).orElseGet(() -> nextOfTable(prompt));
    }

    private static ObjectNode firstOfTable(Prompt prompt) {
        ObjectNode answer = Protocol.object();
        answer.set("plans", new PlanWriter(prompt).plans(FIRST));
        return answer;
    }

    private static ObjectNode nextOfTable(Prompt prompt) {
        String missing = prompt.section("missing").strip();
        String attempts = prompt.section("attempts");
        PlanWriter writer = new PlanWriter(prompt);
        int classes = writer.classes();
        boolean wantsAccuracy = missing.contains("accuracy") || missing.contains("f1");
        List<Network> untried = (wantsAccuracy || missing.isEmpty() ? BETTER : SMALLER)
                .stream()
                        .filter(network -> !network.features().isEmpty()
                                ? attempts.lines()
                                        .noneMatch(
                                                line -> line.contains(network.row(classes)) && line.contains("pairs"))
                                : !attempts.contains(network.row(classes)))
                        .limit(MOST)
                        .toList();
        ObjectNode answer = Protocol.object();
        if (missing.startsWith("nothing") || untried.isEmpty()) {
            answer.put("decision", "done").put("why", "nothing is missing that a further plan would give");
            answer.putArray("plans");
            return answer;
        }
        answer.put("decision", "try")
                .put("why", "still missing: " + missing.lines().findFirst().orElse(""));
        answer.set("plans", writer.plans(untried));
        return answer;
    }

    private int classes() {
        return Prompt.find(CLASSES, prompt.section("answer"))
                .map(Integer::parseInt)
                .orElse(1);
    }

    private ArrayNode plans(List<Network> networks) {
        ArrayNode plans = ScriptedMind.array();
        for (Network network : networks) {
            ObjectNode entry = plans.addObject().put("reason", network.reason());
            entry.set("plan", plan(network));
        }
        return plans;
    }

    private ObjectNode plan(Network network) {
        ObjectNode plan = Protocol.object().put("version", 1);
        ArrayNode data = plan.putArray("data");
        data.addObject().put("uses", "drop-duplicates");
        String facts = prompt.section("data");
        if (facts.contains("labels that look the same")) {
            data.addObject().put("uses", "normalize-labels");
        }
        if (Prompt.find(MISSING_READINGS, facts).filter(n -> !n.equals("0")).isPresent()) {
            data.addObject().put("uses", "impute").put("fill", "median");
        }
        if (hasGlitches(facts) && prompt.section("blocks").contains("\"run\"")) {
            data.addObject()
                    .put("run", "steps/RemoveGlitches.java")
                    .put("does", "leaves out rows with a reading far outside of what the others are: glitches");
        }
        ArrayNode features = plan.putArray("features");
        features.addObject().put("uses", "standardize");
        if (!network.features().isEmpty()) {
            features.addObject().put("uses", network.features());
            features.addObject().put("uses", "standardize");
        }
        ArrayNode model = plan.putArray("model");
        network.hidden()
                .forEach(units ->
                        model.addObject().putObject("dense").put("units", units).put("activation", "relu"));
        model.addObject().putObject("dense").put("units", classes());
        plan.putObject("train").put("epochs", 300).put("batchSize", 16).put("learningRate", 0.003);
        return plan;
    }

    /** True where a column reaches so far beyond its median that no percentile is a good place to clip it. */
    private static boolean hasGlitches(String facts) {
        return COLUMN.matcher(facts).results().anyMatch(column -> {
            double far = Math.max(
                    Math.abs(Double.parseDouble(column.group(1))), Math.abs(Double.parseDouble(column.group(2))));
            return far > GLITCH * Math.abs(Double.parseDouble(column.group(3)));
        });
    }
}
