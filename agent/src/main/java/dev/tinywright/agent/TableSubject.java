package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.plan.Plan;
import dev.tinywright.spec.TaskKind;
import java.util.List;
import java.util.Map;

/** Plans for the rows of a table. */
record TableSubject(PlanBriefing briefing, PlanBriefing.Rows rows, boolean showsRows) implements Subject {
    private static final int PLAN_TOKENS = 1500;

    @Override
    public Prompt prompt(boolean decides) {
        return Prompt.load(decides ? "next" : "plan");
    }

    @Override
    public Map<String, Hole> holes() {
        return Map.of(
                "data", Facts.data(rows.table(), rows.profile(), showsRows),
                "blocks", Hole.of(Prompt.fragment("blocks")),
                "classes", Hole.of(Integer.toString(outputs())));
    }

    @Override
    public JsonNode schema(boolean decides) {
        return Schemas.plans(Schemas.Scope.TABLE, decides);
    }

    @Override
    public int answerTokens() {
        return PLAN_TOKENS;
    }

    @Override
    public Plan fitted(Plan proposed, List<String> repairs) {
        return briefing.task().kind() == TaskKind.ANOMALY ? proposed : Subject.withUnits(proposed, outputs(), repairs);
    }

    private int outputs() {
        return briefing.situation().facts().outputs();
    }
}
