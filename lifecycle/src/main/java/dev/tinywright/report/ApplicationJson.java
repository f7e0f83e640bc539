package dev.tinywright.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/** What the sketch did, for programs. {@code passed} is null where no sketch was run. */
final class ApplicationJson {
    private ApplicationJson() {}

    static ObjectNode application(ReportFacts facts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Optional<ApplicationResult> run = facts.application();
        return run.isPresent() ? fill(node, run.get()) : node.putNull("passed");
    }

    private static ObjectNode fill(ObjectNode node, ApplicationResult run) {
        node.put("passed", run.passed())
                .put("wish", run.wish())
                .put("own", run.own())
                .put("sketch", run.sketch())
                .put("inputs", run.inputs())
                .put("ranOn", run.ranOn())
                .put("note", run.note())
                .put("thing", run.thing())
                .put("rows", run.rows())
                .put("ambiguous", run.ambiguous())
                .put("right", run.right())
                .put("failed", run.failed())
                .put("cause", run.cause())
                .put("hint", run.hint());
        bytes(node, "flashBytes", run.flashBytes());
        bytes(node, "ramBytes", run.ramBytes());
        node.set("expected", ReportJson.strings(run.expected()));
        node.set("failures", ReportJson.list(run.failures(), (n, failure) -> n.put("source", failure.source())
                .put("reading", failure.reading())
                .put("expected", failure.expected())
                .put("got", failure.got())));
        node.set("firstLines", ReportJson.strings(run.firstLines()));
        node.set("leftOut", ReportJson.strings(run.leftOut()));
        node.set("notes", ReportJson.strings(run.notes()));
        return node;
    }

    private static void bytes(ObjectNode node, String key, OptionalLong value) {
        if (value.isPresent()) {
            node.put(key, value.getAsLong());
        } else {
            node.putNull(key);
        }
    }
}
