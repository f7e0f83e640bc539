package dev.tinywright.pipeline;

/**
 * Who proposed the plan of a run.
 *
 * @param name as the record and the report have it: "person", "rules", or an author's, "openai/gpt-5-mini"
 */
record Proposer(String name) {
    static final Proposer PERSON = new Proposer("person");
    static final Proposer RULES = new Proposer("rules");

    boolean isPerson() {
        return equals(PERSON);
    }

    boolean isRules() {
        return equals(RULES);
    }

    /** Returns who it was, for a sentence that begins with it. */
    String text() {
        return isRules() ? "The rules planner" : name;
    }
}
