package dev.tinywright.llm;

/** One turn of a conversation with a model. */
public record Message(Role role, String text) {
    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
