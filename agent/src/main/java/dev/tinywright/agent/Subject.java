package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What plans are for, a table or recordings, sounds or pictures: what a model is told, what it may write, and what rules put right. */
sealed interface Subject permits TableSubject, CaptureSubject {
    /** @param showsRows whether prompts may hold some rows of a table */
    static Subject of(PlanBriefing briefing, boolean showsRows) {
        return switch (briefing.data()) {
            case PlanBriefing.Rows rows -> new TableSubject(briefing, rows, showsRows);
            case PlanBriefing.Recorded recorded -> new CaptureSubject(briefing, recorded);
        };
    }

    /** @param decides whether the model sees what was measured, and says whether it is done */
    Prompt prompt(boolean decides);

    /** Returns what the prompt's holes hold that are of the data. */
    Map<String, Hole> holes();

    /** Returns the schema of an answer. */
    JsonNode schema(boolean decides);

    /** Returns the tokens that an answer may have. */
    int answerTokens();

    /**
     * Returns the plan with what follows from the data in its place, which costs nothing.
     *
     * @param repairs takes what was put right, in sentences
     */
    Plan fitted(Plan proposed, List<String> repairs);

    /** Returns the plan with a last layer of so many units and no activation, where it ends in a dense layer at all. */
    static Plan withUnits(Plan plan, int units, List<String> repairs) {
        if (!(plan.model().getLast() instanceof Layer.Dense last)
                || last.units() == units && last.activation() == Activation.NONE) {
            return plan; // trees have no last layer; what else is wrong with it the check says
        }
        repairs.add("the last layer has " + units + " units and no activation now, as the data wants" + "; it had "
                + last.units());
        List<Layer> layers = new ArrayList<>(plan.model());
        layers.set(layers.size() - 1, new Layer.Dense(units, Activation.NONE));
        return plan.withModel(layers);
    }
}
