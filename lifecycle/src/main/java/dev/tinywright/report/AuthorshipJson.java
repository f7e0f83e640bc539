package dev.tinywright.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a language model did and cost, for programs. {@code dollars} is null where the price is not known. */
final class AuthorshipJson {
    private AuthorshipJson() {}

    static ObjectNode authorship(Authorship authorship) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("model", authorship.model());
        node.set("parts", ReportJson.list(authorship.parts(), (n, part) -> n.put("name", part.name())
                .put("byModel", part.byModel())
                .put("why", part.why())));
        node.set("jobs", ReportJson.list(authorship.jobs(), AuthorshipJson::fill));
        ObjectNode total = JsonNodeFactory.instance.objectNode();
        fill(total, authorship.total());
        node.set("total", total);
        node.set("notes", ReportJson.strings(authorship.notes()));
        return node;
    }

    private static void fill(ObjectNode node, Authorship.Job job) {
        node.put("name", job.name())
                .put("calls", job.calls())
                .put("reused", job.reused())
                .put("inputTokens", job.inputTokens())
                .put("outputTokens", job.outputTokens());
        ReportJson.number(node, "dollars", job.dollars().orElse(Double.NaN));
        node.put("gatesFailed", job.gatesFailed()).put("repairs", job.repairs());
    }
}
