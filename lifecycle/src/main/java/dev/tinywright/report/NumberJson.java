package dev.tinywright.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.train.NumberErrors;

/** What a model that predicts a number did, for programs. */
final class NumberJson {
    private static final int MOST_ROWS = 2000;

    private NumberJson() {}

    static void addErrors(ObjectNode node, NumberErrors errors) {
        ReportJson.number(node, "mae", errors.mae());
        ReportJson.number(node, "rmse", errors.rmse());
        ReportJson.number(node, "r2", errors.r2());
    }

    static ObjectNode results(NumberResult result) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("number", result.name()).put("unit", result.unit());
        addErrors(node.putObject("device"), result.device());
        addErrors(node.putObject("float"), result.inFloat());
        node.set("yardsticks", ReportJson.list(result.yardsticks(), (n, yardstick) -> {
            n.put("name", yardstick.name());
            addErrors(n, yardstick.errors());
        }));
        ArrayNode predictions = node.putArray("predictions");
        for (int i = 0; i < Math.min(MOST_ROWS, result.wanted().length); i++) {
            ObjectNode row = predictions.addObject();
            ReportJson.number(row, "actual", result.wanted()[i]);
            ReportJson.number(row, "predicted", result.got()[i]);
        }
        node.set("worst", ReportJson.list(result.worst(), (n, row) -> {
            n.put("source", row.source());
            ReportJson.number(n, "actual", row.wanted());
            ReportJson.number(n, "predicted", row.got());
        }));
        return node;
    }
}
