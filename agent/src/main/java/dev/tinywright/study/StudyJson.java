package dev.tinywright.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.report.Statistics;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** {@code study.json}: the counts, shares in [0, 1], tokens, seconds, US dollars. */
public final class StudyJson {
    private static final JsonMapper JSON = new JsonMapper();

    private StudyJson() {}

    public static String text(StudyResult result) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node(result)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode node(StudyResult result) {
        ObjectNode node = JSON.createObjectNode()
                .put("model", result.model())
                .put("sentence", result.sentence())
                .put("data", result.data())
                .put("seed", result.seed())
                .put("runsWanted", result.wantedRuns())
                .put("ended", result.ended());
        var cells = node.putArray("cells");
        result.cells().forEach(cell -> cells.add(cell(cell)));
        ObjectNode failures = node.putObject("failures");
        result.failures().forEach(failures::put);
        return node;
    }

    private static ObjectNode cell(StudyResult.Cell cell) {
        ObjectNode node = JSON.createObjectNode()
                .put("stage", cell.stage().id())
                .put("level", cell.level().id())
                .put("runs", cell.runs().size());
        ObjectNode success = node.putObject("success");
        success.set("theirsFirst", share(cell, StudyRun.Outcome::theirsFirst));
        success.set("theirs", share(cell, StudyRun.Outcome::theirs));
        success.set("first", share(cell, StudyRun.Outcome::first));
        success.set("firstWithRules", share(cell, StudyRun.Outcome::firstWithRules));
        success.set("ours", share(cell, StudyRun.Outcome::ours));
        StudyRun.Cost total = cell.total();
        node.put("calls", total.calls())
                .put("inputTokens", total.inputTokens())
                .put("outputTokens", total.outputTokens())
                .put("seconds", total.seconds());
        put(node, "dollars", total.dollars());
        put(node, "tokensPerSuccess", cell.tokensPerSuccess());
        put(node, "dollarsPerSuccess", cell.dollarsPerSuccess());
        ObjectNode failures = node.putObject("failures");
        cell.failures().forEach(failures::put);
        return node;
    }

    private static ObjectNode share(StudyResult.Cell cell, Predicate<StudyRun.Outcome> success) {
        Statistics.Estimate share = cell.share(success);
        return JSON.createObjectNode()
                .put("count", cell.hits(success))
                .put("share", share.value())
                .put("low", share.low())
                .put("high", share.high());
    }

    private static void put(ObjectNode node, String key, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(key, value.getAsDouble());
        } else {
            node.putNull(key);
        }
    }
}
