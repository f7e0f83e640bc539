package dev.tinywright.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.report.DataSummary.Column;
import dev.tinywright.report.ReportFacts.Attempt;
import dev.tinywright.report.ReportFacts.GoalResult;
import dev.tinywright.report.ReportFacts.TestRow;
import dev.tinywright.report.Statistics.ClassFigures;
import dev.tinywright.report.Statistics.Estimate;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;

/** The facts for programs. Keys stay in the order written here; what is not known is null. */
final class ReportJson {
    /** The surest ones; the confusion matrix counts them all. */
    private static final int MOST_WRONG_ROWS = 1000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DIGITS = 7;

    private ReportJson() {}

    static String render(ReportFacts facts) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(tree(facts)) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode tree(ReportFacts facts) {
        ObjectNode root = JSON.objectNode().put("name", facts.name()).put("headline", VerdictSection.headline(facts));
        root.set("verdict", verdict(facts));
        root.set("board", board(facts));
        root.set("device", device(facts));
        root.set("memory", memory(facts));
        root.set("latency", latency(facts));
        root.set("application", ApplicationJson.application(facts));
        facts.authorship().ifPresent(authorship -> root.set("languageModel", AuthorshipJson.authorship(authorship)));
        root.set("contract", ContractJson.contract(facts.contract()));
        root.set("understood", understood(facts));
        root.set("data", data(facts));
        facts.details().gallery().ifPresent(gallery -> GalleryJson.addFormat(root, gallery));
        root.set("split", split(facts));
        root.set("attempts", list(facts.attempts().list(), ReportJson::addAttempt));
        root.put("attemptsMeasuredOn", facts.attempts().measuredOn());
        root.set("results", facts.number().map(NumberJson::results).orElseGet(() -> results(facts)));
        facts.details().network().ifPresent(network -> root.set("network", GalleryJson.network(network)));
        root.set("quantization", quantization(facts));
        root.set("training", training(facts));
        root.set("usage", usage(facts));
        root.set("packages", list(facts.packages(), (n, p) -> n.put("form", p.form())
                .put("path", p.path())
                .put("use", p.use())
                .put("checked", p.checked())));
        root.set("repeat", repeat(facts));
        return root;
    }

    private static ObjectNode verdict(ReportFacts facts) {
        ObjectNode verdict = JSON.objectNode().put("passed", facts.passed());
        verdict.set("goals", list(facts.goals(), ReportJson::addGoal));
        return verdict.put("relaxation", facts.relaxation());
    }

    private static void addGoal(ObjectNode node, GoalResult result) {
        node.put("name", result.goal().metric().key());
        node.put("relation", result.goal().metric().atLeast() ? ">=" : "<=");
        if (!result.goal().unit().isEmpty()) {
            node.put("unit", result.goal().unit());
        }
        number(node, "wanted", result.goal().bound());
        number(node, "measured", result.measured().orElse(Double.NaN));
        if (result.met().isPresent()) {
            node.put("met", result.met().get());
        } else {
            node.putNull("met");
        }
        node.put("note", result.note());
    }

    private static ObjectNode board(ReportFacts facts) {
        return JSON.objectNode()
                .put("id", facts.board().id())
                .put("name", facts.board().name())
                .put("chip", facts.board().chip())
                .put("core", facts.board().core())
                .put("clockHz", facts.board().clockHz())
                .put("flashBytes", facts.board().flashBytes())
                .put("ramBytes", facts.board().ramBytes());
    }

    private static ObjectNode device(ReportFacts facts) {
        ObjectNode node = JSON.objectNode()
                .put("core", facts.device().core())
                .put("emulator", facts.device().emulator())
                .put("note", facts.device().note())
                .put("testRows", facts.device().testRows())
                .put("mismatches", facts.device().mismatches());
        if (facts.device().alarms().isPresent()) {
            AlarmJson.add(node, facts.device().alarms().get());
        }
        facts.number()
                .ifPresentOrElse(
                        number -> NumberJson.addErrors(node.put("unit", number.unit()), number.device()),
                        () -> addAccuracy(node, facts));
        facts.details().continuous().ifPresent(use -> node.set("continuous", ContinuousSection.json(use)));
        if (facts.device().instructionsPerInference().isPresent()) {
            return node.put(
                    "instructionsPerInference",
                    facts.device().instructionsPerInference().getAsLong());
        }
        return node.putNull("instructionsPerInference");
    }

    private static void addAccuracy(ObjectNode node, ReportFacts facts) {
        number(node, "accuracy", facts.accuracy());
        node.set(
                "accuracyInterval",
                interval(Statistics.wilson(facts.correct(), facts.test().size())));
    }

    private static ObjectNode memory(ReportFacts facts) {
        ObjectNode node = JSON.objectNode();
        if (facts.memory().isEmpty()) {
            return node.putNull("flashBytes")
                    .putNull("codeBytes")
                    .putNull("ramBytes")
                    .putNull("stackBytes");
        }
        MemoryFacts memory = facts.memory().get();
        node.put("flashBytes", memory.flashBytes())
                .put("codeBytes", memory.codeBytes())
                .put("ramBytes", memory.ramBytes())
                .put("stackBytes", memory.stackBytes());
        node.put("callerBytes", memory.callerBytes());
        facts.details().continuous().filter(use -> use.ramBytes() > 0).ifPresent(use -> node.put(
                        "continuousRamBytes", use.ramBytes())
                .set("continuousRamParts", list(use.ramParts(), ReportJson::addPart)));
        node.set("flashParts", list(memory.flashParts(), ReportJson::addPart));
        node.set("ramParts", list(memory.ramParts(), ReportJson::addPart));
        return node;
    }

    private static void addPart(ObjectNode node, MemoryFacts.Part part) {
        node.put("name", part.name()).put("bytes", part.bytes());
    }

    private static ObjectNode latency(ReportFacts facts) {
        ObjectNode node = JSON.objectNode().put("isEstimate", true);
        number(node, "millis", facts.latency().map(l -> l.millis()).orElse(Double.NaN));
        number(node, "lowMillis", facts.latency().map(l -> l.lowMillis()).orElse(Double.NaN));
        number(node, "highMillis", facts.latency().map(l -> l.highMillis()).orElse(Double.NaN));
        return node.put("basis", facts.latency().map(l -> l.basis()).orElse(""));
    }

    private static ObjectNode understood(ReportFacts facts) {
        ObjectNode node = JSON.objectNode().put("ask", facts.understood().ask());
        node.set("parts", list(facts.understood().parts(), (n, part) -> n.put("name", part.name())
                .put("value", part.value())
                .put("from", part.from())));
        node.set("unused", strings(facts.understood().unused()));
        return node;
    }

    private static ObjectNode data(ReportFacts facts) {
        DataSummary data = facts.data();
        ObjectNode node = JSON.objectNode()
                .put(
                        "kind",
                        facts.details().gallery().map(g -> g.kind().plural()).orElse("table"))
                .put("path", data.path())
                .put("label", data.label())
                .put("rowsRead", data.rowsRead())
                .put("rowsUsed", data.rowsUsed());
        node.set("rowsDropped", list(data.rowsDropped(), (n, dropped) -> n.put("reason", dropped.reason())
                .put("count", dropped.count())
                .set("examples", strings(dropped.examples()))));
        ArrayNode classes = node.putArray("classes");
        for (int i = 0; i < facts.labels().size(); i++) {
            classes.addObject()
                    .put("label", facts.labels().get(i))
                    .put("count", data.classCounts().get(i));
        }
        node.set("columns", list(data.columns(), ReportJson::addColumn));
        node.set("leftOut", list(data.leftOut(), (n, left) -> n.put("column", left.column())
                .put("reason", left.reason())));
        node.set("steps", strings(data.steps()));
        node.set("warnings", strings(data.warnings()));
        facts.details().gallery().ifPresent(gallery -> GalleryJson.addData(node, gallery));
        return node;
    }

    private static void addColumn(ObjectNode node, Column column) {
        node.put("name", column.name()).put("unit", column.unit()).put("missing", column.missing());
        number(node, "min", column.min());
        number(node, "lowerQuartile", column.lowerQuartile());
        number(node, "median", column.median());
        number(node, "upperQuartile", column.upperQuartile());
        number(node, "max", column.max());
        number(node, "mean", column.mean());
        number(node, "deviation", column.deviation());
        number(node, "separation", Statistics.separation(column));
        number(node, "low", column.low());
        number(node, "high", column.high());
        ArrayNode histogram = node.putArray("histogram");
        for (List<Integer> ofClass : column.histogram()) {
            ArrayNode bins = histogram.addArray();
            ofClass.forEach(bins::add);
        }
    }

    private static ObjectNode split(ReportFacts facts) {
        ObjectNode split = JSON.objectNode()
                .put("training", facts.split().training())
                .put("validation", facts.split().validation())
                .put("test", facts.split().test())
                .put("seed", facts.split().seed())
                .put("how", facts.split().how());
        facts.split().leak().ifPresent(leak -> {
            ObjectNode audit = split.putObject("leakAudit");
            number(audit, "accuracyWithLeak", leak.accuracyWith());
            number(audit, "accuracyWithoutLeak", leak.accuracyWithout());
        });
        return split;
    }

    private static void addAttempt(ObjectNode node, Attempt attempt) {
        node.put("number", attempt.number()).put("why", attempt.why()).put("model", attempt.model());
        if (attempt.error().isEmpty()) {
            number(node, "accuracy", attempt.accuracy().orElse(Double.NaN));
        } else {
            node.put("error", attempt.error());
        }
        if (attempt.flashBytes().isPresent()) {
            node.put("flashBytes", attempt.flashBytes().getAsLong());
        } else {
            node.putNull("flashBytes");
        }
        if (attempt.ramBytes().isPresent()) {
            node.put("ramBytes", attempt.ramBytes().getAsLong());
        } else {
            node.putNull("ramBytes");
        }
        node.put("outcome", attempt.outcome()).put("met", attempt.met()).put("chosen", attempt.chosen());
    }

    private static ObjectNode results(ReportFacts facts) {
        int[][] confusion = Statistics.confusion(facts.test(), facts.labels().size());
        List<ClassFigures> figures = Statistics.perClass(confusion);
        ObjectNode node = JSON.objectNode();
        number(node, "macroF1", Statistics.macroF1(figures));
        node.set("yardsticks", list(facts.yardsticks(), (n, yardstick) -> {
            n.put("name", yardstick.name());
            number(n, "accuracy", yardstick.accuracy());
        }));
        ArrayNode matrix = node.putArray("confusion");
        for (int[] row : confusion) {
            ArrayNode cells = matrix.addArray();
            for (int count : row) {
                cells.add(count);
            }
        }
        ArrayNode classes = node.putArray("classes");
        for (int i = 0; i < figures.size(); i++) {
            addClass(classes.addObject().put("label", facts.labels().get(i)), figures.get(i));
        }
        Roc.of(facts.test(), facts.labels().size()).ifPresent(roc -> number(node, "areaUnderRoc", roc.area()));
        node.set(
                "misclassified",
                list(
                        facts.wrongRows().stream().limit(MOST_WRONG_ROWS).toList(),
                        (n, row) -> addWrong(n, row, facts.labels())));
        return node;
    }

    private static void addClass(ObjectNode node, ClassFigures figures) {
        node.put("testRows", figures.support());
        addEstimate(node, "precision", figures.precision());
        addEstimate(node, "recall", figures.recall());
        addEstimate(node, "f1", figures.f1());
    }

    private static void addEstimate(ObjectNode node, String key, Estimate estimate) {
        number(node, key, estimate.value());
        node.set(key + "Interval", interval(estimate));
    }

    private static void addWrong(ObjectNode node, TestRow row, List<String> labels) {
        node.put("source", row.source());
        node.put("wanted", labels.get(row.wanted())).put("got", labels.get(row.got()));
        number(node, "confidence", row.confidence());
        ArrayNode readings = node.putArray("readings");
        for (float reading : row.readings()) {
            if (Float.isFinite(reading)) {
                readings.add(reading);
            } else {
                readings.addNull();
            }
        }
    }

    private static ObjectNode quantization(ReportFacts facts) {
        ObjectNode node = JSON.objectNode();
        facts.number()
                .ifPresentOrElse(
                        number -> {
                            number(node, "floatMae", number.inFloat().mae());
                            number(node, "int8Mae", number.device().mae());
                            number(node, "quantizedError", number.quantizedError());
                        },
                        () -> {
                            number(node, "floatAccuracy", facts.quantized().floatAccuracy());
                            number(node, "int8Accuracy", facts.quantized().int8Accuracy());
                        });
        node.put("choice", facts.quantized().choice());
        node.set("tried", list(facts.quantized().tried(), (n, way) -> n.put("how", way.how())
                .put("result", way.result())
                .put("chosen", way.chosen())));
        node.set("layers", list(facts.quantized().layers(), (n, layer) -> {
            n.put("layer", layer.layer());
            number(n, "snrDb", layer.snrDb());
            number(n, "meanAbsolute", layer.meanAbsolute());
            number(n, "maxAbsolute", layer.maxAbsolute());
            number(n, "ownShare", layer.ownShare());
        }));
        return node;
    }

    private static ObjectNode training(ReportFacts facts) {
        ObjectNode node = JSON.objectNode().put("bestEpoch", facts.training().bestEpoch());
        node.set("epochs", list(facts.training().epochs(), (n, epoch) -> {
            n.put("number", epoch.number());
            number(n, "trainingLoss", epoch.trainingLoss());
            number(n, "validationLoss", epoch.validationLoss());
            number(n, "validationAccuracy", epoch.validationAccuracy());
        }));
        return node;
    }

    private static ObjectNode usage(ReportFacts facts) {
        ObjectNode node = JSON.objectNode().put("snippet", facts.usage().snippet());
        node.set("files", list(facts.usage().files(), (n, file) -> n.put("path", file.path())
                .put("purpose", file.purpose())));
        return node;
    }

    private static ObjectNode repeat(ReportFacts facts) {
        ObjectNode node = JSON.objectNode().put("command", facts.repeat().command());
        ObjectNode entries = node.putObject("entries");
        facts.repeat().entries().forEach(entry -> entries.put(entry.name(), entry.value()));
        return node;
    }

    static ArrayNode interval(Estimate estimate) {
        ArrayNode pair = JSON.arrayNode();
        if (estimate.isDefined()) {
            pair.add(Numbers.rounded(estimate.low(), DIGITS)).add(Numbers.rounded(estimate.high(), DIGITS));
        }
        return pair;
    }

    static <T> ArrayNode list(List<T> values, BiConsumer<ObjectNode, T> fill) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(value -> fill.accept(array.addObject(), value));
        return array;
    }

    static ArrayNode strings(List<String> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** Sets a number with {@value #DIGITS} significant digits, or null where it is not one. */
    static void number(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, Numbers.rounded(value, DIGITS));
        } else {
            node.putNull(key);
        }
    }
}
