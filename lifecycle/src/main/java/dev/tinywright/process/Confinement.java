package dev.tinywright.process;

import dev.tinywright.diag.TinywrightException;

/** Whether programs that nobody here wrote run in a sandbox. */
public enum Confinement {
    /** In the sandbox; where there is none, not at all. */
    REQUIRED,
    /** In the sandbox where there is one. */
    PREFERRED,
    /** Without: the person accepted that they can do whatever the person can. */
    NONE;

    /**
     * Returns where to run them.
     *
     * @throws TinywrightException with how to get a sandbox, where one is required and there is none
     */
    public Sandbox sandbox() {
        return switch (this) {
            case REQUIRED -> Sandbox.require();
            case PREFERRED -> Sandbox.find().orElseGet(Sandbox::withoutWalls);
            case NONE -> Sandbox.withoutWalls();
        };
    }
}
