package dev.tinywright.agent;

/** The person, who is asked before what a model wrote is used. */
public interface Approval {
    /** What the person says. */
    sealed interface Verdict {
        record Accepted() implements Verdict {}

        /** @param text as the person changed it; checked like a model's */
        record Edited(String text) implements Verdict {}

        /** @param reason in the person's words, for the next prompt */
        record Rejected(String reason) implements Verdict {}
    }

    /** What is shown. */
    enum Kind {
        PLAN,
        STEP,
        SKETCH
    }

    /**
     * @param name the file's, relative to the project folder: "plan.yaml", "steps/RemoveGlitches.java"
     * @param before what is in use; empty where there is nothing yet
     * @param after what the model wrote
     * @param reason why, in the model's words
     */
    record Proposed(Kind kind, String name, String before, String after, String reason) {}

    Verdict ask(Proposed proposed);

    /** Says yes to all. */
    static Approval always() {
        return proposed -> new Verdict.Accepted();
    }
}
