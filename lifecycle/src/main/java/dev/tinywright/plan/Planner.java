package dev.tinywright.plan;

import java.util.List;

/** Proposes; execution and measurement decide. The same attempts always lead to the same decision. */
public interface Planner {
    /** Returns what to try next, or the end of the search, from everything measured so far. */
    Decision next(Situation situation, List<Attempt> attempts);

    /** Returns the end of the search with the attempts made so far: for when it is stopped from outside. */
    Decision.Done choose(Situation situation, List<Attempt> attempts);
}
