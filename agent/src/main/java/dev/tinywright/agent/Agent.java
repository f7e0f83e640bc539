package dev.tinywright.agent;

/** A language model in the place of the rules. */
public final class Agent {
    private Agent() {}
}
