package dev.tinywright.pipeline;

import dev.tinywright.plan.Planner;
import dev.tinywright.report.Authorship;
import java.util.Optional;

/**
 * Someone who proposes in the place of the rules, a language model for one. What it proposes passes the same checks as
 * anyone's and is carried out and measured the same way; where it proposes nothing, the rules do the work.
 */
public interface Author {
    /** How the report and the record name it, "openai/gpt-5-mini". */
    String name();

    /**
     * Returns who proposes plans.
     *
     * @param rules finish the search where the author cannot
     */
    Planner planner(PlanBriefing briefing, Planner rules);

    /** Returns a sketch that did what is expected, and the expectations it was judged by; empty to take the rules'. */
    Optional<SketchProposal> sketch(SketchBriefing briefing);

    /** Returns what it did so far and what that cost. */
    Authorship account();

    /** What Ctrl-C does: no further question is put. */
    void cancel();
}
